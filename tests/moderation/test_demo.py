"""The demo, and appointing people."""

import pytest
from django.core.management import CommandError, call_command

from circles.models import Circle, Post
from moderation import actions, desk
from moderation.demo import HANDLES, make_demo
from moderation.models import Duty
from moderation.policies import may_open_entries
from peersupport.accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_demo_is_made_once_with_all_its_people():
    assert make_demo() is True
    assert make_demo() is False
    assert set(User.objects.values_list("handle", flat=True)) == set(HANDLES)
    assert set(Circle.objects.values_list("name", "capacity")) == {("Hearth", 12), ("Lantern", 8)}
    assert {Duty.objects.get(user__handle=one).kind for one in ("mo", "ola")} == {"moderator"}
    assert Duty.objects.get(user__handle="ani").kind == "admin"


def test_the_demo_has_something_on_its_desk_and_nothing_else_that_breaks_the_guidelines():
    make_demo()
    mo = User.objects.get(handle="mo")
    assert [row.kind for row in desk.look(mo).rows] == ["care", "care", "held"]
    assert Post.objects.filter(state="held").count() == Post.objects.filter(care=True).count() == 1
    assert set(Post.objects.exclude(state="held").values_list("state", flat=True)) == {"published"}
    assert not Post.objects.filter(unread=True).exists()


def test_in_the_demo_somebody_can_answer_a_second_look():
    make_demo()
    mo, ola = (User.objects.get(handle=handle) for handle in ("mo", "ola"))
    post = Post.objects.get(state="held")
    review = actions.decide(post, by=mo, decision="remove", note="Why.")
    actions.appeal(review, post.author, "I say it with love.")
    assert [row.kind for row in desk.look(mo).rows] == ["care", "care"]
    [appeal] = [row for row in desk.look(ola).rows if row.kind == "appeals"]
    assert may_open_entries(ola)
    actions.answer(appeal.appeal, by=ola, decision="uphold", note="I read it again.")
    assert [row.kind for row in desk.look(ola).rows] == ["care", "care"]


def test_there_is_no_demo_on_a_site_with_an_address(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")
    assert User.objects.count() == 0


def test_one_press_signs_in_and_counts_as_second_factor_in_the_demo_only(client, settings):
    make_demo()
    expected = (302, 200) if settings.EMBEDDED else (404, 302)
    assert (client.post("/demo/mo/").status_code, client.get("/desk/").status_code) == expected


def test_the_demo_sign_in_is_no_door_elsewhere(client, settings):
    make_demo()
    settings.DEMO = False
    assert client.post("/demo/mo/").status_code == 404
    assert client.get("/desk/").status_code == 302


def test_the_page_of_the_demo_names_those_who_are_there(client, settings):
    """A demo that was made before ola came offers no press that leads nowhere."""
    make_demo()
    named = lambda: [one for one in HANDLES if f'action="/demo/{one}/"' in client.get("/demo/").content.decode()]  # noqa: E731
    assert named() == (list(HANDLES) if settings.EMBEDDED else [])
    User.objects.filter(handle="ola").delete()
    assert named() == ([one for one in HANDLES if one != "ola"] if settings.EMBEDDED else [])


def test_somebody_who_signed_up_is_appointed(cast, capsys):
    call_command("appoint", "OUT", "moderator")
    cast.out.refresh_from_db()
    assert cast.out.moderates and not cast.out.manages
    with pytest.raises(CommandError):
        call_command("appoint", "nobody", "admin")
