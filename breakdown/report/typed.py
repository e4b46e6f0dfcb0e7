"""The status words that clerks typed where merging counted them as one of the four (滞后 counts as 推进中)."""

from __future__ import annotations

import re

from breakdown.records import Records

_PLACE = re.compile(r"^(?P<file>.*)〔(?P<sheet>[^〔〕]*)〕[A-Z]+(?P<row>\d+)$", re.DOTALL)


def typed_words(records: Records) -> dict[tuple[str, str, int], str]:
    """The word as typed, by file, sheet and row (from 1) of the returned workbook, from the findings of merging."""
    found = {}
    for row in records.named("findings"):
        match = _PLACE.match(row.place) if row.code == "status-read" else None
        if match:
            found[match["file"], match["sheet"], int(match["row"])] = row.value
    return found
