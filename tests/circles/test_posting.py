"""Share, reply, reword, withdraw: what is saved, in which order, and what comes back."""

import threading

import pytest
from django.db import connection

from circles import actions
from circles.models import Post
from peersupport.policy import Refused
from tests.cast import HELD_WORDS, NUDGED_WORDS, WORRYING_WORDS, draft, reply, share

pytestmark = pytest.mark.django_db


def test_a_share_is_published_with_the_next_number(cast):
    before = cast.hearth.__class__.objects.get(pk=cast.hearth.pk).seq
    post = share(cast.ada, "Fourteen *days*.")
    assert (post.state, post.place, post.seq) == ("published", before + 1, before + 1)
    assert "<em>days</em>" in post.html


def test_every_change_takes_a_number_of_its_own(cast):
    post = share(cast.ada)
    answer = reply(cast.bo, post)
    actions.support(cast.bo, post, "hear")
    actions.withdraw(cast.bo, answer)
    cast.hearth.refresh_from_db()
    assert sorted(Post.objects.values_list("seq", flat=True)) == [cast.hearth.seq - 1, cast.hearth.seq]


def test_the_same_press_twice_is_one_post(cast):
    sent = draft("Once is enough.", need="listen", token="the-same-press")
    assert actions.share(cast.ada, sent).pk == actions.share(cast.ada, sent).pk
    assert Post.objects.count() == 1


def test_another_body_under_the_same_token_is_refused_and_nothing_changes(cast):
    first = actions.share(cast.ada, draft("One.", need="listen", token="the-same-press"))
    with pytest.raises(actions.TokenTaken):
        actions.share(cast.ada, draft("Two.", need="listen", token="the-same-press"))
    assert Post.objects.get().words == first.words


def test_two_people_may_have_the_same_token(cast):
    for seat in (cast.ada, cast.bo):
        actions.share(seat, draft("Mine.", need="listen", token="the-same-press"))
    assert Post.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_identical_presses_at_once_are_one_post(cast):
    sent, found, trouble = draft("Once.", need="listen", token="the-same-press"), [], []

    def press() -> None:
        try:
            found.append(actions.share(cast.ada, sent).pk)
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (trouble, len(set(found)), Post.objects.count()) == ([], 1, 1)


@pytest.mark.django_db(transaction=True)
def test_numbers_follow_the_order_of_commits_under_parallel_writers(cast):
    def write(seat, count):
        for number in range(count):
            share(seat, f"Share {number}")
        connection.close()

    threads = [threading.Thread(target=write, args=(seat, 10)) for seat in (cast.ada, cast.bo, cast.fay)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    places = list(Post.objects.order_by("pk").values_list("place", flat=True))
    assert len(places) == len(set(places)) == 30
    assert places == sorted(places)


def test_a_nudge_comes_back_once_and_then_posts_as_it_is(cast):
    above = share(cast.ada)
    with pytest.raises(actions.Nudged) as nudged:
        actions.reply(cast.bo, above, draft(NUDGED_WORDS))
    assert Post.objects.count() == 1
    seen = frozenset(finding.rule for finding in nudged.value.guidance.findings)
    post = actions.reply(cast.bo, above, draft(NUDGED_WORDS, seen=seen))
    assert post.state == "published"


def test_hold_is_stored_as_held_without_a_place(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    assert (post.state, post.place) == ("held", None)
    assert post.guidance["level"] == "hold"


def test_care_is_published_and_comes_to_the_desk(cast):
    post = share(cast.ada, WORRYING_WORDS)
    assert post.state == "published"
    assert post.care and post.worries_us


def test_a_reader_that_breaks_publishes_and_tells_a_moderator(cast, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("with the words in its message")

    monkeypatch.setattr("circles.guidance.read", broken)
    post = share(cast.ada, "Nothing is lost.")
    assert (post.state, post.unread, post.words) == ("published", True, "Nothing is lost.")


def test_withdrawn_words_are_gone_from_the_row(cast):
    post = share(cast.ada, "Something private.")
    actions.support(cast.bo, post, "hear")
    actions.withdraw(cast.ada, post)
    post.refresh_from_db()
    assert (post.state, post.words, post.html, post.guidance) == ("withdrawn", "", "", {})
    assert post.place is not None
    assert not post.supports.exists()


def test_only_the_author_withdraws(cast):
    post = share(cast.ada)
    with pytest.raises(Refused):
        actions.withdraw(cast.bo, post)
    actions.withdraw(cast.ada, post)


def test_a_withdrawn_share_takes_no_more_replies(cast):
    post = share(cast.ada)
    reply(cast.bo, post)
    actions.withdraw(cast.ada, post)
    with pytest.raises(Refused):
        reply(cast.bo, post)


def test_a_resting_circle_takes_no_words_and_lets_people_withdraw(cast):
    post = share(cast.ada)
    actions.rest(cast.hearth)
    with pytest.raises(Refused):
        share(cast.ada)
    actions.withdraw(cast.ada, post)
    actions.wake(cast.hearth)
    share(cast.ada)


def test_somebody_removed_while_the_page_was_open_posts_nothing(cast):
    above = share(cast.ada)
    reply(cast.bo, above, "Still here.")
    actions.remove_member(cast.bo, by=cast.ani, because="A test.")
    with pytest.raises(Refused):
        reply(cast.bo, above, "Not any more.")
    assert Post.objects.count() == 2


def test_a_returned_post_is_reworded_and_read_before_the_others_see_it(cast):
    post = share(cast.ada)
    actions.return_to_author(post, note="Could you say it in the first person?")
    with pytest.raises(Refused):
        actions.reword(cast.ada, post, draft("A share."))
    post = actions.reword(cast.ada, post, draft("I felt alone there."))
    assert (post.state, post.words) == ("held", "I felt alone there.")
    place = post.place
    post = actions.release(post)
    assert (post.state, post.place) == ("published", place)


def test_a_held_post_reworded_kindly_goes_straight_to_the_circle(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    post = actions.reword(cast.bo, post, draft("I disagree, and I am upset."))
    assert post.state == "published"
    assert post.place == post.seq


def test_a_support_is_given_and_taken_back_with_the_same_press(cast):
    post = share(cast.ada)
    assert actions.support(cast.bo, post, "with") is True
    assert actions.support(cast.bo, post, "with") is False
    assert not post.supports.exists()


def test_somebody_in_danger_is_not_held_for_a_hard_word(cast):
    post = reply(cast.bo, share(cast.ada), f"{HELD_WORDS} {WORRYING_WORDS}")
    assert (post.state, post.care) == ("published", True)


def test_a_released_post_reads_as_written_when_it_was_released(cast):
    post = reply(cast.bo, share(cast.ada), HELD_WORDS)
    written = post.written_at
    assert actions.release(post).written_at > written
