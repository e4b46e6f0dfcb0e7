"""What returned cells say beside their values: comments, strokes, pictures, hidden rows; all is recorded or named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from breakdown.cells import Located, SheetCells, WorkbookCells, cell_name
from breakdown.columns import PROGRESS, Column
from breakdown.form import PLAN_COLUMNS, REQUEST_COLUMNS, TASK_COLUMNS
from breakdown.merge.sheets import Line, Typed
from breakdown.merge.values import PICTURE
from breakdown.problems import Problem, Severity

# The kind of problem for a cell that was made one with the cell above it.
MERGED = "cell-merged"
REMARK = PROGRESS.column("remark").name
_ORDER = tuple(column.name for column in TASK_COLUMNS)
_LOOK = "原件已留存，请打开看；需要采纳的请单位打成文字填入"
Columns = tuple[Column, ...]
_DOUBT = "是否作废看不出，仍按原文采纳"


class Beside(NamedTuple):
    """The remark on each task row, as (text, place in the file) by the row's home; what a person should know."""

    remarks: Mapping[tuple[str, int], tuple[str, str]]
    problems: Sequence[Problem]

    def on(self, row: Typed) -> Typed:
        """A task row with the remark on it."""
        remark = self.remarks.get(row.home)
        if remark is None:
            return row
        return row._replace(texts={**row.texts, REMARK: remark[0]}, places={**row.places, REMARK: remark[1]})


def look_beside(cells: WorkbookCells, lines: Sequence[Line], columns: Columns = TASK_COLUMNS) -> Beside:
    """Everything that stands beside the values of a workbook's cells, whose comments are all the unit's own.

    columns: of the rows of tasks.
    A comment or picture on a task row belongs to its remark; any other is named.
    """
    remarks: dict[tuple[str, int], tuple[str, str]] = {}
    problems: list[Problem] = []
    for index, sheet in enumerate(cells.sheets):
        page = _Page(cells, sheet, {line.row: line for line in lines if line.sheet == index}, columns)
        remarks.update(page.remarks())
        problems += [*page.notes(), *page.strokes(), *page.pictures(), *page.hidden(), *page.merged()]
    if any(sheet.unseen for sheet in cells.sheets):
        what = "文件里可能有批注或删除线，读不出；单元格里的内容已照常采纳"
        problems.append(Problem("存疑", cells.file, "note-unread", what, "原件已留存，请打开看"))
    return Beside(remarks, problems)


