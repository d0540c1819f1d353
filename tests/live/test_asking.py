"""Questions to PostgreSQL without a thread: whole answers, long questions, and what happens when the line breaks."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from circles import actions
from circles.news import CircleNews
from peersupport.live import Ask, Reader
from peersupport.live.asking import Asker
from peersupport.live.news import Question
from tests.live.cast import Cast, Person, post

pytestmark = pytest.mark.several_processes

PROCESS = Question("SELECT pg_backend_pid()", [])


def asking(story: Callable[[Asker], Coroutine[Any, Any, None]]) -> None:
    """Runs `story` with an asker of its own."""

    async def run() -> None:
        asker = Asker(asyncio.to_thread)
        try:
            await story(asker)
        finally:
            asker.close()

    asyncio.run(run())


def said(number: int) -> Question:
    return Question("SELECT $1::bigint, 'it is ' || $2::text", [str(number).encode(), str(number).encode()])


def end(process: int) -> Awaitable[None]:
    """Ends a connection from the database's side, as a restart does."""

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [process])
        connection.close()

    return asyncio.to_thread(work)


@pytest.mark.django_db(transaction=True)
def test_questions_that_come_at_once_each_get_their_own_answer() -> None:
    async def story(asker: Asker) -> None:
        answers = await asyncio.gather(*(asker.ask(said(number)) for number in range(50)))
        assert answers == [[(number, f"it is {number}")] for number in range(50)]

    asking(story)


@pytest.mark.django_db(transaction=True)
def test_a_question_and_an_answer_longer_than_any_buffer() -> None:
    words = b"words" * 2_000_000

    async def story(asker: Asker) -> None:
        (row,) = await asker.ask(Question("SELECT $1::text, length($1::text)", [words]))
        assert row == (words.decode(), len(words))
        assert await asker.ask(said(1)) == [(1, "it is 1")]

    asking(story)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_ended_is_opened_again_with_the_next_question() -> None:
    async def story(asker: Asker) -> None:
        ((first,),) = await asker.ask(PROCESS)
        await end(first)
        ((second,),) = await asker.ask(PROCESS)
        assert second != first

    asking(story)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_ends_in_the_middle_of_a_question_is_no_reason_to_be_late() -> None:
    async def story(asker: Asker) -> None:
        ((first,),) = await asker.ask(PROCESS)
        slow = asyncio.ensure_future(asker.ask(Question("SELECT 7 FROM pg_sleep(0.5)", [])))
        await asyncio.sleep(0.1)
        await end(first)
        assert await slow == [(7,)]

    asking(story)


@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses_is_told_and_the_next_question_is_answered() -> None:
    async def story(asker: Asker) -> None:
        with pytest.raises(psycopg.Error):
            await asker.ask(Question("SELECT nothing FROM nowhere", []))
        assert await asker.ask(said(3)) == [(3, "it is 3")]
        with pytest.raises(psycopg.Error):
            await asker.ask(Question("SELECT 1 / $1::int", [b"0"]))
        assert await asker.ask(said(4)) == [(4, "it is 4")]

    asking(story)


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_told_as_django_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)

    async def story(asker: Asker) -> None:
        with pytest.raises(OperationalError):
            await asker.ask(said(1))

    asking(story)


@pytest.mark.django_db(transaction=True)
def test_the_answer_to_a_question_that_was_given_up_is_taken_for_no_other() -> None:
    async def story(asker: Asker) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(0.1):
                await asker.ask(Question("SELECT 'too late' FROM pg_sleep(0.3)", []))
        assert await asker.ask(Question("SELECT 'in time'", [])) == [("in time",)]

    asking(story)


def reader(who: Person, language: str = "en") -> Reader:
    assert who.seat is not None
    return Reader(who.user.pk, who.seat.pk, who.session, who.user.sign_in_epoch, language)


@pytest.mark.parametrize("supported", [False, True], ids=["new", "supported"])
def test_without_a_thread_the_news_is_the_same(cast: Cast, supported: bool) -> None:
    share = post(cast.bo, "A share <b>with</b> *marks*, and \u00e9\u4e16\U0001f33f.")
    post(cast.ada, "A reply", share)
    if supported:
        actions.support(cast.ada.seat, share, "hear")
    stranger = Reader(cast.out.user.pk, 0, cast.out.session, cast.out.user.sign_in_epoch, "es")
    who = frozenset({reader(cast.ada), reader(cast.bo, "es"), stranger})
    circle = str(cast.hearth.pk)

    for afters in (frozenset({0}), frozenset({0, 1, 2}), frozenset({99}), frozenset[int]()):
        asks = {circle: Ask(afters, who), "0": Ask(afters, frozenset())}
        expected = CircleNews().read(asks)
        question = CircleNews().question(asks)

        async def story(asker: Asker, asks: Any = asks, question: Any = question, expected: Any = expected) -> None:
            rows = await asker.ask(question)
            assert CircleNews().is_quick(rows) is not (supported and bool(asks[circle].afters - {99}))
            assert await asyncio.to_thread(CircleNews().answer, asks, rows) == expected

        asking(story)
    assert stranger not in expected[circle].may_read
