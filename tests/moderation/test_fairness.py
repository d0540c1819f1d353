"""Nobody judges their own; a second look is another person's; a seat of somebody in care takes two."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from circles import actions as circle_actions
from circles.models import Notice, Post
from moderation import actions, desk
from moderation.models import Appeal, Duty, Flag, Pending, Review
from moderation.policies import may_decide
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, WORRYING_WORDS, reply, share

pytestmark = pytest.mark.django_db
WHY = "This is about a person, not about what happened."


@pytest.fixture
def second(cast):
    """out moderates as well as mo."""
    actions.appoint(cast.out, Duty.Kind.MODERATOR)
    return cast.out


def page_of(asked: Appeal) -> str:
    return f"/desk/appeals/{asked.public_id}/"


def latest(**about) -> Review:
    return Review.objects.filter(**about).latest("pk")


def test_nobody_decides_about_their_own_post_or_flag_also_after_leaving(cast):
    for seat in (cast.bo, cast.fay):
        actions.appoint(seat.user, Duty.Kind.MODERATOR)
    post = reply(cast.bo, share(cast.ada), "All well.")
    actions.flag(cast.fay, post, kind="agreement", words="")
    circle_actions.leave(cast.bo)
    circle_actions.leave(cast.fay)
    for user in (cast.bo.user, cast.fay.user):
        assert not may_decide(user, post)
        assert desk.look(user).rows == []
        assert desk.waiting_post(user, post.public_id) is None
    assert [row.id for row in desk.look(cast.mo).rows] == [post.public_id]


def test_the_list_and_the_policy_say_the_same(cast, second):
    posts = [share(cast.ada), reply(cast.bo, share(cast.ada), HELD_WORDS), share(cast.cy, WORRYING_WORDS)]
    actions.flag(cast.bo, posts[0], kind="agreement", words="")
    for seat in (cast.ada, cast.fay, cast.cy):
        actions.appoint(seat.user, Duty.Kind.MODERATOR)
    for user in (cast.mo, second, cast.ada.user, cast.fay.user, cast.cy.user, cast.ani):
        listed = {row.id for row in desk.look(user).rows}
        assert listed == {post.public_id for post in posts if may_decide(user, post)}
        assert listed == {post.public_id for post in posts if desk.waiting_post(user, post.public_id)}


def test_one_appeal_for_a_decision_answered_by_another_moderator(cast, second):
    post = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, post, kind="agreement", words="")
    review = actions.decide(post, by=cast.mo, decision="remove", note=WHY)
    asked = actions.appeal(review, cast.ada, "I meant my boss, who is not here.")
    with pytest.raises(Refused):
        actions.appeal(review, cast.ada, "Please.")
    assert desk.look(cast.mo).rows == [] and desk.open_appeal(cast.mo, asked.public_id) is None
    assert [row.kind for row in desk.look(second).rows] == ["appeals"]
    with pytest.raises(Refused):
        actions.answer(asked, by=cast.mo, decision="uphold", note="No.")
    Notice.objects.update(read_at=timezone.now())
    actions.answer(asked, by=second, decision="overturn", note="You are right.")
    post.refresh_from_db()
    assert post.state == "published"
    told = {(notice.person, notice.kind) for notice in Notice.objects.filter(read_at=None)}
    assert told == {(cast.ada.user, "answered"), (cast.bo.user, "outcome")}
    assert desk.look(second).rows == []


def test_an_appeal_that_is_left_as_it_is_changes_nothing_but_is_answered(cast, second):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    asked = actions.appeal(actions.decide(post, by=cast.mo, decision="return", note=WHY), cast.bo, "Why?")
    actions.answer(asked, by=second, decision="uphold", note="Others need to feel safe.")
    post.refresh_from_db()
    assert post.state == "returned"
    assert Notice.objects.filter(person=cast.bo.user, read_at=None).get().kind == "answered"


def test_the_author_reads_state_reason_and_answer_and_moderators_stay_unnamed(cast, second, as_user):
    post = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, post, kind="agreement", words="")
    actions.decide(post, by=cast.mo, decision="remove", note=WHY)
    ada, path = as_user(cast.ada.user), f"/decisions/posts/{post.public_id}/"
    page = ada.get(path).content.decode()
    assert WHY in page and "Taken down" in page and "Ask for a second look" in page and "He is a fool." in page
    assert ada.post(path, {"words": "I meant my boss."}).status_code == 303
    page = ada.get(path).content.decode()
    assert "I meant my boss." in page and "Ask for a second look" not in page
    shown = as_user(second, factor=True).get(f"/desk/appeals/{Appeal.objects.get().public_id}/").content.decode()
    assert WHY in shown and "I meant my boss." in shown and "He is a fool." in shown
    actions.answer(Appeal.objects.get(), by=second, decision="uphold", note="We talked about it.")
    page = ada.get(path).content.decode()
    assert "We talked about it." in page
    for stranger in (cast.bo.user, cast.out, cast.mo):
        assert as_user(stranger).get(path).status_code == 404


def test_a_paused_member_reads_and_writes_to_a_moderator_only(cast, second, as_user):
    post = share(cast.ada, "He is a fool.")
    actions.flag(cast.bo, post, kind="agreement", words="")
    actions.decide(post, by=cast.mo, decision="pause", note="Let us breathe.", hours=24)
    assert [row.kind for row in desk.look(cast.mo).rows] == ["told"], "the post still waits"
    ada, circle = as_user(cast.ada.user), f"/circles/{cast.hearth.public_id}/"
    page = ada.get(circle).content.decode()
    assert "Writing rests for you here" in page and "Let us breathe." in page and 'name="words"' not in page
    assert ada.post(circle, {"words": "Hello.", "need": "listen", "token": "token-of-ada"}).status_code == 403
    cast.ada.refresh_from_db()
    path = f"/decisions/seats/{cast.ada.public_id}/"
    page = ada.get(path).content.decode()
    assert "Let us breathe." in page and "tel:" in page and "<bdi>Hearth</bdi>" in page
    ada.post(path, {"words": "I am calm now.", "is": "letter"})
    ada.post(path, {"words": "And I disagree."})
    assert sorted(Appeal.objects.values_list("kind", flat=True)) == ["appeal", "letter"]
    assert {row.appeal.kind for row in desk.look(cast.mo).rows if row.appeal} == {"letter"}
    actions.answer(Appeal.objects.get(kind="appeal"), by=second, decision="overturn", note="Welcome back.")
    assert "Writing rests for you here" not in ada.get(circle).content.decode()


def test_a_pause_ends_by_itself(cast):
    post = share(cast.ada)
    actions.decide(post, by=cast.mo, decision="pause", note="Let us breathe.", hours=1)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert share(cast.ada, "Hello again.").state == "published"


def test_the_seat_of_somebody_in_care_takes_two(cast, second):
    share(cast.bo, WORRYING_WORDS)
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    assert actions.decide(post, by=cast.mo, decision="unseat", note=WHY).decision == "propose"
    assert actions.decide(post, by=cast.mo, decision="unseat", note=WHY).decision == "propose"
    cast.bo.refresh_from_db()
    assert cast.bo.is_active
    assert actions.decide(post, by=second, decision="unseat", note=WHY).decision == "unseat"
    cast.bo.refresh_from_db()
    assert not cast.bo.is_active
    assert list(Review.objects.values_list("decision", flat=True)) == ["propose", "propose", "unseat"]


def test_the_preview_says_that_a_second_moderator_is_asked_first(cast, as_user):
    share(cast.bo, WORRYING_WORDS)
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{post.public_id}/open/")
    shown = browser.post(f"/desk/{post.public_id}/", {"decision": "unseat", "note": WHY}).content.decode()
    assert "goes to your colleagues first" in shown
    browser.post(f"/desk/{post.public_id}/", {"decision": "unseat", "note": WHY, "confirmed": "1"})
    assert latest().decision == "propose"


def test_an_admin_waits_for_a_proposal_and_a_day(cast):
    share(cast.bo, WORRYING_WORDS)
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    with pytest.raises(Refused):
        actions.unseat(cast.bo, by=cast.ani, because=WHY)
    actions.decide(post, by=cast.mo, decision="unseat", note=WHY)
    with pytest.raises(Refused):
        actions.unseat(cast.bo, by=cast.ani, because=WHY)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        actions.unseat(cast.bo, by=cast.ani, because=WHY)
    assert latest(about__seat=cast.bo).decision == "unseat"


def test_a_removed_member_appeals_and_gets_the_seat_back(cast, second, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    actions.decide(post, by=cast.mo, decision="unseat", note=WHY)
    bo, path = as_user(cast.bo.user), f"/decisions/seats/{cast.bo.public_id}/"
    assert WHY in bo.get(path).content.decode()
    bo.post(path, {"words": "I am sorry. May I come back?"})
    actions.answer(Appeal.objects.get(), by=second, decision="overturn", note="Welcome back.")
    cast.bo.refresh_from_db()
    assert cast.bo.is_active
    assert bo.get(f"/circles/{cast.hearth.public_id}/").status_code == 200


def test_a_worry_is_told_once_a_day_about_one_person(cast, as_user):
    first, other = share(cast.ada, "One."), share(cast.ada, "Two.")
    actions.flag(cast.bo, first, kind="worried", words="")
    actions.flag(cast.bo, first, kind="worried", words="She sounded different.")
    with pytest.raises(Refused):
        actions.flag(cast.bo, other, kind="worried", words="")
    actions.flag(cast.bo, share(cast.fay), kind="worried", words="")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        actions.flag(cast.bo, other, kind="worried", words="")


def test_what_one_member_tells_about_another_again_and_again_is_one_row(cast):
    posts = [share(cast.ada, f"Share {number}.") for number in range(4)]
    for post in posts[:3]:
        actions.flag(cast.bo, post, kind="agreement", words="")
    actions.flag(cast.fay, posts[3], kind="agreement", words="")
    rows = desk.look(cast.mo).rows
    assert [len(row.more) for row in rows] == [2, 0]
    assert Post.objects.filter(state="published").count() == 4, "flags hide nothing, whatever their number"


def test_how_often_one_member_told_us_counts_what_no_longer_fits_on_the_page(cast, as_user):
    """Bo alone told us of 29 posts of ada's; the page has the first 25."""
    posts = [share(cast.ada, f"Share {number}.") for number in range(31)]
    for post in posts[:30]:
        Flag.objects.create(post=post, by=cast.bo, kind="agreement")
    Flag.objects.create(post=posts[30], by=cast.fay, kind="agreement")
    # Told by two: an entry of its own, which is none of the thirty.
    Flag.objects.create(post=posts[29], by=cast.fay, kind="agreement")
    [row] = desk.look(cast.mo).rows
    assert (len(row.more), row.again) == (24, 28)
    browser = as_user(cast.mo, factor=True)
    assert "told us about this person 28 more times" in browser.get("/desk/").content.decode()
    actions.decide(posts[29], by=cast.mo, decision="keep")
    assert desk.look(cast.mo).rows[0].again == 28
    actions.decide(posts[0], by=cast.mo, decision="keep")
    assert desk.look(cast.mo).rows[0].again == 27
    assert desk.look(cast.mo, desk.Filters(circle=cast.lantern.public_id)).rows == []