class _Page:
    """One sheet with the rows of its tables, by index."""

    def __init__(
        self, cells: WorkbookCells, sheet: SheetCells, lines: Mapping[int, Line], columns: Columns
    ) -> None:
        self._cells, self._sheet, self._lines, self._columns = cells, sheet, lines, columns
        self._inputs = {column.name for column in columns if column.editable}
        self._notes = {spot: text for spot, text in sorted(sheet.notes.items()) if text.strip()}

    def remarks(self) -> Iterator[tuple[tuple[str, int], tuple[str, str]]]:
        """By home of a task row what its comments and pictures say, each after the name of its column."""
        for row, line in self._lines.items():
            found = [(spot, text) for spot, text in self._notes.items() if spot[0] == row]
            found += [(spot, PICTURE) for spot in self._sheet.pictures if spot[0] == row]
            if line.issued and found:
                found.sort(key=lambda each: (_rank(line.table, each[0][1]), each))
                said = "；".join(f"{_title(line, spot[1], self._columns)}：{text}" for spot, text in found)
                yield (self._sheet.name, row + 1), (said, self._place(found[0][0]).removeprefix(self._cells.file))

    def notes(self) -> Iterator[Problem]:
        """The comments that are on no task row."""
        for spot, text in self._notes.items():
            if not self._is_task(spot[0]):
                yield Problem("提示", self._place(spot), "note-kept", "写有批注，不在任务行里，没有记入进展",
                              "请看一看，需要采纳的请单位填入相应栏目", text)

    def strokes(self) -> Iterator[Problem]:
        """What is struck through in the rows of tables: cells to be filled in one by one, others row by row."""
        struck: dict[int, list[tuple[int, int]]] = {}
        for spot in sorted(self._sheet.struck):
            if spot[0] in self._lines and self._sheet.text(*spot):
                struck.setdefault(spot[0], []).append(spot)
        for row, spots in struck.items():
            line = self._lines[row]
            known = [spot for spot in spots if _name(line.table, spot[1])]
            typed = [spot for spot in known if line.issued and _name(line.table, spot[1]) in self._inputs]
            yield from (self._struck([spot], line, _DOUBT) for spot in typed)
            if rest := [spot for spot in known if spot not in typed]:
                why = "台账没有改动" if line.issued else _DOUBT
                hint = "认为任务应取消或调整的，请单位选“申请调整”" if line.issued else ""
                yield self._struck(rest, line, why, hint)

    def _struck(self, spots: Sequence[tuple[int, int]], line: Line, why: str, hint: str = "") -> Problem:
        titles = "".join(f"“{_title(line, column, self._columns)}”" for _, column in spots)
        values = "；".join(self._sheet.text(*spot) for spot in spots)
        sentence = f"{titles}的文字（或其中一部分）加了删除线，{why}"
        hint = hint or "作废的请单位删去，有效的请去掉删除线"
        return Problem("存疑", self._place(spots[0]), "struck", sentence, hint, values)

    def pictures(self) -> Iterator[Problem]:
        """Pictures over cells: on a task row part of its remark, else named only."""
        for spot in sorted(self._sheet.pictures):
            task = self._is_task(spot[0])
            where = f"“{_title(self._lines[spot[0]], spot[1], self._columns)}”上" if task else "这里"
            yield Problem("存疑" if task else "提示", self._place(spot), "picture",
                          f"{where}放有图片，里面的内容读不出", _LOOK, PICTURE)

    def hidden(self) -> Iterator[Problem]:
        """Hidden rows and columns in which something was filled in."""
        if not self._sheet.hidden_rows and not self._sheet.hidden_columns:
            return
        filled = {row: [column for column in self._typed(line) if self._sheet.text(row, column)]
                  for row, line in sorted(self._lines.items())}
        rows = [row for row, columns in filled.items() if columns and row in self._sheet.hidden_rows]
        columns = sorted({column for each in filled.values() for column in each} & self._sheet.hidden_columns)
        hint = "不想报的请单位清空；内容没有丢"
        if rows:
            listed = "、".join(str(row + 1) for row in rows)
            yield Problem("提示", self._place((rows[0], filled[rows[0]][0])), "hidden-read",
                          f"隐藏的行里写有内容（第{listed}行），已照常采纳", hint)
        if columns:
            line = next(line for row, line in self._lines.items() if columns[0] in filled[row])
            listed = "、".join(_title(line, column, self._columns) for column in columns)
            yield Problem("提示", self._place((line.row, columns[0])), "hidden-read",
                          f"隐藏的列里写有内容（{listed}），已照常采纳", hint)

    def merged(self) -> Iterator[Problem]:
        """Cells to be filled in that were made one with a cell above them which says something."""
        for top, left, high, wide in sorted(self._sheet.merged):
            said = self._sheet.text(top, left)
            lines = [line for row, line in self._lines.items() if said and top < row < top + high and line.issued]
            for line in lines:
                for column in self._typed(line):
                    if left <= column < left + wide and not self._sheet.text(line.row, column):
                        title = _title(line, column, self._columns)
                        sentence = f"“{title}”与第{top + 1}行合并成了一格，这一行没有读到内容"
                        hint = "请取消合并单元格，一行一行填写"
                        severity: Severity = "错误" if _name(line.table, column) == "status" else "存疑"
                        yield Problem(severity, self._place((line.row, column)), MERGED, sentence, hint, said)

    def _typed(self, line: Line) -> list[int]:
        return [at for name, at in line.table.columns.items() if not line.issued or name in self._inputs]

    def _is_task(self, row: int) -> bool:
        return row in self._lines and self._lines[row].issued is not None

    def _place(self, spot: tuple[int, int]) -> str:
        return self._cells.place(self._sheet, *spot)


def picture_in(cells: WorkbookCells, line: Line, column: int, columns: Columns = TASK_COLUMNS) -> Problem:
    """A cell that is nothing but a picture, as WPS puts it in."""
    sheet = cells.sheets[line.sheet]
    sentence = f"“{_title(line, column, columns)}”填的是图片，里面的内容读不出"
    place = cells.place(sheet, line.row, column)
    return Problem("存疑", place, "picture", sentence, _LOOK, sheet.text(line.row, column))


def _name(table: Located, column: int) -> str:
    return next((name for name, at in table.columns.items() if at == column), "")


def _rank(table: Located, column: int) -> int:
    name = _name(table, column)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _title(line: Line, column: int, columns: Columns) -> str:
    """A column's header as it was issued; what the unit wrote over a column of its own; else its letters."""
    name = _name(line.table, column)
    listed = columns if line.issued else (*PLAN_COLUMNS, *REQUEST_COLUMNS)
    headers = {each.name: each.header for each in listed}
    letters = cell_name(0, column).rstrip("1")
    return headers.get(name) or line.table.others.get(column) or f"{letters}列"
