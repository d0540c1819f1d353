"""Before the first entry: practice, the agreement, a colleague to call. Until then nothing of a member opens."""

import pytest
from django.urls import URLPattern

from moderation import actions, desk
from moderation.first_steps import agreement_words, cases
from moderation.models import Claim, Duty, Opening, Review, Shift, SiteText, Volunteer
from moderation.urls import urlpatterns
from peersupport.policy import Refused
from peersupport.text import to_html
from tests.cast import HELD_WORDS, reply, share

pytestmark = pytest.mark.django_db
FIRST = "/desk/first/"
SLUGS = [case.slug for case in cases()]
# What a new moderator may open: the list without words, and what is for themselves.
OPEN_TO_ALL = {
    "desk", "end_shift", "between", "weather", "first_steps", "agree", "name_backup", "practice_case", "help_for_me",
    "runbook", "log_export",
}  # fmt: skip


@pytest.fixture
def una(cast):
    """A new moderator."""
    Volunteer.objects.filter(user=cast.out).delete()
    actions.appoint(cast.out, Duty.Kind.MODERATOR)
    return cast.out


@pytest.fixture
def held(cast):
    return reply(cast.bo, share(cast.ada), HELD_WORDS)


def go_through(user, colleague) -> None:
    for slug in SLUGS:
        actions.practise(user, slug)
    actions.agree(user, 1)
    actions.name_backup(user, colleague)


def address(pattern: URLPattern, held, appeal) -> str:
    ids = {"post_id": held.public_id, "appeal_id": appeal.public_id, "pending_id": "x", "slug": "imminent-danger"}
    route = str(pattern.pattern)
    for name in pattern.pattern.converters:
        route = route.replace(f"<slug:{name}>", ids[name])
    return f"/{route}"


# Closing sign-ups opens no words: whoever is new may do it, too.
DESK = [one for one in urlpatterns if str(one.pattern).startswith("desk/") and "doors/" not in str(one.pattern)]


@pytest.mark.parametrize("pattern", DESK, ids=[str(pattern.name) for pattern in DESK])
def test_every_door_to_words_leads_to_the_first_steps_and_leaves_no_trace(cast, as_user, una, held, pattern):
    asked = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, asked, kind="agreement", words="")
    appeal = actions.appeal(actions.decide(asked, by=cast.mo, decision="remove", note="Why."), cast.ada, "But.")
    before = (Opening.objects.count(), Review.objects.count())
    browser = as_user(una, factor=True)
    for method in ("get", "post"):
        answer = getattr(browser, method)(address(pattern, held, appeal))
        page = answer.content.decode()
        assert HELD_WORDS[:7] not in page and "He is a fool" not in page
        if pattern.name not in OPEN_TO_ALL and answer.status_code != 405:
            assert (answer.status_code, answer["Location"]) == (303, FIRST)
    assert (Opening.objects.count(), Review.objects.count()) == before
    assert not Claim.objects.exists() and not Shift.objects.exists()


def test_the_list_may_be_looked_at_and_says_what_comes_first(as_user, una, held):
    page = as_user(una, factor=True).get("/desk/").content.decode()
    assert "Waiting to be read" in page and "Before your first entry" in page


def test_after_all_three_steps_entries_open_in_any_order(cast, as_user, una, held):
    browser = as_user(una, factor=True)
    browser.post(f"{FIRST}backup/", {"backup": "mo"})
    browser.post(f"{FIRST}agree/", {"version": "1", "accept": "1"})
    for slug in reversed(SLUGS):
        assert Volunteer.objects.get(user=una).ready_at is None
        answer = browser.post(f"{FIRST}{slug}/", {"choice": cases()[SLUGS.index(slug)].choices[-1].key})
        assert answer.status_code == 303
    mine = Volunteer.objects.get(user=una)
    assert mine.ready_at and mine.practised_at and mine.agreed_at and mine.backup == cast.mo
    opened = browser.post(f"/desk/{held.public_id}/open/", follow=True).content.decode()
    assert HELD_WORDS[:7] in opened


@pytest.mark.parametrize("left_out", ["practice", "agreement", "backup"])
def test_two_steps_are_not_enough(cast, una, left_out):
    for slug in SLUGS if left_out != "practice" else SLUGS[1:]:
        actions.practise(una, slug)
    if left_out != "agreement":
        actions.agree(una, 1)
    if left_out != "backup":
        actions.name_backup(una, cast.mo)
    assert Volunteer.objects.get(user=una).ready_at is None


