"""The account of a returned workbook: which of its non-empty cells have been dealt with (law 2: no cell is lost)."""

from __future__ import annotations

from breakdown.cells import WorkbookCells, cell_name, cell_text
from breakdown.problems import Problem


class Account:
    """All non-empty cells of a workbook; each is settled once it is known as issued, recorded or named by a problem."""

    def __init__(self, cells: WorkbookCells) -> None:
        self._cells = cells
        self._left = [
            {(row, column) for row, values in enumerate(sheet.rows) for column, value in enumerate(values)
             if cell_text(value)}
            for sheet in cells.sheets
        ]

    def settle(self, sheet: int, row: int, column: int) -> None:
        """Strike one cell off."""
        self._left[sheet].discard((row, column))

    def left(self, sheet: int, row: int | None = None) -> list[tuple[int, int]]:
        """The cells of a sheet, or of one of its rows, that nothing has accounted for, from top left."""
        return sorted(cell for cell in self._left[sheet] if row is None or cell[0] == row)

    def name(self, sheet: int, spots: list[tuple[int, int]], code: str, what: str, hint: str) -> Problem:
        """One problem that names some cells with their values, and strikes them off."""
        page = self._cells.sheets[sheet]
        where = "、".join(cell_name(*spot) for spot in spots)
        values = "；".join(page.text(*spot) for spot in spots)
        for spot in spots:
            self.settle(sheet, *spot)
        return Problem("存疑", self._cells.place(page, *spots[0]), code, f"{what}：{where}", hint, values)
