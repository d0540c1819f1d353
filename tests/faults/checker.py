"""Acknowledged against read. Pure: what the writers were told, what is stored, and what each reader's page shows."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

MARK = re.compile(r"\bw(\d+)x(\d+)x(\d+)\b")


def mark(circle: int, writer: int, number: int) -> str:
    """A word that stands in exactly one post."""
    return f"w{circle}x{writer}x{number}"


def marks_in(words: str) -> list[str]:
    return [found[0] for found in MARK.finditer(words)]


def circle_of(word: str) -> int:
    found = MARK.fullmatch(word)
    assert found is not None
    return int(found[1])


@dataclass
class Read:
    """What one reader saw. `page` is in the page's order; `seqs` are the numbers in the order of arrival."""

    name: str
    circle: int | None
    page: Sequence[str]
    seqs: Sequence[int] = ()
    doubled: Collection[str] = ()
    seen: Collection[str] = ()


@dataclass
class Tally:
    acknowledged: int
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.leaked or self.out_of_order)

    def __str__(self) -> str:
        return (
            f"{self.acknowledged:,} acknowledged, {len(self.lost)} lost, {len(self.doubled)} doubled, "
            f"{len(self.leaked)} leaked, {len(self.out_of_order)} out of order"
        )

    def examples(self) -> str:
        """The first of each kind, for the log of a failure."""
        kinds = ("lost", "doubled", "leaked", "out_of_order")
        return "\n".join(f"{kind}: {', '.join(getattr(self, kind)[:8])}" for kind in kinds if getattr(self, kind))


def tally(acknowledged: Sequence[str], stored: Mapping[int, Sequence[str]], readers: Sequence[Read]) -> Tally:
    """`acknowledged` in each writer's order; `stored` are the marks of each circle in the order of their places."""
    found = Tally(len(acknowledged))
    _check_store(found, acknowledged, stored)
    expected: dict[int, set[str]] = {}
    for word in acknowledged:
        expected.setdefault(circle_of(word), set()).add(word)
    for reader in readers:
        _check_reader(found, reader, expected.get(reader.circle, set()), stored.get(reader.circle, ()))  # type: ignore[arg-type]
    return found


def _check_store(found: Tally, acknowledged: Sequence[str], stored: Mapping[int, Sequence[str]]) -> None:
    times = Counter(word for words in stored.values() for word in words)
    found.lost += [f"{word} from the store" for word in acknowledged if not times[word]]
    found.doubled += [f"{word} in the store" for word, count in times.items() if count > 1]
    found.leaked += [
        f"{word} in {circle}" for circle, words in stored.items() for word in words if circle_of(word) != circle
    ]
    at = {word: place for words in stored.values() for place, word in enumerate(words)}
    last: dict[str, str] = {}
    for word in acknowledged:
        writer = word.rpartition("x")[0]
        if writer in last and at.get(word, 0) < at.get(last[writer], 0):
            found.out_of_order.append(f"{word} before {last[writer]}")
        last[writer] = word


def _check_reader(found: Tally, reader: Read, expected: set[str], stored: Sequence[str]) -> None:
    shown = set(reader.page)
    found.lost += [f"{word} for {reader.name}" for word in expected - shown]
    found.doubled += [f"{word} for {reader.name}" for word, count in Counter(reader.page).items() if count > 1]
    found.doubled += [f"{word} for {reader.name}" for word in reader.doubled]
    found.leaked += [f"{word} to {reader.name}" for word in {*reader.seen, *shown} if circle_of(word) != reader.circle]
    if [word for word in stored if word in shown] != [word for word in reader.page if word in set(stored)]:
        found.out_of_order.append(f"the page of {reader.name}")
    pairs = zip(reader.seqs, reader.seqs[1:], strict=False)
    found.out_of_order += [f"{after} after {before} for {reader.name}" for before, after in pairs if after <= before]
