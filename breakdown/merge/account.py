"""The account of a returned workbook: which of its non-empty cells have been dealt with (law 2: no cell is lost)."""

from __future__ import annotations

from collections.abc import Iterable

from breakdown.cells import WorkbookCells, cell_name
from breakdown.problems import Problem


class Account:
    """All non-empty cells of a workbook; each is settled once it is known as issued, recorded or named by a problem."""

    def __init__(self, cells: WorkbookCells) -> None:
        self._cells = cells
        # by sheet and row the columns
        self._left = [
            {row: {column for column, text in enumerate(texts) if text} for row, texts in enumerate(sheet.texts)}
            for sheet in cells.sheets
        ]

    def settle(self, sheet: int, row: int, column: int) -> None:
        """Strike one cell off."""
        self.settle_row(sheet, row, (column,))

    def settle_row(self, sheet: int, row: int, columns: Iterable[int]) -> None:
        """Strike some cells of one row off."""
        left = self._left[sheet].get(row)
        if left:
            left.difference_update(columns)

    def left(self, sheet: int, row: int | None = None) -> list[tuple[int, int]]:
        """The cells of a sheet, or of one of its rows, that nothing has accounted for, from top left."""
        rows = self._left[sheet] if row is None else (row,)
        return [(at, column) for at in rows for column in sorted(self._left[sheet].get(at, ()))]

    def name(self, sheet: int, spots: list[tuple[int, int]], code: str, what: str, hint: str) -> Problem:
        """One problem that names some cells with their values, and strikes them off."""
        page = self._cells.sheets[sheet]
        where = "、".join(cell_name(*spot) for spot in spots)
        values = "；".join(page.text(*spot) for spot in spots)
        for spot in spots:
            self.settle(sheet, *spot)
        return Problem("存疑", self._cells.place(page, *spots[0]), code, f"{what}：{where}", hint, values)
