"""The form Django reads (.mo), made from the catalogues; it is never committed."""

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"


def catalogues(folder: Path = LOCALE) -> list[Path]:
    """Every language's django.po."""
    return sorted(folder.glob("*/LC_MESSAGES/django.po"))


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Makes each .mo whose catalogue changed; returns those. Raises OSError where it may not write.

    The .mo carries the time of its catalogue: an older catalogue that is put back counts as changed, too.
    """
    return [path.with_suffix(".mo") for path in catalogues(folder) if _compile(path)]


def _compile(path: Path) -> bool:
    ready, changed = path.with_suffix(".mo"), path.stat().st_mtime_ns
    if ready.exists() and ready.stat().st_mtime_ns == changed:
        return False
    # Whole or not at all, also where two programs start at once.
    making = ready.with_suffix(f".{os.getpid()}")
    polib.pofile(path.read_text(encoding="utf-8")).save_as_mofile(str(making))
    os.utime(making, ns=(changed, changed))
    making.replace(ready)
    return True
