"""Logistic regression by dual coordinate descent, in plain Python: fixed order, fixed seed, the same result every time.

After Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and maximum entropy models" (2011).
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

_NEWTON = 8  # steps at most for one variable
_TINY = 1e-10


def fit(
    rows: Sequence[Sequence[int]],
    labels: Sequence[bool],
    size: int,
    cost: float,
    rounds: int,
    marks: Sequence[Sequence[int]] | None = None,
    worth: float = 0.0,
) -> list[float]:
    """The weights of `size` features, and the bias behind them. A row lists its features; each counts 1/root(row).

    `rows[i]` may hold numbers below 0: features that are not in the vocabulary, which only make the row longer.
    `marks[i]` lists features of row i that count `worth` each, however long the row is.
    """
    weights = [0.0] * (size + 1)
    known = [[at for at in row if at >= 0] for row in rows]
    scales = [1 / math.sqrt(len(row)) if row else 0.0 for row in rows]
    marked: Sequence[Sequence[int]] = marks if marks is not None else [()] * len(rows)
    duals = [cost * 0.001] * len(rows)
    for row, beside, label, scale, dual in zip(known, marked, labels, scales, duals, strict=True):
        _add(weights, row, beside, (dual if label else -dual), scale, worth)
    order, dice = list(range(len(rows))), random.Random(2026)
    for _ in range(rounds):
        dice.shuffle(order)
        for i in order:
            row, beside, scale, sign = known[i], marked[i], scales[i], 1.0 if labels[i] else -1.0
            heard = scale * sum([weights[at] for at in row]) + worth * sum([weights[at] for at in beside])
            length = scale * scale * len(row) + worth * worth * len(beside) + 1.0
            moved = _best(duals[i], cost, length, sign * (heard + weights[size]))
            _add(weights, row, beside, sign * (moved - duals[i]), scale, worth)
            duals[i] = moved
    return weights


def _add(
    weights: list[float], row: Sequence[int], beside: Sequence[int], step: float, scale: float, worth: float
) -> None:
    for at in row:
        weights[at] += step * scale
    for at in beside:
        weights[at] += step * worth
    weights[-1] += step


def _best(dual: float, cost: float, length: float, margin: float) -> float:
    """The value of one dual variable, between 0 and `cost`, that is best while all others rest."""
    low, high, at = 0.0, cost, min(max(dual, _TINY), cost - _TINY)
    for _ in range(_NEWTON):
        slope = math.log(at / (cost - at)) + length * (at - dual) + margin
        if abs(slope) < 1e-4:
            break
        low, high = (low, at) if slope > 0 else (at, high)
        moved = at - slope / (length + cost / (at * (cost - at)))
        at = moved if low < moved < high else (low + high) / 2
        at = min(max(at, _TINY), cost - _TINY)
    return at
