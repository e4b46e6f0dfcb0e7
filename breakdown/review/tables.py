"""Tables of a workbook that an office may have sorted, filtered or extended, found by header words and hidden ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from breakdown.book import Value
from breakdown.cells import KEY_HEADER, Located, SheetCells, WorkbookCells, cell_text, locate
from breakdown.columns import Column
from breakdown.errors import WorkbookError
from breakdown.problems import Problem, Severity


@dataclass(frozen=True)
class TableRow:
    """One row of a located table, and where it stands."""

    cells: WorkbookCells
    sheet: SheetCells
    located: Located
    row: int

    @property
    def key(self) -> str:
        """The row's hidden id; "" where it has none."""
        column = self.located.key_column
        return "" if column is None else self.sheet.text(self.row, column)

    def value(self, name: str) -> Value:
        """The cell of a declared column, as it is; None where the table lacks an optional one."""
        column = self.located.columns.get(name)
        return None if column is None else self.sheet.value(self.row, column)

    def text(self, name: str) -> str:
        """The cell of a declared column as trimmed text with plain line breaks."""
        return plain(self.value(name))

    def texts(self) -> dict[str, str]:
        """All declared columns as text."""
        return {name: self.text(name) for name in self.located.columns}

    def quote(self) -> str:
        """What the row says, for a problem that must not lose it."""
        return "｜".join(text for name in self.located.columns if (text := self.text(name)))

    def place(self, name: str = "") -> str:
        """Where the row, or one of its cells, stands."""
        column = self.located.columns[name] if name else min(self.located.columns.values())
        return self.cells.place(self.sheet, self.row, column)

    def problem(
        self, code: str, sentence: str, hint: str, column: str = "", severity: Severity = "错误"
    ) -> Problem:
        """A problem about one cell of the row, or about all of it; it quotes what stands there."""
        value = self.text(column) if column else self.quote()
        return Problem(severity, self.place(column), code, sentence, hint, value)


def plain(value: Value) -> str:
    """A cell as trimmed text with plain line breaks."""
    return cell_text(value).replace("\r\n", "\n").replace("\r", "\n")


def read_table(
    cells: WorkbookCells, name: str, columns: Sequence[Column], problems: list[Problem], keyed: bool = False,
    optional: Collection[str] = (),
) -> list[TableRow]:
    """The non-empty rows of the sheet `name` (or of the one that looks like it); cells beside it become problems.

    optional: columns that a workbook of an older program does not have. Raises WorkbookError, naming them, when the
    sheet, another column or (keyed) the id column is missing.
    """
    sheet, located = _find(cells, name, columns, len(columns) - len(optional))
    missing = [column.header for column in columns if column.name not in (*located.columns, *optional)]
    if keyed and located.key_column is None:
        missing.append(KEY_HEADER)
    if missing:
        titles = "、".join(f"“{title}”" for title in missing)
        raise WorkbookError(
            f"{cells.file} 的“{sheet.name}”表缺少栏目{titles}", "各栏都要保留（可以空着、隐藏或移动）",
            "请恢复这些栏目后重试，或重新生成一份再填",
        )
    rows = [TableRow(cells, sheet, located, at) for at in range(located.header_row + 1, len(sheet.rows))]
    for row in rows:
        problems += _cells_beside(row)
    return [row for row in rows if row.quote()]


def _find(cells: WorkbookCells, name: str, columns: Sequence[Column], least: int) -> tuple[SheetCells, Located]:
    named = cells.sheet(name)
    if named and (located := locate(named, columns)):
        return named, located
    shown = (sheet for sheet in cells.sheets if not sheet.hidden)
    found = [(sheet, located) for sheet in shown if (located := locate(sheet, columns))]
    whole = [pair for pair in found if len(pair[1].columns) >= least]
    if not whole:
        listed = "、".join(f"“{sheet.name}”" for sheet in cells.sheets if not sheet.hidden) or "（没有工作表）"
        raise WorkbookError(
            f"{cells.file} 中没有“{name}”表，现有{listed}", f"应有带栏目名称的“{name}”表",
            "请使用 breakdown 生成的工作簿",
        )
    return whole[0]


def _cells_beside(row: TableRow) -> list[Problem]:
    """Cells of a row that stand in no declared column: an added column, or something written beside the table."""
    ours = {*row.located.columns.values(), row.located.key_column}
    found = []
    for column in range(len(row.sheet.rows[row.row])):
        text = row.sheet.text(row.row, column)
        if text and column not in ours:
            title = row.located.others.get(column, "")
            where = f"栏目“{title}”不是本表的栏目" if title else "这一格不在表内"
            place = row.cells.place(row.sheet, row.row, column)
            hint = "需要的内容请写到本表的栏目中"
            found.append(Problem("提示", place, "cell-extra", f"{where}，内容没有读取", hint, text))
    return found
