"""What was issued, as merging looks it up: forms by unit, period and revision, rows by id and by text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from breakdown.cells import fold
from breakdown.form import KINDS, Kind
from breakdown.frame import rows_of
from breakdown.merge.intake import PlanRow
from breakdown.records import Records

FormKey = tuple[str, str, int]


@dataclass(frozen=True)
class IssuedRow:
    """One row of an issued form: whose form, which task, what the locked cells said."""

    form: FormKey
    task_id: str
    role: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class IssuedForm:
    """One issued form: rows by folded text of 重点工作, fixed texts by sheet, prefilled stages, digest, kind."""

    key: FormKey
    by_text: Mapping[str, tuple[IssuedRow, ...]]
    texts: Mapping[str, tuple[str, ...]]
    stages: tuple[PlanRow, ...]
    digest: str
    kind: Kind


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
        for key in self.forms:
            if (width_folded(key[0]), key[1], str(key[2])) == claimed:
                return key
        return unit, claimed[1], int(claimed[2]) if claimed[2].isascii() and claimed[2].isdigit() else 0

    def newest(self, period: str, kind: Kind = "progress") -> dict[str, IssuedForm]:
        """By unit the newest form of a period and kind."""
        found: dict[str, IssuedForm] = {}
        for key in sorted(self.forms, key=lambda key: key[2]):
            if key[1] == period and self.forms[key].kind == kind:
                found[key[0]] = self.forms[key]
        return found


def stock(records: Records) -> Shelf:
    """Put the ledger's `issued` rows on the shelf."""
    rows: dict[str, IssuedRow] = {}
    kept: dict[FormKey, tuple[Kind, Mapping[str, Any]]] = {}
    for row in rows_of(records.issued):
        key = (row["unit"], row["period"], row["revision"])
        cells = json.loads(row["cells"])
        if row["row_id"] in KINDS:
            kept[key] = KINDS[row["row_id"]], cells
        else:
            rows[width_folded(row["row_id"])] = IssuedRow(key, row["task_id"], row["role"], cells)
    grouped: dict[FormKey, list[IssuedRow]] = {}
    for issued in rows.values():
        grouped.setdefault(issued.form, []).append(issued)
    names = {name for frame in (records.units, records.assignments, records.issued) for name in frame["unit"]} - {""}
    return Shelf(rows, {key: _form(key, grouped.get(key, []), *form) for key, form in kept.items()},
                 records.tasks.to_dict("records"), {width_folded(name): name for name in sorted(names)})


def width_folded(value: object) -> str:
    """Text as it is looked up, full-width letters and digits made plain; "" for anything but text."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""


def _form(key: FormKey, rows: Iterable[IssuedRow], kind: Kind, kept: Mapping[str, Any]) -> IssuedForm:
    by_text: dict[str, tuple[IssuedRow, ...]] = {}
    for row in rows:
        text = fold(row.cells["content"])
        by_text[text] = (*by_text.get(text, ()), row)
    texts = {sheet: tuple(listed) for sheet, listed in kept["texts"].items()}
    stages = tuple(tuple(stage) for stage in kept["plans"])
    return IssuedForm(key, by_text, texts, stages, kept["digest"], kind)
