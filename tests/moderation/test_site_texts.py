"""Runbooks and the moderators' agreement in the site's own words: over ours, in Markdown, with every version kept."""

import pytest

from moderation import actions
from moderation.models import Review, SiteText
from moderation.site_texts import keys, our_words, text_now
from peersupport.policy import Refused

pytestmark = pytest.mark.django_db
DANGER = "/manage/texts/imminent-danger/en/"
OWN = "**Call Nour: 0800 5550 100**\n\n1. Then stay.\n2. Then rest."


def test_admins_begin_with_our_words_and_moderators_read_theirs(cast, as_user):
    admin, moderator = as_user(cast.ani, factor=True), as_user(cast.mo, factor=True)
    assert "You are not alone with this" in admin.get(DANGER).content.decode()
    assert "You are not alone with this" in moderator.get("/desk/what-to-do/imminent-danger/").content.decode()
    assert admin.post(DANGER, {"words": OWN}).status_code == 303
    page = moderator.get("/desk/what-to-do/imminent-danger/").content.decode()
    assert "<strong>Call Nour: 0800 5550 100</strong>" in page and "<li>" in page
    assert "You are not alone with this" not in page


def test_every_version_stays_and_the_log_says_who(cast, as_user):
    admin = as_user(cast.ani, factor=True)
    admin.post(DANGER, {"words": OWN})
    admin.post(DANGER, {"words": "Second words."})
    admin.post(DANGER, {"ours": "1"})
    assert list(SiteText.objects.values_list("version", "words")) == [(2, OWN), (3, "Second words."), (4, "")]
    page = admin.get(DANGER).content.decode()
    assert "Call Nour" in page and "Second words." in page and "back to our words" in page and "ani" in page
    assert text_now("imminent-danger", "en").is_ours
    assert [review.by.user for review in Review.objects.filter(decision="text")] == [cast.ani] * 3
    log = as_user(cast.mo, factor=True).get("/desk/log/").content.decode()
    assert log.count("change a text of the site") >= 3 and "Somebody may die soon (English)" in log


def test_where_only_one_language_has_own_words_others_read_those(cast):
    actions.say_in_own_words("imminent-danger", "en", OWN, by=cast.ani)
    assert text_now("imminent-danger", "es").words == OWN
    assert text_now("imminent-danger", "es").language == "en"
    actions.say_in_own_words("imminent-danger", "es", "Llama a Nour.", by=cast.ani)
    assert text_now("imminent-danger", "es").words == "Llama a Nour."
    assert text_now("threat-to-a-child", "es").is_ours


def test_what_is_no_text_and_who_is_no_admin_get_nothing(cast, as_user):
    admin = as_user(cast.ani, factor=True)
    assert admin.get("/manage/texts/no-such-text/en/").status_code == 404
    assert admin.get("/manage/texts/imminent-danger/xx/").status_code == 404
    assert as_user(cast.mo, factor=True).get(DANGER).status_code == 404
    with pytest.raises(Refused):
        actions.say_in_own_words("imminent-danger", "en", OWN, by=cast.mo)


@pytest.mark.parametrize("words", ["", "x" * 5_001])
def test_empty_or_too_much_comes_back_with_the_words(cast, as_user, words):
    answer = as_user(cast.ani, factor=True).post(DANGER, {"words": words})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not SiteText.objects.exists()


def test_hostile_words_are_only_words(cast, as_user):
    actions.say_in_own_words(
        "imminent-danger", "en", "<script>alert(1)</script> <img src=x onerror=alert(1)>", by=cast.ani
    )
    page = as_user(cast.mo, factor=True).get("/desk/what-to-do/imminent-danger/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_our_words_fit_the_box_in_every_language(language):
    for key in keys():
        words, html = our_words(key, language)
        assert 200 < len(words) <= 5_000 and html


def test_the_page_of_texts_names_each_and_leads_to_the_notes(cast, as_user):
    actions.say_in_own_words("moderators-agreement", "en", "Ours.", by=cast.ani)
    page = as_user(cast.ani, factor=True).get("/manage/texts/").content.decode()
    for key in keys():
        assert f"/manage/texts/{key}/en/" in page and f"/manage/texts/{key}/es/" in page
    assert "version 2" in page and "/admin/moderation/notetemplate/" in page
