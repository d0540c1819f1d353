"""Shifts, the line that members read, one's own weather, and what colleagues leave each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import actions, desk, presence
from moderation.models import Claim, ColleagueNote, Flag, Review, Shift, Volunteer
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def answer(cast, hours: float) -> None:
    """Something that waited so long, answered just now."""
    post = share(cast.ada)
    actions.flag(cast.bo, post, kind="agreement", words="")
    Flag.objects.filter(post=post).update(made_at=timezone.now() - hours * HOUR)
    actions.decide(post, by=cast.mo, decision="keep")


def test_a_shift_begins_and_ends_with_one_press_and_claims_go_back(cast, as_user):
    browser = as_user(cast.mo, factor=True)
    assert "Nobody is on duty now." in browser.get("/desk/").content.decode()
    browser.post("/desk/shift/begin/")
    assert "You are on duty" in browser.get("/desk/").content.decode()
    actions.claim(reply(cast.bo, share(cast.ada), HELD_WORDS), by=cast.mo)
    browser.post("/desk/shift/end/")
    assert not Shift.objects.now().exists()
    assert not Claim.objects.exists()
    assert not ColleagueNote.objects.exists()


def test_beginning_twice_is_one_shift_and_only_for_moderators(cast):
    assert actions.begin_shift(cast.mo).pk == actions.begin_shift(cast.mo).pk
    with pytest.raises(Refused):
        actions.begin_shift(cast.ada.user)


def test_a_forgotten_shift_is_over_by_itself_and_a_new_one_can_begin(cast):
    Shift.objects.filter(pk=actions.begin_shift(cast.mo).pk).update(since=timezone.now() - 13 * HOUR)
    presence.forget()
    assert presence.presence().is_here is False
    actions.begin_shift(cast.mo)
    assert Shift.objects.now().count() == 1


def test_a_handover_note_is_sealed_and_only_colleagues_read_it(cast, as_user):
    actions.appoint(cast.out, "moderator")
    as_user(cast.mo, factor=True).post("/desk/shift/end/", {"words": "The second share in Hearth needs a slow eye."})
    note = ColleagueNote.objects.get()
    assert b"slow eye" not in bytes(note.sealed)
    assert "slow eye" in as_user(cast.out, factor=True).get("/desk/between/").content.decode()
    assert desk.look(cast.out).shift.notes == 1
    for person in (cast.ada.user, cast.ani):
        assert as_user(person, factor=True).get("/desk/between/").status_code == 404


def test_a_handover_note_that_is_too_long_comes_back_and_the_shift_goes_on(cast, as_user):
    browser = as_user(cast.mo, factor=True)
    browser.post("/desk/shift/begin/")
    actions.claim(reply(cast.bo, share(cast.ada), HELD_WORDS), by=cast.mo)
    words = "The second share in Hearth needs a slow eye. " * 30
    answer = browser.post("/desk/shift/end/", {"words": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words.strip() in page and "It is all still here." in page
    assert Shift.objects.now().filter(user=cast.mo).exists() and Claim.objects.exists()
    assert not ColleagueNote.objects.exists()
    assert browser.post("/desk/shift/end/", {"words": words[:900]}).status_code == 303
    assert ColleagueNote.objects.get().words == words[:900].strip()
    assert not Shift.objects.now().exists()


def test_a_debrief_note_that_is_too_long_comes_back_too(cast, as_user):
    words = "That one stayed with me. " * 60
    answer = as_user(cast.mo, factor=True).post("/desk/between/", {"words": words})
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()
    assert not ColleagueNote.objects.exists()


def test_a_debrief_note_runs_out_with_the_evidence(cast, as_user, settings):
    as_user(cast.mo, factor=True).post("/desk/between/", {"words": "That one stayed with me."})
    assert ColleagueNote.objects.get().kind == "debrief"
    assert actions.let_notes_run_out() == 0
    ColleagueNote.objects.update(made_at=timezone.now() - timedelta(days=settings.EVIDENCE_DAYS + 1))
    assert actions.let_notes_run_out() == 1


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ([0.5] * 10, "within an hour"),
        ([4] * 10, "within 6 hours"),
        ([0.1] * 7 + [11] * 3, "within 12 hours"),
        ([20] * 10, "within a day"),
        ([200] * 10, "some days"),
    ],
)
def test_the_line_names_the_next_step_up_that_most_were_answered_within(cast, hours, said):
    for one in hours:
        answer(cast, one)
    presence.forget()
    assert said in presence.line()


def test_nine_answers_say_nothing_about_the_next_one(cast):
    for _ in range(9):
        answer(cast, 1)
    presence.forget()
    assert presence.line() == ""


def test_members_read_the_line_where_they_wait_and_where_they_tell(cast, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    path = f"/circles/{cast.hearth.public_id}/posts/{post.share.public_id}/"
    worrying = share(cast.ada, WORRYING_WORDS)
    bo, ada = as_user(cast.bo.user), as_user(cast.ada.user)
    here, not_here = "A moderator is here now.", "No moderator is here just now."
    assert here not in bo.get(path).content.decode()
    actions.begin_shift(cast.mo)
    assert here in bo.get(path).content.decode()
    assert here in bo.get(f"{path}tell/").content.decode()
    actions.end_shift(cast.mo)
    assert not_here in bo.get(path).content.decode()
    page = ada.get(f"/circles/{cast.hearth.public_id}/posts/{worrying.public_id}/").content.decode()
    assert not_here in page
    assert "mo" not in page.split()


def test_a_theme_left_to_colleagues_is_folded_and_not_counted_for_me_only(cast):
    actions.appoint(cast.out, "moderator")
    share(cast.ada, WORRYING_WORDS)
    reply(cast.bo, share(cast.ada), HELD_WORDS)
    actions.set_weather(cast.mo, themes=["danger", "no such theme"], folds_heavy=True, break_after=5, care_letters=True)
    mine, theirs = desk.look(cast.mo), desk.look(cast.out)
    assert [row.kind for row in mine.rows] == ["held"]
    assert [row.kind for row in mine.left_out] == ["care"]
    assert (mine.counts["care"], theirs.counts["care"]) == (0, 1)
    assert [row.kind for row in theirs.rows] == ["care", "held"]


def test_tomorrow_every_theme_is_back(cast):
    actions.set_weather(cast.mo, themes=["danger"], folds_heavy=True, break_after=5, care_letters=True)
    Volunteer.objects.update(not_today_on=timezone.localdate() - timedelta(days=1))
    share(cast.ada, WORRYING_WORDS)
    assert [row.kind for row in desk.look(cast.mo).rows] == ["care"]


def test_heavy_words_are_folded_behind_their_reason_until_one_chooses_otherwise(cast, as_user):
    post = share(cast.ada, WORRYING_WORDS)
    browser = as_user(cast.mo, factor=True)
    page = browser.post(f"/desk/{post.public_id}/open/", follow=True).content.decode()
    assert page.index("desk-why") < page.index("Heavy words") < page.index("desk-words")
    browser.post("/desk/weather/", {"break_after": "0"})
    assert "Heavy words" not in browser.get(f"/desk/{post.public_id}/").content.decode()


def test_after_some_heavy_ones_the_desk_speaks_of_a_break_and_to_nobody_else(cast, as_user):
    actions.appoint(cast.out, "moderator")
    actions.set_weather(cast.mo, themes=[], folds_heavy=True, break_after=2, care_letters=True)
    browser, other = as_user(cast.mo, factor=True), as_user(cast.out, factor=True)
    for number in range(2):
        assert "Take a break" not in browser.get("/desk/").content.decode()
        post = share(cast.ada, f"{WORRYING_WORDS} {number}")
        browser.post(f"/desk/{post.public_id}/open/")
    assert "Take a break" in browser.get("/desk/").content.decode()
    assert "Take a break" not in other.get("/desk/").content.decode()
    # It is a line, not a lock.
    assert browser.get(f"/desk/{post.public_id}/").status_code == 200
    assert not Review.objects.exists()