def test_one_that_fits_alone_knows_of_those_below_it(cast):
    """Twenty-four that wait longer leave room for one of three."""
    for number in range(24):
        Flag.objects.create(post=share(cast.fay, f"Share {number}."), by=cast.ada if number % 2 else cast.bo,
                            kind="agreement", made_at=timezone.now() - timedelta(hours=9))  # fmt: skip
    for number in range(3):
        Flag.objects.create(post=share(cast.ada, f"Mine {number}."), by=cast.fay, kind="agreement")
    assert [row.again for row in desk.look(cast.mo).rows] == [11, 11, 2]


def test_a_worry_told_to_hurt_is_for_the_log_and_nothing_else(cast):
    post = share(cast.ada)
    flag = actions.flag(cast.bo, post, kind="worried", words="She is mad.")
    actions.name_misuse(flag, by=cast.mo)
    assert latest().decision == "misuse"
    assert [row.kind for row in desk.look(cast.mo).rows] == ["care"]
    assert not Notice.objects.exists()


def test_reaching_out_is_read_by_the_author_alone_and_signed_without_a_login_name(cast, as_user):
    post = share(cast.ada, WORRYING_WORDS)
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.reach_out(post, by=cast.mo, words="I am glad you wrote.", signed="Robin", follow_up_on=tomorrow)
    path = f"/decisions/posts/{post.public_id}/"
    page = as_user(cast.ada.user).get(path).content.decode()
    assert "I am glad you wrote." in page and "Robin" in page and "tel:" in page
    assert path in as_user(cast.ada.user).get("/").content.decode()
    assert as_user(cast.bo.user).get(path).status_code == 404
    assert desk.entry_of(post).outreaches[0].follow_up_on == tomorrow


