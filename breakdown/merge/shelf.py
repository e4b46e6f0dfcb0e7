"""What was issued, as merging looks it up: forms by unit, period and revision, rows by id and by text."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, cast

from breakdown.cells import fold
from breakdown.columns import ISSUED
from breakdown.form import KINDS, Kind
from breakdown.merge.intake import PlanRow
from breakdown.records import FRAMES, Records

FormKey = tuple[str, str, int]
# The same as text, widths made plain.
Claim = tuple[str, str, str]
_PLACES = [ISSUED.names.index(name) for name in ("unit", "period", "revision", "row_id", "task_id", "role", "cells")]


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


class Shelf(Protocol):
    """Every form that was ever issued."""

    @property
    def tasks(self) -> Sequence[Mapping[Any, Any]]:
        """Rows of the ledger's `tasks`."""

    @property
    def units(self) -> Mapping[str, str]:
        """Every name that a unit goes by in the ledger, by its width-folded text."""

    def row(self, row_id: str) -> IssuedRow | None:
        """A row by its width-folded id; of another period's nothing but the form need be true."""

    def form(self, key: FormKey) -> IssuedForm | None:
        """A form of the period that is merged."""

    def find(self, unit: str, period: str, revision: str) -> FormKey:
        """The key of the form meant; what nobody issued is given back as it was claimed, its revision as 0."""

    def newest(self, period: str, kind: Kind = "progress") -> Mapping[str, int]:
        """By unit the revision of its newest form of a period and kind."""

    def alike(self, period: str, texts: Collection[str]) -> Iterator[IssuedForm]:
        """Of every unit's newest form, of progress where there is one, those whose tasks have any of some texts."""


@dataclass(frozen=True)
class Stock:
    """A shelf in memory, see Shelf."""

    rows: Mapping[str, IssuedRow]
    forms: Mapping[FormKey, IssuedForm]
    tasks: Sequence[Mapping[Any, Any]] = field(default=(), repr=False)
    units: Mapping[str, str] = field(default_factory=dict, repr=False)

    def row(self, row_id: str) -> IssuedRow | None:
        """See Shelf."""
        return self.rows.get(row_id)

    def form(self, key: FormKey) -> IssuedForm | None:
        """See Shelf."""
        return self.forms.get(key)

    def find(self, unit: str, period: str, revision: str) -> FormKey:
        """See Shelf."""
        return found_key(self._claims.get, unit, period, revision)

    def newest(self, period: str, kind: Kind = "progress") -> Mapping[str, int]:
        """See Shelf."""
        return self._newest.get((period, kind), {})

    def alike(self, period: str, texts: Collection[str]) -> Iterator[IssuedForm]:
        """See Shelf."""
        forms = (self.forms[key] for key in newest_keys(self, period))
        return (form for form in forms if any(text in texts for text in form.by_text))

    @cached_property
    def _claims(self) -> dict[Claim, FormKey]:
        # of two that fold alike the first one is meant
        return {claim_of(*key): key for key in reversed(list(self.forms))}

    @cached_property
    def _newest(self) -> dict[tuple[str, Kind], dict[str, int]]:
        found: dict[tuple[str, Kind], dict[str, int]] = {}
        for key in sorted(self.forms, key=lambda key: key[2]):
            found.setdefault((key[1], self.forms[key].kind), {})[key[0]] = key[2]
        return found


def newest_keys(shelf: Shelf, period: str) -> list[FormKey]:
    """The keys of every unit's newest form of a period, of progress where there is one."""
    revisions = {**shelf.newest(period, "plan"), **shelf.newest(period)}
    return [(unit, period, revision) for unit, revision in revisions.items()]


def claim_of(unit: str, period: str, revision: str | int) -> Claim:
    """What is left of a form's key in a workbook that another program has saved."""
    return width_folded(unit), width_folded(period), width_folded(str(revision))


def found_key(look_up: Callable[[Claim], FormKey | None], unit: str, period: str, revision: str) -> FormKey:
    """See Shelf.find; look_up: the key of a form by what is left of it."""
    claim = claim_of(unit, period, revision)
    found = look_up(claim)
    return found or (unit, claim[1], int(claim[2]) if claim[2].isascii() and claim[2].isdigit() else 0)


def stock(records: Records) -> Stock:
    """Put the ledger's `issued` rows on the shelf."""
    rows: dict[str, IssuedRow] = {}
    kept: dict[FormKey, tuple[Kind, str]] = {}
    grouped: dict[FormKey, list[IssuedRow]] = {}
    for unit, period, revision, row_id, task_id, role, cells in map(itemgetter(*_PLACES), records.tuples("issued")):
        key = (unit, period, revision)
        if row_id in KINDS:
            kept[key] = KINDS[row_id], cells
        else:
            listed = grouped.setdefault(key, [])
            # one key for all rows of a form
            listed.append(IssuedRow(listed[0].form if listed else key, task_id, role, cells))
            rows[width_folded(row_id)] = listed[-1]
    named = ("units", "assignments", "issued")
    names = {row[FRAMES[name].names.index("unit")] for name in named for row in records.tuples(name)} - {""}
    return Stock(rows, {key: IssuedForm(key, tuple(grouped.get(key, ())), *form) for key, form in kept.items()},
                 records.rows("tasks"), {width_folded(name): name for name in sorted(names)})


def width_folded(value: object) -> str:
    """Text as it is looked up, full-width letters and digits made plain; "" for anything but text."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
