"""One stylesheet instead of thirty requests: when static files are collected, the imports of site.css are joined.

The source stays one file per component; nothing is built by hand and nothing joined is committed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
IMPORT = re.compile(r'@import url\("(?P<path>[\w./-]+)"\) layer\((?P<layer>\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def join(sheet: Path) -> str:
    """The text of `sheet` with every `@import url("…") layer(…);` replaced by that file, comments left out.

    Raises `FileNotFoundError` when an imported file is missing.
    """

    def imported(match: re.Match[str]) -> str:
        words = (sheet.parent / match["path"]).read_text()
        return f"@layer {match['layer']} {{\n{words}}}"

    return COMMENT.sub("", IMPORT.sub(imported, sheet.read_text()))


class _JoinsTheSheet:
    """Joins before the manifest is made, so that the name of the file carries the hash of the whole."""

    def post_process(self: Any, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            source, name = paths[SHEET]
            self.delete(SHEET)
            self.save(SHEET, ContentFile(join(Path(source.path(name)))))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[misc]


class Manifest(_JoinsTheSheet, ManifestStaticFilesStorage):  # type: ignore[misc]
    """For the embedded run."""


class CompressedManifest(_JoinsTheSheet, CompressedManifestStaticFilesStorage):
    """For production."""
