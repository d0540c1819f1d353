"""Pictures of pages as files: small enough to keep beside the guides, and compared with what a page looks like now."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

COLOURS = 128
TALLEST = 2_600  # pixels: what is further down a page no guide shows
# A pixel that moved by less than this in every channel is the same to an eye (0 to 255).
SAME_PIXEL = 12
# One word more ("3 hours ago" for "2 hours ago") changes some 0.05 % of a page, a moved line 1 % and more.
SAME_PAGE = 0.003


@dataclass(frozen=True)
class Change:
    """A page that looks otherwise than on its picture: the share of its pixels, 0 to 1; 1.0 for another size or none."""

    name: str
    share: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.share:.1%} of it looks otherwise" if self.share < 1 else f"{self.name}: another size"
        )


def slim(path: Path) -> None:
    """Makes a PNG a quarter of its size, in place: a palette, and no more than TALLEST rows."""
    with Image.open(path) as taken:
        picture = taken.convert("RGB").crop((0, 0, taken.width, min(taken.height, TALLEST)))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def changed_share(before: Path, after: Path) -> float:
    """The share of pixels that an eye would see changed, 0 to 1. Another size counts as all of them."""
    with Image.open(before) as one, Image.open(after) as other:
        if one.size != other.size:
            return 1.0
        apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    seen = [band.point(lambda value: 255 * (value >= SAME_PIXEL)) for band in apart.split()]
    any_band = ImageChops.lighter(ImageChops.lighter(seen[0], seen[1]), seen[2])
    return any_band.histogram()[255] / (apart.width * apart.height)


def changes(kept: Path, taken: Path, *, beside: bool = True) -> list[Change]:
    """Every picture in `taken` that is not in `kept`, or looks otherwise there; the most changed first.

    With `beside` each of them then shows the kept one to its left, for a person to look at.
    """
    found = []
    for after in sorted(taken.glob("*.png")):
        before = kept / after.name
        share = changed_share(before, after) if before.exists() else 1.0
        if share > SAME_PAGE:
            found.append(Change(after.name, share))
            if beside and before.exists():
                _show_beside(before, after)
    return sorted(found, key=lambda change: -change.share)


def _show_beside(before: Path, after: Path) -> None:
    with Image.open(before) as one, Image.open(after) as other:
        both = Image.new("RGB", (one.width + other.width + 20, max(one.height, other.height)), "magenta")
        both.paste(one.convert("RGB"), (0, 0))
        both.paste(other.convert("RGB"), (one.width + 20, 0))
    both.save(after)
