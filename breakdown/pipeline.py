"""The verbs, each from the disk through the rooms and back to the disk; nothing here parses, judges or draws."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from breakdown.parse import Part, parse_document
from breakdown.read import read_document
from breakdown.records import Reading
from breakdown.tasks import build_tasks
from breakdown.words import Words


def read_notices(paths: Sequence[Path], words: Words, year: int = 0, part: Part = "all") -> Reading:
    """Read one or more notices into one Reading; NoticeError when one cannot be read or holds no task."""
    parsed = []
    for path in paths:
        document = read_document(path)
        parsed.append((document.name, parse_document(document, words, part)))
    return build_tasks(parsed, words, year)
