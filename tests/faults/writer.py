"""A member who writes, and sends what was not answered again with the same token until it is."""

import asyncio
import itertools
import random
import secrets
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.checker import mark
from tests.faults.wire import Site, Unanswered

PATIENCE = 5.0


@dataclass
class Told:
    """What all writers of a run were told. `seconds` are those of the answer that acknowledged."""

    acknowledged: list[str] = field(default_factory=list)
    at: dict[str, float] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def broken(self) -> int:
        """How many answers were 5xx."""
        return sum(count for answer, count in self.answers.items() if answer.startswith("5"))

    def p(self, part: float) -> float:
        """The seconds within which this part of the acknowledged posts was answered."""
        inorder = sorted(self.seconds)
        return inorder[min(len(inorder) - 1, int(len(inorder) * part))] if inorder else 0.0


class Writer:
    """Writes one after the other: three shares, a reply to the last, and so on."""

    def __init__(
        self, site: Site, circle: dict[str, Any], number: int, who: int, told: Told, pause: float = 0.0
    ) -> None:
        self.site, self.circle, self.number, self.who, self.told, self.pause = site, circle, number, who, told, pause
        self.session = circle["seats"][who]["session"]

    async def write(self, posts: int, enough: asyncio.Event | None = None) -> None:
        """At least `posts` posts, and as many more as it takes until it is `enough`."""
        above = ""
        for number in itertools.count():
            if number >= posts and (enough is None or enough.is_set()):
                return
            above = await self.write_one(number, above if number % 4 == 3 else "")
            if self.pause:
                await asyncio.sleep(self.pause * random.uniform(0.5, 1.5))

    async def write_one(self, number: int, above: str = "") -> str:
        """A share, or a reply to the one at the path `above`. Returns the path of its page."""
        path = above or f"/circles/{self.circle['id']}/"
        where = await self._until_acknowledged(path, mark(self.number, self.who, number))
        return where.partition("#")[0]

    async def _until_acknowledged(self, path: str, word: str) -> str:
        """Where the post is read."""
        fields = {"words": f"A walk and the word {word} for today.", "need": "listen", "token": secrets.token_hex(12)}
        while True:
            try:
                answer = await self.site.post(path, self.session, PATIENCE, **fields)
            except Unanswered as trouble:
                self.told.answers[f"none ({trouble})"] += 1
            else:
                self.told.answers[str(answer.status)] += 1
                if answer.status == 303:
                    return self._note(word, answer.seconds, answer.headers["location"])
                assert answer.status >= 500, (answer.status, answer.body[:2_000])
            await asyncio.sleep(random.uniform(0.1, 0.5))

    def _note(self, word: str, seconds: float, where: str) -> str:
        self.told.acknowledged.append(word)
        self.told.at[word] = asyncio.get_running_loop().time()
        self.told.seconds.append(seconds)
        return where
