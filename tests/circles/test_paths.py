"""Addresses joined by hand agree with the URLconf."""

import pytest
from django.urls import reverse

from circles.paths import circle_path, place_path, post_path
from moderation.templatetags.flagging import tell_path
from tests.cast import reply

pytestmark = pytest.mark.django_db


def test_paths_are_what_the_url_map_says(cast, share):
    answer = reply(cast.bo, share)
    ids = [cast.hearth.public_id, share.public_id]
    assert circle_path(cast.hearth) == reverse("circles:circle", args=ids[:1])
    assert post_path(cast.hearth, share) == reverse("circles:share", args=ids)
    assert place_path(cast.hearth, answer) == f"{reverse('circles:share', args=ids)}#p-{answer.public_id}"
    assert tell_path(post_path(cast.hearth, share)) == reverse("moderation:flag", args=ids)
    for name in ("support", "withdraw", "reword"):
        assert f"{post_path(cast.hearth, share)}{name}/" == reverse(f"circles:{name}", args=ids)
