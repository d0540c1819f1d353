"""One figure as one JSON line on stdout, in the shape that all benches print."""

import json
import os
import statistics
from collections.abc import Sequence


def say(figure: str, found: Sequence[float], unit: str, most: float, db: str, **more: object) -> None:
    """The median of `found`, and whether it is at most `most`."""
    value = statistics.median(found)
    print(
        json.dumps(
            {
                "figure": figure, "value": round(value, 2), "unit": unit, "against": None, "against_value": None,
                "ratio": None, "goal": f"<= {most:g}", "met": value <= most, "n": len(found),
                "spread": [round(min(found), 2), round(max(found), 2)], "db": db,
                "noisy": max(found) > 1.3 * min(found), "load": round(os.getloadavg()[0], 1), **more,
            },
            ensure_ascii=False,
        ),
        flush=True,
    )  # fmt: skip
