"""What the reader saw and what happens next: plain values that travel through JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Role = Literal["share", "reply"]
Need = Literal["listen", "ask", "ideas"]

LEVELS = ("none", "tip", "nudge", "care", "hold")
RANK = {level: rank for rank, level in enumerate(LEVELS)}
QUALITIES = ("non-judgmental", "supportive", "constructive", "respectful")
AT_ONCE = 3
CLOSE = 12  # characters; two findings nearer than this are one passage


@dataclass(frozen=True, slots=True)
class Context:
    """Where the text stands. `need` is what the author of the share asked for."""

    role: Role = "share"
    need: Need | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage and one piece of advice. `start` and `end` are code points into the text as typed.

    `weighed` names the words that made the second reader speak, the heaviest first; a rule has none.
    """

    rule: str
    category: int
    guideline: str
    qualities: tuple[str, ...]
    level: str
    start: int
    end: int
    reason: str
    rewordings: tuple[str, ...]
    weighed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guidance:
    """The findings and what follows from them.

    `level` is the strongest of none < tip < nudge < care < hold. `care`: the author may be in danger.
    `grade` says how near ("", "passive", "active", "plan", "danger"). `worried`: the author fears for somebody
    else. `unread`: rules that were skipped because they broke or ran out of their allowance.
    """

    level: str = "none"
    findings: tuple[Finding, ...] = ()
    care: bool = False
    grade: str = ""
    worried: bool = False
    unread: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """A plain dictionary that JSON can carry; `from_dict` turns it back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Guidance:
        """The Guidance that `as_dict` described, also after a trip through JSON."""
        findings = tuple(_finding(item) for item in values.get("findings", ()))
        return cls(**{**values, "findings": findings, "unread": tuple(values.get("unread", ()))})


def _finding(values: dict[str, Any]) -> Finding:
    lists = {name: tuple(values.get(name, ())) for name in ("qualities", "rewordings", "weighed")}
    return Finding(**{**values, **lists})


def merge(found: list[Finding], most: int = AT_ONCE) -> list[Finding]:
    """One piece of advice per passage: where findings overlap, or say the same nearby, the strongest stays.

    At most `most`, the strongest first.
    """
    kept: list[Finding] = []
    for one in sorted(found, key=lambda f: (-RANK[f.level], f.start - f.end, f.start, f.rule)):
        if not any(_same_passage(one, other) for other in kept):
            kept.append(one)
        if len(kept) == most:  # a hostile text has hundreds; comparing all with all took a third of its time
            break
    return kept


def _same_passage(one: Finding, other: Finding) -> bool:
    gap = max(one.start - other.end, other.start - one.end)
    return gap < 0 or (gap < CLOSE and one.category == other.category)


def gather(
    found: list[Finding], care: list[Finding], *, grade: str = "", worried: bool = False, unread: tuple[str, ...] = ()
) -> Guidance:
    """Findings to Guidance: with care, tips and nudges fall silent; three at most, the kindest first."""
    if care:
        found = [one for one in found if one.level == "hold"]
    strongest = merge(found, AT_ONCE - bool(care)) + care[:1]
    strongest.sort(key=lambda f: (RANK[f.level], f.start))
    level = strongest[-1].level if strongest else "none"
    return Guidance(level, tuple(strongest), bool(care), grade, worried, unread)