def test_a_letter_that_cannot_go_out_yet_keeps_every_word_in_its_box(cast, as_user):
    post = share(cast.ada, WORRYING_WORDS)
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{post.public_id}/open/")
    path, words = f"/desk/{post.public_id}/reach-out/", {"words": "I am glad you wrote.", "follow_up_on": "2001-01-01"}
    answer = browser.post(path, words | {"signed": "Robin"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "I am glad you wrote.</textarea>" in page and 'value="Robin"' in page and 'value="2001-01-01"' in page
    assert not desk.entry_of(post).outreaches
    assert browser.post(path, {"words": "I am glad you wrote.", "signed": "Robin"}).status_code == 303
    assert [one.signed for one in desk.entry_of(post).outreaches] == ["Robin"]


def test_the_thread_is_opened_on_purpose_and_every_post_of_it_is_written_down(cast, as_user):
    top = share(cast.ada, "The share above.")
    near = reply(cast.fay, top, "A reply before.")
    post = reply(cast.bo, top, HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{post.public_id}/open/")
    page = browser.get(f"/desk/{post.public_id}/").content.decode()
    assert "A reply before." not in page
    page = browser.post(f"/desk/{post.public_id}/around/").content.decode()
    assert "A reply before." in page and "The share above." in page
    assert set(near.openings.values_list("what", flat=True)) == {"around"}
    assert top.openings.count() == 1


def test_kind_words_to_begin_with_are_those_for_what_is_being_answered(cast, second, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{post.public_id}/open/")
    entry = browser.get(f"/desk/{post.public_id}/").content.decode()
    assert "asking for other words" in entry and "answering a second look" not in entry
    review = actions.decide(post, by=cast.mo, decision="remove", note=WHY)
    asked = actions.appeal(review, cast.bo, "Please look again.")
    colleague = as_user(second, factor=True)
    page = colleague.get(page_of(asked)).content.decode()
    (number,) = re.findall(r'href="\?template=(\d+)"[^>]*>Left as it is<', page)
    assert "Aimed at a person" not in page and "Thank you for asking again." not in page
    assert "Thank you for asking again." in colleague.get(page_of(asked), {"template": number}).content.decode()


def test_an_answer_taken_back_stands_in_its_box_again(cast, second, as_user):
    review = actions.decide(share(cast.ada), by=cast.mo, decision="remove", note=WHY)
    asked = actions.appeal(review, cast.ada, "Please look again.")
    browser = as_user(second, factor=True)
    browser.post(page_of(asked), {"decision": "uphold", "note": "I read it twice."})
    page = browser.post(f"/desk/undo/{Pending.objects.get().public_id}/")
    assert page.status_code == 200 and page.context["appeal"] == asked
    assert "I read it twice." in page.content.decode()
    assert desk.open_appeal(second, asked.public_id) == asked


def test_heavy_words_are_folded_on_a_second_look_too(cast, second, as_user):
    folded = {}
    for words in (HELD_WORDS, "I went out today."):
        review = actions.decide(reply(cast.bo, share(cast.ada), words), by=cast.mo, decision="remove", note=WHY)
        asked = actions.appeal(review, cast.bo, "Please look again.")
        folded[words] = b"Heavy words" in as_user(second, factor=True).get(page_of(asked)).content
    assert folded == {HELD_WORDS: True, "I went out today.": False}


def test_a_pause_without_a_length_opens_where_the_length_is_chosen(cast, as_user):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    browser = as_user(cast.mo, factor=True)
    browser.post(f"/desk/{post.public_id}/open/")
    opened = b'<details class="desk-more" open><summary>About the person'
    assert opened not in browser.get(f"/desk/{post.public_id}/").content
    page = browser.post(f"/desk/{post.public_id}/", {"decision": "pause", "note": WHY})
    assert page.status_code == 409 and opened in page.content
