"""What a reader of one format gathers: blocks numbered in print order, and what it noticed about the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breakdown.document import Block, Cell, Paragraph, Table
from breakdown.errors import NoticeError
from breakdown.problems import Problem

# A cell as a reader finds it: zero-based row and column, how many rows and columns it covers, its text, its place.
Placed = tuple[int, int, int, int, str, str]
# More cells than any list of tasks has.
_MOST_CELLS = 500_000
# More lines and cells than any notice has; what follows takes its time for each.
_MOST_PIECES = 40_000
_LONGEST = 150_000
_MOST_CHARACTERS = 2_000_000


def check_size(cells: int) -> None:
    """NoticeError when a table has far more cells, the empty ones counted, than any list of tasks."""
    if cells > _MOST_CELLS:
        hint = "请确认没有选错文件；删去多余的行和列后再读取"
        raise NoticeError("文件里有一个表格的单元格太多", "应是一份任务清单", hint)


class Contents:
    """Paragraphs and tables in the order in which they are added; every piece gets the next number."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.doubts: list[str] = []
        self._last = self._characters = 0

    def paragraph(self, text: str, place: str = "", furniture: bool = False) -> None:
        """Add one line; a text that holds line breaks becomes several lines of one place."""
        for piece in text.split("\n"):
            if len(piece) > _LONGEST:
                found = f"文件里有一行超过 {_LONGEST // 10_000} 万字"
                raise NoticeError(found, "应是一份通知", "请确认没有选错文件；确是通知的，请分行后再读取")
            self.blocks.append(Paragraph(piece, self._next(piece), place, furniture))

    def table(self, cells: Sequence[Placed], name: str = "") -> None:
        """Add a table from its cells; a cell covers what no cell before it covers, gaps become empty cells.

        What stands in one column alone is a frame around running text, and becomes paragraphs.
        NoticeError when it is far too large.
        """
        ends = [(row + max(high, 1), column + max(wide, 1)) for row, column, high, wide, *_ in cells]
        covered = sum(max(high, 1) * max(wide, 1) for _, _, high, wide, *_ in cells)
        size = max((end for end, _ in ends), default=0) * max((end for _, end in ends), default=0)
        check_size(max(size, covered))
        self._check_length(self._last + len(cells))
        grid: dict[tuple[int, int], Placed] = {}
        for placed in cells:
            row, column, high, wide = placed[:4]
            for at in range(row, row + max(high, 1)):
                for across in range(column, column + max(wide, 1)):
                    grid.setdefault((at, across), placed)
        if grid and not any(column and text.strip() for _, column, *_, text, _ in grid.values()):
            # a frame around running text
            for placed in dict.fromkeys(grid[place] for place in sorted(grid)):
                self.paragraph(placed[4], placed[5])
            return
        if not grid:
            return
        high, wide = (max(place[axis] for place in grid) + 1 for axis in (0, 1))
        made: dict[Placed, Cell] = {}
        rows = tuple(tuple(self._cell(grid, row, column, made) for column in range(wide)) for row in range(high))
        self.blocks.append(Table(rows, name))

    def extend(self, other: Contents, prefix: str) -> None:
        """Add all of another file's contents behind these, its places behind a prefix (the name of that file)."""
        for block in other.blocks:
            if isinstance(block, Paragraph):
                place = f"{prefix}{block.place or f'第{block.line}行'}"
                self.blocks.append(Paragraph(block.text, self._next(block.text), place, block.furniture))
            else:
                renumbered = {
                    cell.line: Cell(cell.text, self._next(cell.text), f"{prefix}{cell.place}") for cell in block.cells()
                }
                rows = tuple(tuple(renumbered[cell.line] for cell in row) for row in block.rows)
                self.blocks.append(Table(rows, block.name))
        self.problems += other.problems
        self.doubts += other.doubts

    def _cell(
        self, grid: Mapping[tuple[int, int], Placed], row: int, column: int, made: dict[Placed, Cell]
    ) -> Cell:
        placed = grid.get((row, column))
        if placed is None:
            return Cell("", self._next(""))
        if placed not in made:
            made[placed] = Cell(placed[4], self._next(placed[4]), placed[5])
        return made[placed]

    def _next(self, text: str) -> int:
        self._last += 1
        self._characters += len(text)
        self._check_length(self._last)
        return self._last

    def _check_length(self, pieces: int) -> None:
        if pieces > _MOST_PIECES or self._characters > _MOST_CHARACTERS:
            many = pieces > _MOST_PIECES
            most = f"{_MOST_PIECES // 10_000} 万行（或单元格）" if many else f"{_MOST_CHARACTERS // 10_000} 万字"
            raise NoticeError(f"文件超过 {most}", "应是一份通知", "请确认没有选错文件；确是通知的，请拆开后读取")
