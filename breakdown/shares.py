"""A merge in shares: all files of some hundred units with what the ledger holds of them, the others on disk meanwhile.

What comes of a unit's returns depends on no other unit (merge/parts.py), so memory need hold one share at a time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

from breakdown.arrivals import Packed
from breakdown.files.ledger import Row, Stream
from breakdown.files.schema import in_order
from breakdown.files.spool import Reader, Spool
from breakdown.merge.between import FIELDS
from breakdown.merge.intake import FileKey, Taken
from breakdown.merge.kept import unpack
from breakdown.merge.shelf import Shelf
from breakdown.periods import Period
from breakdown.records import FRAMES, Records
from breakdown.standing import on_day, successors

# So many files make a share: half as many take two hundredths longer, twice as many ten megabytes more.
_FILES = 50
# The shares of the office's own 核验 workbooks, and of what stands between units.
OFFICE, BETWEEN = "office", "between"
# Frames whose rows are in the share of their unit, or of the file in a column, or that are about a task.
_BY_UNIT = ("progress", "closings", "requests", "plans")
_BY_FILE = {"returns": "file", "taken": "file", "findings": "place", "conflicts": "place"}
_BY_TASK = ("tasks", "assignments", "milestones", "targets", "rulings")
# Whoever supports a task makes no difference to a merge.
_LEAD = "牵头"
# Of these every period counts, of the others the one that is merged.
_ALL_PERIODS = ("progress", "closings")


@dataclass(frozen=True)
class Division:
    """Which share a unit or a file is in; files of one name are in one, whoever sent them."""

    count: int
    units: Mapping[str, str]
    files: Mapping[str, str]
    heirs: Mapping[str, str]

    def of_unit(self, unit: str) -> str:
        """The share of a unit, of one that exists no more that of its successor."""
        unit = self.heirs.get(unit, unit)
        return self.units.get(unit) or str(crc32(unit.encode()) % self.count)

    def of_place(self, place: str) -> str:
        """The share of the file in which a place is, whose name may hold the sign that stands before a sheet."""
        parts = place.split("〔")
        names = ("〔".join(parts[:count]) for count in range(len(parts), 0, -1))
        return next((self.files[name] for name in names if name in self.files), self.of_unit(""))


def divide(files: Iterable[Packed], heirs: Mapping[str, str]) -> Division:
    """Put files into shares, those of one unit together."""
    first: dict[str, str] = {}
    joined: dict[str, str] = {}
    counts: Counter[str] = Counter()
    office = set()
    for file in files:
        if file.kind == "verify":
            office.add(file.file)
            continue
        unit = heirs.get(file.unit, file.unit)
        counts[unit] += 1
        _join(joined, unit, first.setdefault(file.file, unit))
    groups: dict[str, list[str]] = {}
    for unit in sorted(counts):
        groups.setdefault(_root(joined, unit), []).append(unit)
    units, filled = dict[str, str](), 0
    for listed in groups.values():
        units |= dict.fromkeys(listed, str(filled // _FILES))
        filled += sum(counts[unit] for unit in listed)
    return Division(max(filled - 1, 0) // _FILES + 1, units,
                    {name: units[unit] for name, unit in first.items()} | dict.fromkeys(office, OFFICE), heirs)


def _root(joined: Mapping[str, str], unit: str) -> str:
    while unit in joined:
        unit = joined[unit]
    return unit


def _join(joined: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_root(joined, one), _root(joined, other)))
    if low != high:
        joined[high] = low


@dataclass(frozen=True)
class Shares:
    """The files of a period and the ledger's rows about them, each in its share; a copy elsewhere reads the same disk.

    fresh: the files that this merge has read. common: what is the same for all shares.
    """

    division: Division
    fresh: frozenset[FileKey]
    period: Period
    reader: Reader
    common: Records

    def __iter__(self) -> Iterator[str]:
        """The shares of units."""
        return map(str, range(self.division.count))

    def files(self, share: str) -> list[Taken]:
        """All files of a share, in the order of their names."""
        return [unpack(*each) for each in sorted(self.reader.get("files", share))]

    def by_share(self, rows: Iterable[Row]) -> dict[str, list[Row]]:
        """Rows of `closings` by the share of their units."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(self.division.of_unit(row[_place("closings", "unit")]), []).append(row)
        return found

    def held(self, share: str) -> Records:
        """What the ledger holds of the units and files of a share."""
        names = (*_BY_UNIT, *_BY_FILE)
        return self.common.but(**{name: in_order(FRAMES[name], self.reader.get(name, share)) for name in names})

    def with_tasks(self, records: Records, tasks: Iterable[str]) -> Records:
        """The same with what the ledger holds of some tasks."""
        found: dict[str, list[Row]] = {name: [] for name in _BY_TASK}
        for name, row in self.reader.get("about", *sorted(set(tasks))):
            found[name].append(row)
        return records.but(**{name: in_order(FRAMES[name], rows) for name, rows in found.items()})

    def records(self, share: str, files: Iterable[Taken], decided: Iterable[Row], shelf: Shelf) -> Records:
        """What the ledger holds of the units and files of a share and of all their tasks, as it stands in the period.

        decided: rows of `closings` about them.
        """
        held = self.held(share)
        tasks = {row[_place(name, "task_id")] for name in ("progress", "requests") for row in held.tuples(name)}
        tasks |= {row[_place("closings", "task_id")] for row in decided}
        for item in files:
            tasks |= {entry.task_id for entry in item.entries} | {request.task_id for request in item.requests}
            form = shelf.form((item.unit, self.period.name, item.revision))
            tasks |= {row.task_id for row in form.rows} if form else set()
        return on_day(self.with_tasks(held, tasks), self.period.last_day)


