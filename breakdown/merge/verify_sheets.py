"""One returned sheet of a 核验 workbook: its rows by id or by task and unit, every cell settled or named."""

from __future__ import annotations

from collections.abc import Mapping

from breakdown.cells import Located, SheetCells, WorkbookCells, fold
from breakdown.closings import claim_code
from breakdown.errors import FolderError
from breakdown.form import VERIFY, fixed_texts, json_text
from breakdown.merge.sheets import Layout, SheetReader
from breakdown.merge.shelf import IssuedForm, IssuedRow, Shelf, Stock, width_folded
from breakdown.merge.verify_form import (
    CHECK_COLUMNS,
    CLAIM_CELLS,
    RowId,
    cell_check,
    read_row_id,
    verify_identity,
    verify_sheet,
)
from breakdown.periods import Period, parse_period
from breakdown.settings import Settings

_UNSEEN = "原来的内容"
# What of a task stands in a row.
_TASK = ("no", "content", "goal", "deadline_text")


class CheckReader(SheetReader):
    """Reads the sheets of a 核验 workbook: its row ids tell what each cell said when it was written."""

    layout = Layout({"tasks": CHECK_COLUMNS})
    changed = ("", "任务确需调整的，请在任务核对中修改；单位报的内容由单位改报")

    def __init__(self, cells: WorkbookCells, shelf: Shelf, period: Period, settings: Settings) -> None:
        identity = verify_identity(period, settings)
        said = {"texts": fixed_texts([verify_sheet((), period, settings)]), "plans": (), "digest": identity.digest}
        form = IssuedForm((VERIFY, period.name, 0), (), "verify", json_text(said))
        self._rows: dict[str, IssuedRow] = {}
        super().__init__(cells, form, Stock(self._rows, {}, shelf.tasks, shelf.units), identity)
        self._period, self._settings = period, settings

    def _task(self, index: int, row: int, table: Located) -> None:
        super()._task(index, row, table)
        told = {at for name, at in table.columns.items() if name not in self.layout.inputs} | {table.key_column}
        spots = [spot for spot in self.account.left(index, row) if spot[1] in told]
        home = (self.cells.sheets[index].name, row + 1)
        if spots and self.found.typed and self.found.typed[-1].home == home:
            what = "这一行没有行标识，按任务和单位认出，以下内容是否改过无从核对"
            self.found.problems.append(self.account.name(index, spots, "identity-guessed", what, "请核对是否原表所印"))

    def _match(self, sheet: SheetCells, row: int, table: Located) -> tuple[IssuedRow | None, tuple[str, str] | None]:
        key = "" if table.key_column is None else width_folded(sheet.value(row, table.key_column))
        texts = {name: sheet.text(row, at) for name, at in table.columns.items() if name not in self.layout.inputs}
        known = read_row_id(key, self._settings)
        if known and known.period != width_folded(self._period.name):
            return None, ("row-foreign", f"这一行来自 {known.period} 期的核验表")
        if known:
            self._rows[key] = self._by_id(known, texts)
            return self._rows[key], None
        return self._by_text(texts)

    def _by_id(self, known: RowId, texts: Mapping[str, str]) -> IssuedRow:
        """The row as it was printed, as far as can be told: a changed cell shows what the ledger says."""
        task = next((task for task in self.shelf.tasks if task["task_id"] == known.task_id), {})
        cells = {name: text if cell_check(known.said, name, text, self._settings) == known.checks[name]
                 else str(task.get(name, "")) or _UNSEEN for name, text in texts.items()}
        unit = self.shelf.units.get(known.unit, known.unit)
        claim = {"since": known.claimed, "claim": known.claim}
        return IssuedRow((unit, self._period.name, 0), known.task_id, VERIFY, json_text({**cells, **claim}))

    def _by_text(self, texts: Mapping[str, str]) -> tuple[IssuedRow | None, tuple[str, str] | None]:
        """The row of the task and unit named; what was claimed is what the cells say."""
        content = fold(texts.get("content", ""))
        unit = self.shelf.units.get(width_folded(texts.get("unit", "")), "")
        tasks = [task for task in self.shelf.tasks if content and fold(task["content"]) == content]
        if len(tasks) > 1:
            tasks = [task for task in tasks if fold(task["no"]) == fold(texts.get("no", ""))]
        if len(tasks) != 1 or not unit:
            return None, ("row-unknown", "看不出这一行核验的是哪个单位的哪项任务") if content else None
        claimed = _period_named(texts.get("claimed", ""))
        claim = {"since": claimed, "claim": claim_code(claimed, (texts.get(name, "") for name in CLAIM_CELLS))}
        cells = {name: str(tasks[0][name]) for name in _TASK} | {"unit": unit} | claim
        return IssuedRow((unit, self._period.name, 0), tasks[0]["task_id"], VERIFY, json_text(cells)), None

    def _printed(self) -> list[str]:
        return [text for typed in self.found.typed
                for text in (*typed.issued.cells.values(), *typed.texts.values())]


def _period_named(text: str) -> str:
    """The name of the period that a text is; "" when it is none."""
    try:
        return parse_period(width_folded(text)).name
    except FolderError:
        return ""