def test_a_case_answers_every_choice_and_says_neither_right_nor_wrong(as_user, una):
    browser = as_user(una, factor=True)
    for case in cases():
        before = browser.get(f"{FIRST}{case.slug}/").content.decode()
        assert "What colleagues would do" not in before and "Nobody wrote this." in before
        for choice in case.choices:
            where = browser.post(f"{FIRST}{case.slug}/", {"choice": choice.key})["Location"]
            page = browser.get(where.partition("#")[0]).content.decode()
            assert "What colleagues would do" in page
            assert not {"correct", "score", "points", "well done"} & set(page.lower().split())
    assert Volunteer.objects.get(user=una).practised == SLUGS


def test_without_a_choice_the_case_asks_for_one_and_counts_nothing(as_user, una):
    answer = as_user(una, factor=True).post(f"{FIRST}{SLUGS[0]}/")
    assert answer.status_code == 422 and "There is no wrong answer" in answer.content.decode()
    assert not Volunteer.objects.filter(user=una).exists()


def test_only_the_agreement_that_was_read_is_said_yes_to(cast, as_user, una):
    browser = as_user(una, factor=True)
    assert browser.post(f"{FIRST}agree/", {"version": "1"}).status_code == 422
    words = "We keep to what was said."
    SiteText.objects.create(key="moderators-agreement", language="en", version=2, words=words, html=to_html(words))
    assert browser.post(f"{FIRST}agree/", {"version": "1", "accept": "1"}).status_code == 409
    assert words in browser.get(FIRST).content.decode()
    browser.post(f"{FIRST}agree/", {"version": "2", "accept": "1"})
    assert Volunteer.objects.get(user=una).agreed_version == 2


def test_a_new_agreement_is_asked_for_and_shuts_nobody_out(cast, as_user, held):
    SiteText.objects.create(key="moderators-agreement", language="en", version=2, words="Anew.", html="<p>Anew.</p>")
    browser = as_user(cast.mo, factor=True)
    assert "Our agreement as moderators has changed." in browser.get("/desk/").content.decode()
    assert browser.post(f"/desk/{held.public_id}/open/")["Location"] == f"/desk/{held.public_id}/"
    browser.post(f"{FIRST}agree/", {"version": "2", "accept": "1"})
    assert "has changed" not in browser.get("/desk/").content.decode()


def test_only_a_colleague_who_is_here_can_be_named(cast, una):
    for person in (una, cast.ada.user):
        with pytest.raises(Refused):
            actions.name_backup(una, person)
    actions.name_backup(una, cast.ani)
    assert Volunteer.objects.get(user=una).backup == cast.ani


def test_where_nobody_else_is_there_the_last_step_can_wait(cast, una):
    Duty.objects.exclude(user=una).delete()
    for slug in SLUGS:
        actions.practise(una, slug)
    actions.agree(una, 1)
    assert Volunteer.objects.get(user=una).ready_at is not None


def test_a_backup_who_leaves_shuts_nobody_out(cast, as_user, una, held):
    go_through(una, cast.ani)
    cast.ani.delete()
    assert as_user(una, factor=True).post(f"/desk/{held.public_id}/open/")["Location"] == f"/desk/{held.public_id}/"


def test_the_named_colleague_reads_it_and_the_moderator_finds_them(cast, as_user, una):
    go_through(una, cast.mo)
    assert (
        "calls you first when something is too much"
        in as_user(cast.mo, factor=True).get("/desk/between/").content.decode()
    )
    assert "The colleague you named" in as_user(una, factor=True).get("/desk/help-for-me/").content.decode()


def test_admins_see_who_is_through_and_nothing_about_how(cast, as_user, una):
    actions.practise(una, SLUGS[0])
    browser = as_user(cast.ani, factor=True)
    page = browser.get("/manage/moderators/").content.decode()
    row = page[page.index("<bdi>out</bdi>") :].partition("</tr>")[0]
    assert row.count("not yet") == 2
    go_through(una, cast.mo)
    page = browser.get("/manage/moderators/").content.decode()
    row = page[page.index("<bdi>out</bdi>") :].partition("</tr>")[0]
    assert "done" in row and "version 1" in row and "<bdi>mo</bdi>" in row
    assert as_user(cast.mo, factor=True).get("/manage/moderators/").status_code == 404


def test_nothing_is_passed_to_somebody_who_cannot_open_it(cast, una, held):
    assert desk.colleagues_for(cast.mo, held) == []
    go_through(una, cast.mo)
    assert desk.colleagues_for(cast.mo, held) == [una]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_language_has_the_same_cases_and_an_agreement_that_fits(language):
    assert [(one.slug, [choice.key for choice in one.choices]) for one in cases(language)] == [
        (one.slug, [choice.key for choice in one.choices]) for one in cases("en")
    ]
    assert len(cases(language)) == 6
    assert to_html(agreement_words(language))
