"""The forms that were issued, on disk: of ten thousand only those are in memory whose returns are being read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from breakdown.columns import ISSUED, TASKS
from breakdown.files.ledger import Stream
from breakdown.files.spool import Reader, Spool
from breakdown.form import KINDS, Kind
from breakdown.framed import Tuples
from breakdown.merge.shelf import FormKey, IssuedForm, IssuedRow, claim_of, found_key, newest_keys, width_folded
from breakdown.periods import Period

_BY = ("unit", "period", "revision", "row_id")
_FORM = itemgetter(*map(ISSUED.names.index, _BY[:3]))
_ROW = itemgetter(*map(ISSUED.names.index, ("row_id", "task_id", "role", "cells")))
# So many forms are kept in memory: those of the files that are merged together, and a few before.
_FORMS = 128


class _Drawn(NamedTuple):
    """A form, and its rows by width-folded id."""

    form: IssuedForm
    rows: Mapping[str, IssuedRow]


@dataclass(frozen=True)
class Shelved:
    """A shelf on disk, see merge.shelf.Shelf; a copy in another process reads the same file.

    revisions: of the period that is merged by kind and unit the newest revision.
    """

    period: str
    reader: Reader
    revisions: Mapping[Kind, Mapping[str, int]] = field(repr=False)

    def __getstate__(self) -> dict[str, Any]:
        return {"period": self.period, "reader": self.reader, "revisions": self.revisions}

    def carried(self) -> Shelved:
        """The same for other machines, with all that stands on the disk of this one."""
        return Shelved(self.period, self.reader.carried(), self.revisions)

    def issued(self, units: Iterable[str]) -> Tuples:
        """The rows of `issued` of the newest forms of some units in the period."""
        keys = {(unit, self.period, revision[unit]) for unit in units for revision in self.revisions.values()
                if unit in revision}
        return Tuples(ISSUED, [(key[1], key[0], key[2], *row) for key in sorted(keys) for row in self._rows(key)])

    @cached_property
    def tasks(self) -> Sequence[Mapping[Any, Any]]:
        """See Shelf; all of them in memory: only the office's own 核验 workbook needs them."""
        return list(self.reader.get("tasks", ""))

    @cached_property
    def units(self) -> Mapping[str, str]:
        """See Shelf."""
        return dict(self.reader.get("names", ""))

    def row(self, row_id: str) -> IssuedRow | None:
        """See Shelf."""
        # the rows of a file are asked for one after the other, each three times
        if row_id in self._near:
            return self._near[row_id]
        key: FormKey | None = next(self.reader.get("ids", row_id), None)
        drawn = self._drawn(key) if key else None
        if not drawn:
            return key and IssuedRow(key, "", "", "{}")
        self._near.clear()
        self._near.update(drawn.rows)
        return drawn.rows[row_id]

    @cached_property
    def _near(self) -> dict[str, IssuedRow]:
        """The rows of the form of which one was asked for last, by id."""
        return {}

    def form(self, key: FormKey) -> IssuedForm | None:
        """See Shelf."""
        drawn = self._drawn(key)
        return drawn and drawn.form

    def find(self, unit: str, period: str, revision: str) -> FormKey:
        """See Shelf."""
        return found_key(lambda claim: next(self.reader.get("claims", _joined(claim)), None), unit, period, revision)

    def newest(self, period: str, kind: Kind = "progress") -> Mapping[str, int]:
        """See Shelf; nothing of other periods."""
        return self.revisions[kind] if period == self.period else {}

    def alike(self, period: str, texts: Collection[str]) -> Iterator[IssuedForm]:
        """See Shelf."""
        keys = dict.fromkeys(key for text in texts for key in self._by_text.get(text, ()))
        return (form for key in keys if (form := self.form(key)))

    @cached_property
    def _by_text(self) -> Mapping[str, Sequence[FormKey]]:
        """The newest forms by folded text of their tasks: worked out where a file has lost all other marks."""
        found: dict[str, list[FormKey]] = {}
        for key in newest_keys(self, self.period):
            form = self.form(key)
            for text in form.by_text if form else ():
                found.setdefault(text, []).append(key)
        return found

    @cached_property
    def _drawn(self) -> Callable[[FormKey], _Drawn | None]:
        return lru_cache(_FORMS)(self._draw)

    def _draw(self, key: FormKey) -> _Drawn | None:
        listed = self._rows(key)
        rows = {width_folded(row[0]): IssuedRow(key, *row[1:]) for row in listed if row[0] not in KINDS}
        whole = ((KINDS[row[0]], row[3]) for row in listed if row[0] in KINDS)
        return next((_Drawn(IssuedForm(key, tuple(rows.values()), *each), rows) for each in whole), None)

    def _rows(self, key: FormKey) -> list[tuple[str, ...]]:
        return next(self.reader.get("forms", _joined(key)), [])


def shelve(spool: Spool, stream: Stream, period: Period) -> Shelved:
    """Put the ledger's `issued` rows on a shelf for merging a period, in a spool of its own."""
    for name in ("forms", "ids", "claims"):
        spool.put(name, ())
    revisions: dict[Kind, dict[str, int]] = {kind: {} for kind in KINDS.values()}
    names = {unit for name in ("units", "assignments") for unit, in stream.columns(name, "unit")}
    for key, rows in groupby(stream.rows("issued", period.name, _BY), _FORM):
        names.add(key[0])
        listed = [_ROW(row) for row in rows]
        spool.put("forms", [(_joined(key), listed)])
        spool.put("ids", ((width_folded(row[0]), key) for row in listed if row[0] not in KINDS))
        for kind in (KINDS[row[0]] for row in listed if row[0] in KINDS):
            spool.put("claims", [(_joined(claim_of(*key)), key)])
            revisions[kind][key[0]] = max(key[2], revisions[kind].get(key[0], 0))
    # of other periods it need only be known that a row, or a form, is theirs
    for *form, row_id in stream.columns("issued", *_BY, but=period.name):
        key = tuple(form)
        names.add(key[0])
        kept, mark = ("claims", _joined(claim_of(*key))) if row_id in KINDS else ("ids", width_folded(row_id))
        spool.put(kept, [(mark, key)])
    spool.put("names", (("", (width_folded(name), name)) for name in sorted(names - {""})))
    columns = TASKS.names
    spool.put("tasks", (("", dict(zip(columns, row, strict=True))) for row in stream.rows("tasks", by=TASKS.order)))
    return Shelved(period.name, spool.reader(), revisions)


def _joined(key: Sequence[str | int]) -> str:
    return "\n".join(map(str, key))
