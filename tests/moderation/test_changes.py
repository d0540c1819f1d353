"""What members read about their circle: agreement, seats, facilitators, reading by staff. Never a decision, never who."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from circles import actions as circle_actions
from moderation import actions
from moderation.changes import COULD_BE_ANY_OF, Change, changes_of, told
from moderation.models import CircleChange, Opening, Subject
from moderation.views.changes import SHOWN
from tests.cast import HELD_WORDS, reply, share, take_seat

pytestmark = pytest.mark.django_db
NEXT_MONTH = timedelta(days=32)
AUG, SEP, OCT = (date(2026, month, 1) for month in (8, 9, 10))


def page(cast, as_user, person=None) -> str:
    return as_user(person or cast.ada.user).get(f"/circles/{cast.hearth.public_id}/changes/").content.decode()


def lines(cast) -> list[str]:
    return [change.kind for change in changes_of(cast.hearth)]


def read(cast, *posts) -> None:
    for post in posts:
        Opening.objects.create(post=post, by=Subject.of(cast.mo))


def a_month_later():
    return time_machine.travel(timezone.now() + NEXT_MONTH, tick=False)


def test_agreement_seats_and_facilitators_are_told_without_a_name(cast, as_user):
    actions.revise(cast.hearth, by=cast.ani, name="Hearth", purpose="Evenings.", capacity=9, joining="invitation")
    actions.revise(cast.hearth, by=cast.ani, name="Hearth", purpose="Other words.", capacity=9, joining="invitation")
    actions.name_facilitator(cast.bo, by=cast.ani)
    circle_actions.write_agreement(cast.hearth, "We listen.")
    said = page(cast, as_user)
    for sentence in ("There are 9 seats here now.", "New people come by invitation now.", "became its facilitator",
                     "The agreement changed.", "The circle opened"):  # fmt: skip
        assert said.count(sentence) == 1
    main = said.partition("<main")[2].partition("</main>")[0]
    for name in ("Ada", "Bo", "Fay", "ani", ">mo<"):
        assert name not in main


def test_no_decision_about_anybody_changes_the_page(cast, as_user):
    actions.appoint(cast.out, "moderator")
    told_of = [share(cast.bo, "He is a fool."), share(cast.fay, "A share."), share(cast.ada)]
    held = reply(cast.bo, told_of[2], HELD_WORDS)
    before = page(cast, as_user).partition("<main")[2]
    actions.decide(held, by=cast.mo, decision="remove", note="Why.")
    for post, decision, more in (
        (told_of[0], "pause", {"hours": 1}),
        (told_of[1], "return", {}),
        (told_of[0], "note", {"theme": "A theme"}),
        (told_of[1], "restore", {}),
        (told_of[0], "unseat", {}),
    ):
        post.refresh_from_db()
        actions.decide(post, by=cast.mo, decision=decision, note="Why.", **more)
    actions.freeze(told_of[2], by=cast.mo)
    actions.close_doors(by=cast.mo)
    assert page(cast, as_user).partition("<main")[2] == before
    with a_month_later():
        assert page(cast, as_user).partition("<main")[2] == before


def test_joining_and_leaving_are_not_told_because_what_is_missing_would_be_a_removal(cast):
    before = lines(cast)
    seat = take_seat(cast.out, cast.hearth)
    circle_actions.leave(seat)
    circle_actions.leave(cast.fay)
    assert lines(cast) == before


def test_reading_is_told_when_its_month_is_over_and_enough_people_wrote(cast, as_user):
    posts = [share(seat) for seat in (cast.ada, cast.bo, cast.fay)]
    read(cast, posts[0])
    assert "reading" not in lines(cast), "nobody sees a line appear after an evening"
    with a_month_later():
        assert lines(cast).count("reading") == 1
        said = page(cast, as_user)
        assert "Moderators read one or two posts of this circle." in said
        assert posts[0].public_id not in said


def test_reading_waits_where_one_could_guess_whose_it_was(cast):
    posts = [share(cast.ada), share(cast.bo)]
    read(cast, *posts)
    with a_month_later() as later:
        assert "reading" not in lines(cast)
        for seat in (cast.ada, cast.bo, cast.fay):
            share(seat)
        assert "reading" not in lines(cast)
        later.shift(NEXT_MONTH)
        assert lines(cast).count("reading") == 1


def test_another_circle_s_reading_is_not_told_here(cast):
    for seat in (cast.ada, cast.bo, cast.fay):
        share(seat)
    read(cast, share(cast.cy))
    with a_month_later():
        assert "reading" not in lines(cast)


@pytest.mark.parametrize(("posts", "said"), [(1, 1), (2, 1), (3, 3), (9, 3), (10, 10), (500, 10)])
def test_how_many_is_said_roughly(posts, said):
    writers = [(SEP, author) for author in range(COULD_BE_ANY_OF)]
    assert list(told([(SEP, posts)], writers)) == [Change("reading", SEP, said)]


def test_months_in_which_too_few_wrote_come_with_the_next():
    writers = [(AUG, 1), (SEP, 1), (SEP, 2), (OCT, 3)]
    assert list(told([(AUG, 1), (SEP, 1)], writers)) == [Change("reading", OCT, 1)]
    assert list(told([(AUG, 1), (SEP, 1)], writers[:3])) == []
    # Who wrote long before the reading is nobody it could be about.
    assert list(told([(OCT, 1)], writers)) == []


def test_only_those_with_a_seat_read_it_and_the_circle_leads_there(cast, as_user):
    path = f"/circles/{cast.hearth.public_id}/changes/"
    assert path in as_user(cast.ada.user).get(f"/circles/{cast.hearth.public_id}/").content.decode()
    for person in (cast.out, cast.cy.user, cast.mo, cast.ani):
        assert as_user(person, factor=True).get(path).status_code == 404


def test_many_changes_are_paged(cast, as_user):
    CircleChange.objects.bulk_create(
        CircleChange(circle=cast.hearth, what="seats", seats=2 + number % 40) for number in range(SHOWN + 5)
    )
    browser, path = as_user(cast.ada.user), f"/circles/{cast.hearth.public_id}/changes/"
    assert browser.get(path).content.decode().count("seats here now") == SHOWN
    second = browser.get(f"{path}?page=2").content.decode()
    assert second.count("seats here now") == 5 and "The circle opened" in second
    for odd in ("x", "-1", "99999999999999999999"):
        assert browser.get(f"{path}?page={odd}").status_code == 200


def test_the_page_asks_little_of_the_database(cast, as_user, django_assert_max_num_queries):
    for seat in (cast.ada, cast.bo, cast.fay):
        read(cast, *(share(seat) for _number in range(5)))
    browser = as_user(cast.ada.user)
    with a_month_later(), django_assert_max_num_queries(8):
        browser.get(f"/circles/{cast.hearth.public_id}/changes/")
