"""S1: somebody loses the right to read at a random moment, while a canary is posted every 50 ms.

A leak is a canary that arrives although its request began after the loss was written.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.faults import store
from tests.faults.checker import mark
from tests.faults.house import House
from tests.faults.reader import Reader
from tests.faults.wire import Site, Unanswered
from tests.faults.words import PASSWORD

EVERY = 0.05
AT_ONCE = 20
MOST_WAITING = 6
WITH_BELL, WITHOUT_BELL = 1.0, 10.0
LONGEST = 20.0

Person = dict[str, Any]
Loss = Callable[["Trials", Site, Person], Awaitable[None]]


@dataclass
class Outcome:
    """`closed` are the seconds from the loss to the end of the socket, by cause."""

    trials: int = 0
    leaks: list[str] = field(default_factory=list)
    closed: dict[str, list[float]] = field(default_factory=dict)
    open_still: list[str] = field(default_factory=list)
    let_in: list[str] = field(default_factory=list)
    before: int = 0
    canaries: int = 0
    answers: Counter[int] = field(default_factory=Counter)

    def late(self, causes: set[str], limit: float) -> int:
        """How many sockets of these causes closed later than that."""
        return sum(seconds > limit for cause in causes for seconds in self.closed.get(cause, ()))

    @property
    def is_clean(self) -> bool:
        return not (self.leaks or self.open_still or self.let_in) and self.before > 0

    def __str__(self) -> str:
        return (
            f"{self.trials:,} trials, {len(self.leaks)} leaks, {len(self.open_still)} sockets left open, "
            f"{len(self.let_in)} let in again; {self.canaries:,} canaries, {self.before:,} of them read before the loss"
        )

    def figures(self) -> str:
        lines = []
        for cause, all_seconds in sorted(self.closed.items()):
            seconds = sorted(all_seconds)
            middle, high = seconds[len(seconds) // 2], seconds[min(len(seconds) - 1, int(len(seconds) * 0.99))]
            lines.append(
                f"  {cause}: {len(seconds)} closed after p50 {middle:.2f}, p99 {high:.2f}, at most {seconds[-1]:.2f} s"
            )
        return "\n".join(lines)


class Trials:
    """In the last circle of the house: its first seat posts the canaries, each of the others loses its right once.

    Canaries go through the first web process alone; readers and losses are spread over all.
    """

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.number = len(house.circles) - 1
        self.circle = house.circles[-1]
        self.chance = random.Random(seed)
        self.sites = [Site(web.port, house.site.origin) for web in house.webs]
        self.outcome = Outcome()
        self.sent_at: dict[str, float] = {}
        self._clock = asyncio.get_running_loop().time

    async def run(self, causes: list[str]) -> Outcome:
        """One trial for each of `causes` (names of CAUSES), in this order, AT_ONCE side by side."""
        people = list(zip(causes, self.circle["seats"][1:], strict=False))
        assert len(people) == len(causes), "the cast is too small"
        posting = asyncio.create_task(self._post_canaries())
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._one_after_the_other(people))
        posting.cancel()
        await asyncio.gather(posting, return_exceptions=True)
        return self.outcome

    async def _one_after_the_other(self, people: list[tuple[str, Person]]) -> None:
        while people:
            cause, person = people.pop()
            await self._trial(cause, person)

    async def _trial(self, cause: str, person: Person) -> None:
        reader = Reader(self.chance.choice(self.sites), self.circle, person["session"], cause, self.number)
        await reader.open_page()
        async with asyncio.timeout(60):
            await reader.is_whole.wait()
        await asyncio.sleep(self.chance.uniform(0.1, 1.5))
        await CAUSES[cause](self, self.chance.choice(self.sites), person)
        lost_at = self._clock()
        await self._until_closed(reader, cause, lost_at)
        await self._must_stay_out(cause, person)
        await reader.stop()
        late = [word for word in reader.first_seen if self.sent_at.get(word, 0.0) > lost_at]
        self.outcome.leaks += [f"{word} after {cause}" for word in late]
        self.outcome.before += len(reader.first_seen) - len(late)
        self.outcome.trials += 1

    async def _until_closed(self, reader: Reader, cause: str, lost_at: float) -> None:
        assert reader.task is not None
        await asyncio.wait([reader.task], timeout=LONGEST)
        if reader.closed is None:
            self.outcome.open_still.append(cause)
        else:
            self.outcome.closed.setdefault(cause, []).append(max(0.0, reader.closed_at - lost_at))

    async def _must_stay_out(self, cause: str, person: Person) -> None:
        """The old cookie gets neither the page nor a socket."""
        answer = await self.chance.choice(self.sites).get(f"/circles/{self.circle['id']}/", person["session"])
        if answer.status not in (302, 404):
            self.outcome.let_in.append(f"{cause}: {answer.status}")
        again = Reader(self.chance.choice(self.sites), self.circle, person["session"], cause, self.number).start()
        assert again.task is not None
        await asyncio.wait([again.task], timeout=LONGEST)
        await again.stop()
        if again.closed is None or again.first_seen:
            self.outcome.let_in.append(f"{cause}: socket")

    async def _post_canaries(self) -> None:
        waiting: set[asyncio.Task[None]] = set()
        try:
            while True:
                await asyncio.sleep(EVERY)
                if len(waiting) < MOST_WAITING:
                    waiting.add(task := asyncio.create_task(self._canary()))
                    task.add_done_callback(waiting.discard)
        finally:
            for task in waiting:
                task.cancel()

    async def _canary(self) -> None:
        word = mark(self.number, 0, self.outcome.canaries)
        self.outcome.canaries += 1
        self.sent_at[word] = self._clock()
        fields = {"words": f"A walk and the word {word} for today.", "need": "listen", "token": f"canary-{word}"}
        try:
            answer = await self.sites[0].post(
                f"/circles/{self.circle['id']}/", self.circle["seats"][0]["session"], **fields
            )
        except Unanswered:
            self.outcome.answers[0] += 1
        else:
            self.outcome.answers[answer.status] += 1

    async def press(self, site: Site, path: str, session: str, **fields: str) -> None:
        """A door that must open."""
        answer = await site.post(path, session, patience=30.0, **fields)
        assert answer.status in (302, 303), (path, answer.status, answer.body[:2_000])


async def removed(it: Trials, site: Site, person: Person) -> None:
    path = f"/manage/{it.circle['id']}/seats/{person['seat']}/remove/"
    await it.press(site, path, it.house.cast["admin"], because="a trial")


async def left(it: Trials, site: Site, person: Person) -> None:
    await it.press(site, f"/circles/{it.circle['id']}/leave/", person["other"])


async def signed_out(it: Trials, site: Site, person: Person) -> None:
    await it.press(site, "/accounts/logout/", person["session"])


async def password_changed(it: Trials, site: Site, person: Person) -> None:
    new = "another long enough night"
    await it.press(
        site, "/accounts/password/change/", person["other"], oldpassword=PASSWORD, password1=new, password2=new
    )


async def session_ended(it: Trials, site: Site, person: Person) -> None:
    await store.rows(it.house, "DELETE FROM django_session WHERE session_key = %s", person["session"])


async def account_closed(it: Trials, site: Site, person: Person) -> None:
    await store.rows(it.house, "UPDATE accounts_user SET is_active = false WHERE id = %s", person["person"])


async def seat_gone(it: Trials, site: Site, person: Person) -> None:
    sql = "UPDATE circles_membership SET state = 'removed' WHERE public_id = %s"
    await store.rows(it.house, sql, person["seat"])


# Through a door, which rings; or past the site, as a command does it, with no bell at all.
RUNG: dict[str, Loss] = {
    "removed": removed,
    "left": left,
    "signed out": signed_out,
    "password changed": password_changed,
}
UNRUNG: dict[str, Loss] = {
    "session ended": session_ended,
    "account closed": account_closed,
    "seat gone": seat_gone,
}
CAUSES = RUNG | UNRUNG
# A password is hashed for half a second of CPU: rarer, so that the others are measured and not it.
WEIGHTS = {"password changed": 0.3}


def random_causes(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return chance.choices(list(CAUSES), [WEIGHTS.get(cause, 1.0) for cause in CAUSES], k=count)