def share_out(spool: Spool, stream: Stream, period: Period) -> Shares:
    """Put all that a merge is about into shares; spool: holds under `fresh` the files that this merge has read."""
    units = in_order(FRAMES["units"], filter(_changes, stream.rows("units")))
    common = Records.empty().but(units=units, members=in_order(FRAMES["members"], stream.rows("members")))
    fresh = frozenset((packed.file, packed.sha256) for packed in spool.get("fresh", ""))
    spool.put("kept", (("", packed) for packed in _kept(stream, period, fresh)))
    division = divide(_all(spool), successors(common.rows("units"), period.last_day))
    spool.put("files", ((OFFICE if packed.kind == "verify" else division.of_unit(packed.unit), packed[:3])
                        for packed in _all(spool)))
    _spread(spool, stream, division, period)
    return Shares(division, fresh, period, spool.reader(), common)


def _all(spool: Spool) -> Iterator[Packed]:
    return chain(spool.get("fresh", ""), spool.get("kept", ""))


def _spread(spool: Spool, stream: Stream, division: Division, period: Period) -> None:
    for name in _BY_UNIT:
        at = _place(name, "unit")
        rows = stream.rows(name, "" if name in _ALL_PERIODS else period.name)
        spool.put(name, ((division.of_unit(row[at]), row) for row in rows))
    for name in _BY_FILE:
        rows = stream.rows(name, period.name)
        spool.put(name, ((_share_of(name, row, division), row) for row in rows))
    for name in _BY_TASK:
        at = _place(name, "task_id")
        spool.put("about", ((row[at], (name, row)) for row in stream.rows(name)
                            if name != "assignments" or row[_place(name, "role")] == _LEAD))
    spool.put("closings", ((OFFICE, row) for row in stream.rows("closings", period.name)))


def _share_of(name: str, row: Row, division: Division) -> str:
    between = name == "conflicts" and row[_place(name, "field")] in FIELDS
    return BETWEEN if between else division.of_place(row[_place(name, _BY_FILE[name])])


def _kept(stream: Stream, period: Period, without: Collection[FileKey]) -> Iterator[Packed]:
    """The files of earlier merges of the period."""
    for row in stream.rows("taken", period.name):
        file, sha256, content = (row[_place("taken", name)] for name in ("file", "sha256", "content"))
        if (file, sha256) not in without:
            said = json.loads(content)
            yield Packed(file, sha256, content, said["unit"], said.get("kind", "progress"))


def _changes(unit: Row) -> bool:
    """Whether a row of `units` tells of any change: all others say the same on every day."""
    return any(unit[_place("units", name)] for name in ("valid_from", "valid_to", "successor"))


@lru_cache
def _place(frame: str, column: str) -> int:
    return FRAMES[frame].names.index(column)
