"""A process that writes replies and rings, as another web process would: what it costs is not the measured server's.

It reads orders from stdin, one JSON object a line: {"circles": [keys], "posts": N, "seconds": S, "words": LENGTH}, and
answers each with one line: [[circle, seq, when], ...], `when` in seconds of CLOCK_MONOTONIC right after the commit.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402

from circles.actions.turn import turn  # noqa: E402
from circles.forms import new_token  # noqa: E402
from circles.models import Membership, Post  # noqa: E402
from peersupport.live import bell  # noqa: E402
from peersupport.live.hub import configured_layer  # noqa: E402
from peersupport.live.line import Line  # noqa: E402

Commit = tuple[int, int, float]


class Ringer:
    """A hub without readers: passes this process's bells to the others."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.line = Line(configured_layer, lambda topic, number: None)

    def rung(self, topic: str, number: int) -> None:
        self.line.send(topic, number)


def write(circle_id: int, length: int, commits: list[Commit]) -> None:
    """One reply in a turn of its own: numbers, row, bell, but no form and no reader of guidelines."""
    author, share = _found(circle_id)
    with turn(circle_id) as circle:
        seq = circle.next_seq()
        transaction.on_commit(lambda: commits.append((circle_id, seq, time.monotonic())))
        Post.objects.create(
            circle=circle, share=share, author=author, state=Post.State.PUBLISHED, place=seq, seq=seq,
            words="w" * length, html=f"<p>{'w' * length}</p>", token=new_token(), seal="bench",
        )  # fmt: skip


_known: dict[int, tuple[Membership, Post]] = {}


def _found(circle_id: int) -> tuple[Membership, Post]:
    if circle_id not in _known:
        share = Post.objects.get(circle=circle_id, share=None)
        _known[circle_id] = (Membership.objects.filter(circle=circle_id).order_by("pk")[0], share)
    return _known[circle_id]


async def carry_out(order: Mapping[str, Any]) -> list[Commit]:
    commits: list[Commit] = []
    circles, posts = order["circles"], order["posts"]
    pause = order["seconds"] / max(posts, 1)
    begin = time.monotonic()
    for number in range(posts):
        await asyncio.to_thread(write, circles[number % len(circles)], order.get("words", 300), commits)
        await asyncio.sleep(max(0.0, begin + (number + 1) * pause - time.monotonic()))
    return commits


async def main() -> None:
    ringer = Ringer()
    ringer.line.start()
    bell.listen(ringer)
    while order := await asyncio.to_thread(sys.stdin.readline):
        commits = await carry_out(json.loads(order))
        await asyncio.to_thread(partial(print, json.dumps(commits), flush=True))
    await ringer.line.stop()


if __name__ == "__main__":
    asyncio.run(main())
