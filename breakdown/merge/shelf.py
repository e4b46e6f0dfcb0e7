"""What was issued, as merging looks it up: forms by unit, period and revision, rows by id and by text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, cast

from breakdown.cells import fold
from breakdown.form import KINDS, Kind
from breakdown.merge.intake import PlanRow
from breakdown.records import Records

FormKey = tuple[str, str, int]
_COLUMNS = ("unit", "period", "revision", "row_id", "task_id", "role", "cells")


@lru_cache(maxsize=256)
def _said(text: str) -> Mapping[str, Any]:
    # ten thousand forms are kept as texts; of the one that is being read each row is asked a dozen times
    found: Mapping[str, Any] = json.loads(text)
    return found


class IssuedRow(NamedTuple):
    """One row of an issued form: whose form, which task, what the locked cells said (a JSON object)."""

    form: FormKey
    task_id: str
    role: str
    said: str

    @property
    def cells(self) -> Mapping[str, str]:
        """What the locked cells said, by column."""
        return _said(self.said)


@dataclass(frozen=True)
class IssuedForm:
    """One issued form: its rows, its kind, and what else it said (a JSON object)."""

    key: FormKey
    rows: tuple[IssuedRow, ...]
    kind: Kind
    said: str

    @cached_property
    def by_text(self) -> Mapping[str, tuple[IssuedRow, ...]]:
        """Its rows by folded text of 重点工作."""
        found: dict[str, tuple[IssuedRow, ...]] = {}
        for row in self.rows:
            text = fold(row.cells["content"])
            found[text] = (*found.get(text, ()), row)
        return found

    @property
    def texts(self) -> Mapping[str, Sequence[str]]:
        """Its fixed texts by sheet."""
        return cast(Mapping[str, Sequence[str]], _said(self.said)["texts"])

    @property
    def stages(self) -> tuple[PlanRow, ...]:
        """The stages with which it was prefilled."""
        return tuple(tuple(stage) for stage in _said(self.said)["plans"])

    @property
    def digest(self) -> str:
        """The keyed digest of its locked cells."""
        return str(_said(self.said)["digest"])


@dataclass(frozen=True)
class Shelf:
    """Every form that was ever issued; key: (unit, period, revision). rows: by width-folded row id.

    tasks: rows of the ledger's `tasks`. units: every name that a unit goes by in it, by its width-folded text.
    """

    rows: Mapping[str, IssuedRow]
    forms: Mapping[FormKey, IssuedForm]
    tasks: Sequence[Mapping[Any, Any]] = field(default=(), repr=False)
    units: Mapping[str, str] = field(default_factory=dict, repr=False)

    def find(self, unit: str, period: str, revision: str) -> FormKey:
        """The key of the form meant; what nobody issued is given back as it was claimed, its revision as 0."""
        claimed = (width_folded(unit), width_folded(period), width_folded(revision))
        if claimed in self._claims:
            return self._claims[claimed]
        return unit, claimed[1], int(claimed[2]) if claimed[2].isascii() and claimed[2].isdigit() else 0

    def newest(self, period: str, kind: Kind = "progress") -> Mapping[str, IssuedForm]:
        """By unit the newest form of a period and kind."""
        return self._newest.get((period, kind), {})

    @cached_property
    def _claims(self) -> dict[tuple[str, str, str], FormKey]:
        # of two that fold alike the first one is meant
        return {(width_folded(key[0]), key[1], str(key[2])): key for key in reversed(list(self.forms))}

    @cached_property
    def _newest(self) -> dict[tuple[str, Kind], dict[str, IssuedForm]]:
        found: dict[tuple[str, Kind], dict[str, IssuedForm]] = {}
        for key in sorted(self.forms, key=lambda key: key[2]):
            found.setdefault((key[1], self.forms[key].kind), {})[key[0]] = self.forms[key]
        return found


def stock(records: Records) -> Shelf:
    """Put the ledger's `issued` rows on the shelf."""
    rows: dict[str, IssuedRow] = {}
    kept: dict[FormKey, tuple[Kind, str]] = {}
    grouped: dict[FormKey, list[IssuedRow]] = {}
    columns = [records.issued[name].tolist() for name in _COLUMNS]
    for unit, period, revision, row_id, task_id, role, cells in zip(*columns, strict=True):
        key = (unit, period, revision)
        if row_id in KINDS:
            kept[key] = KINDS[row_id], cells
        else:
            listed = grouped.setdefault(key, [])
            # one key for all rows of a form
            listed.append(IssuedRow(listed[0].form if listed else key, task_id, role, cells))
            rows[width_folded(row_id)] = listed[-1]
    names = {name for frame in (records.units, records.assignments, records.issued) for name in frame["unit"]} - {""}
    return Shelf(rows, {key: IssuedForm(key, tuple(grouped.get(key, ())), *form) for key, form in kept.items()},
                 records.rows("tasks"), {width_folded(name): name for name in sorted(names)})


def width_folded(value: object) -> str:
    """Text as it is looked up, full-width letters and digits made plain; "" for anything but text."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
