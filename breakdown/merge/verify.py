"""A returned 核验 workbook: recognised by what is left of its identity, and taken as decisions, no cell lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from breakdown.cells import WorkbookCells, cell_text, fold
from breakdown.columns import RESULTS
from breakdown.days import read_day
from breakdown.form import VERIFY, Identity
from breakdown.merge.beside import look_beside, picture_in
from breakdown.merge.identify import claimed_identities, form_of_rows
from breakdown.merge.intake import Entry, Origin, Returned, Taken, Unreadable
from breakdown.merge.sheets import Typed, leftovers
from breakdown.merge.shelf import Shelf, width_folded
from breakdown.merge.take import join_places, join_rows
from breakdown.merge.verify_form import CHECK_COLUMNS, TYPED, TYPED_NAMES, read_row_id, verify_identity
from breakdown.merge.verify_sheets import CheckReader
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.records import Row
from breakdown.settings import Settings

# Headers that no other workbook of ours has; so many of them tell this one.
_OWN = {fold(column.header) for column in CHECK_COLUMNS if column.name in ("claimed", "result", "reason", "checked_on")}
_TELLING = 3
_NOTE = "核验表"


class _Known(NamedTuple):
    """What a 核验 workbook says of itself: identities that its carriers claim, the period that its rows come from."""

    claims: list[Identity]
    period: str


def take_decisions(
    returned: Returned | Unreadable, shelf: Shelf, period: Period, settings: Settings
) -> Taken | None:
    """What the office decided, of a returned 核验 workbook; None when the file is something else.

    Entries have VERIFY as role, the unit that claimed, and period and code of its claim.
    """
    known = _recognise(returned.cells, shelf, settings) if isinstance(returned, Returned) else None
    if known is None or isinstance(returned, Unreadable):
        return None
    cells = returned.cells
    origin = Origin(returned.received_at, cells.sha256, cells.file)
    reason = _reason(known, period, settings)
    if reason:
        hint = "整份文件没有采纳；请填在本期的核验表上，或按那一期合并"
        problem = Problem("错误", cells.file, "form-rejected", reason, hint)
        return Taken(origin, "退回", note=reason, problems=(problem,), kind="verify")
    reader = CheckReader(cells, shelf, period, settings)
    for index in range(len(cells.sheets)):
        reader.read(index)
    beside = look_beside(cells, reader.found.lines, CHECK_COLUMNS)
    pictures = [picture_in(cells, *each, CHECK_COLUMNS) for each in reader.found.pictures]
    entries, told = _entries(reader.found.typed, period, origin)
    rest = [problem for index in range(len(cells.sheets)) for problem in leftovers(reader, index)]
    remarks = [_remark(*each, cells) for each in beside.remarks.values()]
    seen = (*reader.found.problems, *beside.problems, *remarks, *pictures)
    problems = (*_noticed(known, cells, period, settings), *seen, *told, *rest)
    state = "已报" if any(entry.texts for entry in entries) else "空报"
    return Taken(origin, state, note=_NOTE, entries=tuple(entries), problems=problems, kind="verify")


def holds_news(
    returned: Returned | Unreadable, shelf: Shelf, closings: Iterable[Row], period: Period, settings: Settings
) -> bool:
    """Whether somebody has put anything into the period's own 核验 workbook that the ledger does not hold.

    closings: rows of the ledger's `closings`.
    """
    taken = take_decisions(returned, shelf, period, settings)
    if taken is None or taken.problems:
        return True
    held = {(row["task_id"], row["unit"]): {name: row[name] for name in TYPED_NAMES if row[name]}
            for row in closings if row["period"] == period.name}
    return any(entry.texts != held.get(entry.key[:2]) for entry in taken.filled)


def _recognise(cells: WorkbookCells, shelf: Shelf, settings: Settings) -> _Known | None:
    """A workbook is known by any carrier of identity, else by its row ids, else by its headers."""
    claims = claimed_identities(cells)
    if claims:
        mine = [claim for claim in claims if width_folded(claim.unit) == VERIFY]
        return _Known(mine, "") if mine else None
    ids = (read_row_id(value, settings) for sheet in cells.sheets for row in sheet.rows for value in row)
    periods = Counter(found.period for found in ids if found)
    if periods:
        return _Known([], max(sorted(periods), key=lambda name: periods[name]))
    heads = (row for sheet in cells.sheets for row in sheet.rows[:40])
    telling = any(len({fold(cell_text(value)) for value in row} & _OWN) >= _TELLING for row in heads)
    return _Known([], "") if telling and form_of_rows(cells, shelf) is None else None


def _reason(known: _Known, period: Period, settings: Settings) -> str:
    """Why nothing may be taken from it; "" when it may."""
    if any(width_folded(claim.folder) != width_folded(settings.identity) for claim in known.claims[:1]):
        return "这是另一个台账的核验表，不是本台账的"
    named = width_folded(known.claims[0].period) if known.claims else known.period
    return f"这是 {named} 期的核验表，本期是 {period.name}" if named not in ("", width_folded(period.name)) else ""


def _noticed(known: _Known, cells: WorkbookCells, period: Period, settings: Settings) -> list[Problem]:
    if not known.claims and not known.period:
        return [Problem("存疑", cells.file, "identity-guessed", "表内标识都没有了，按表头认作本期的核验表",
                        "请核对是否本期的核验表")]
    own = [width_folded(value) for _, value in verify_identity(period, settings).rows]
    if all([width_folded(value) for _, value in claim.rows] == own for claim in known.claims):
        return []
    said = "；".join(dict.fromkeys(text for claim in known.claims for _, text in claim.rows))
    return [Problem("存疑", cells.file, "identity-differs", "表内标识与写出时不一致", "请留意表内改动", said)]


def _remark(text: str, place: str, cells: WorkbookCells) -> Problem:
    return Problem("提示", cells.file + place, "note-kept", "核验表这一行有批注或图片，没有记入核验结果",
                   "请看一看，需要记下的请写入核验依据或退回原因", text)


def _entries(typed: Iterable[Typed], period: Period, origin: Origin) -> tuple[list[Entry], list[Problem]]:
    """One entry per task and unit; where a row stands twice, a column on which its copies disagree is not taken."""
    problems: list[Problem] = []
    together: dict[tuple[str, str], list[Typed]] = {}
    for row in typed:
        together.setdefault((row.issued.task_id, row.issued.form[0]), []).append(row)
    entries = []
    for (task_id, unit), rows in together.items():
        texts = join_rows(rows, TYPED, origin.file, problems)
        places = join_places(rows)
        claim = rows[0].issued.cells["since"], rows[0].issued.cells["claim"]
        day = _checked(texts.get("checked_on", ""), period, origin)
        made = Entry(unit, task_id, VERIFY, texts, places, rows[0].home, origin, None, day, claim)
        entries.append(_with_result(made))
    return entries, problems


def _with_result(entry: Entry) -> Entry:
    plain = fold(entry.texts.get("result", ""))
    return replace(entry, texts={**entry.texts, "result": plain}) if plain in RESULTS else entry


def _checked(text: str, period: Period, origin: Origin) -> date | None:
    """The day of checking; one without a year is the first in or after the period that had come with the workbook."""
    came = origin.received_at.date()
    days = [day for year in (period.year, period.year + 1) if (day := read_day(text, year))]
    past = [day for day in days if day <= came] or days
    return next((day for day in past if day >= period.first_day), past[0] if past else None)
