"""One unit's form: its revision, its book, and the `issued` rows that keep what the unit was shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from breakdown.book import Book, Sheet
from breakdown.columns import ISSUED
from breakdown.form import (
    FORM_ROW,
    PLAN_ROW,
    TASK_SHEETS,
    Guide,
    Identity,
    Kind,
    fixed_texts,
    form_name,
    json_text,
    row_id,
    seal,
)
from breakdown.framed import Frames, Row, fit_rows
from breakdown.issue.duties import Duty
from breakdown.issue.guide import guide_facts, guide_sheet
from breakdown.issue.known import Known
from breakdown.issue.plan_sheets import REFERENCE, plan_form_sheets
from breakdown.issue.sheets import FormRow, identity_sheet, visible_sheets
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import Changes
from breakdown.settings import Settings


@dataclass(frozen=True)
class Form:
    """The form of one unit."""

    unit: str
    revision: int
    book: Book


@dataclass(frozen=True)
class IssuePlan:
    """What issuing would write, every form planned when somebody asks for it, in whatever process.

    duties: by unit, in the order of units. problems: what a person should know.
    """

    duties: Mapping[str, Sequence[Duty]]
    known: Known
    period: Period
    settings: Settings
    kind: Kind
    guide: Guide
    problems: list[Problem]

    @property
    def names(self) -> dict[str, str]:
        """The name of each unit's form."""
        return {unit: form_name(unit, self.period, self.kind) for unit in self.duties}

    def form(self, unit: str) -> tuple[Form, list[Row]]:
        """One unit's form and its rows for the frame `issued`; no rows when the newest revision shows the same."""
        return _form(unit, self.duties[unit], self.known, self.period, self.settings, self.kind, self.guide)

    def changes_of(self, rows: Iterable[Row]) -> Changes:
        """What the ledger is to hold when forms with these rows are out."""
        return Changes(Frames({"issued": fit_rows(ISSUED, rows)}), problems=self.problems)

    @property
    def forms(self) -> list[Form]:
        """All forms."""
        return [form for form, _ in self._made]

    @property
    def changes(self) -> Changes:
        """What the ledger is to hold when all forms are out."""
        return self.changes_of(row for _, rows in self._made for row in rows)

    @cached_property
    def _made(self) -> list[tuple[Form, list[Row]]]:
        return [self.form(unit) for unit in self.duties]


@dataclass(frozen=True)
class _Maker:
    """One unit's form at any revision: only row ids and identity tell revisions of the same content apart."""

    unit: str
    cells: dict[Duty, dict[str, str]]
    known: Known
    period: Period
    settings: Settings
    kind: Kind
    guide: Guide

    @cached_property
    def digest(self) -> str:
        texts = json_text([[duty.task_id, duty.role, texts] for duty, texts in self.cells.items()])
        kind = (PLAN_ROW,) if self.kind == "plan" else ()
        return seal(self.settings.key, self.settings.identity, self.unit, self.period.name, *kind, texts)

    @property
    def stages(self) -> tuple[tuple[str, ...], ...]:
        return self.known.plans.get(self.unit, ())

    def row_id(self, duty: Duty, revision: int) -> str:
        sealed = seal(self.settings.key, self.settings.identity, self.unit, self.period.name, str(revision), *duty[:2])
        return row_id(duty.task_id, duty.role, self.known.due(duty.task_id), sealed)

    def rows(self, revision: int) -> list[FormRow]:
        return [FormRow(self.row_id(duty, revision), duty.role, texts) for duty, texts in self.cells.items()]

    def sheets(self, rows: Sequence[FormRow]) -> tuple[Sheet, ...]:
        contact = self.known.contacts.get(self.unit, {})
        counts = {role: sum(duty.role == role for duty in self.cells) for role in TASK_SHEETS}
        facts = guide_facts(self.kind, self.unit, counts, contact, self.period, self.settings)
        make = plan_form_sheets if self.kind == "plan" else visible_sheets
        answers = self.known.answers.get(self.unit, ())
        return make(self.unit, rows, self.stages, answers, guide_sheet(self.guide, facts), self.period, self.digest)

    def kept(self, sheets: Sequence[Sheet]) -> str:
        return json_text({"digest": self.digest, "texts": fixed_texts(sheets), "plans": self.stages})

    def book(self, sheets: Sequence[Sheet], revision: int) -> Book:
        identity = Identity(self.settings.identity, self.unit, self.period.name, str(revision), self.digest)
        name = form_name(self.unit, self.period, self.kind)
        return Book(name, (*sheets, identity_sheet(identity)), identity.properties)

    def issued_rows(self, listed: Sequence[FormRow], kept: str, revision: int) -> list[Row]:
        head: Row = {"period": self.period.name, "unit": self.unit, "revision": revision}
        rows = [head | {"row_id": row.key, "task_id": duty.task_id, "role": duty.role, "cells": json_text(row.cells)}
                for duty, row in zip(self.cells, listed, strict=True)]
        form = PLAN_ROW if self.kind == "plan" else FORM_ROW
        return [head | {"row_id": form, "task_id": "", "role": "", "cells": kept}, *rows]


def _numbers(duties: Sequence[Duty], known: Known) -> dict[Duty, str]:
    """The numbers that a form shows; where notices share one, those of later notices say so: 3, 3（2）.

    A unit names tasks by number in its 细化方案 and 调整申请.
    """
    notices: dict[str, list[str]] = {}
    numbers = {}
    for duty in duties:
        number, notice = known.tasks[duty.task_id]["no"], known.tasks[duty.task_id]["notice"]
        listed = notices.setdefault(number, [])
        if notice not in listed:
            listed.append(notice)
        at = listed.index(notice) + 1
        numbers[duty] = f"{number}（{at}）" if number and at > 1 else number
    return numbers


def _form(
    unit: str, duties: Sequence[Duty], known: Known, period: Period, settings: Settings, kind: Kind, guide: Guide
) -> tuple[Form, list[Row]]:
    numbers = _numbers(duties, known)
    cells = {duty: known.locked(unit, duty, period) | {"no": numbers[duty]} for duty in duties}
    if kind == "plan":
        cells = {duty: {column.name: texts[column.name] for column in REFERENCE} for duty, texts in cells.items()}
    maker = _Maker(unit, cells, known, period, settings, kind, guide)
    newest, before = known.issued.get((unit, kind), (0, ""))
    revision = known.revisions.get(unit, 0) + 1
    rows = maker.rows(newest or revision)
    sheets = maker.sheets(rows)
    kept = maker.kept(sheets)
    if kept == before:
        return Form(unit, newest, maker.book(sheets, newest)), []
    if newest:
        rows = maker.rows(revision)
        sheets = maker.sheets(rows)
    return Form(unit, revision, maker.book(sheets, revision)), maker.issued_rows(rows, kept, revision)
