"""Tables of a web page: which only lay out the page, and where the cells of the others stand."""

from __future__ import annotations

from collections.abc import Iterator

from breakdown.files.limits import Allowance
from breakdown.read.web.page import Element, Page, tag_of

_GROUPS = ("thead", "tbody", "tfoot")
_MOST_SPAN = 1000
# A table of which one cell holds more than this share, and as many sentences, lays out the page.
_MOST_SHARE, _SENTENCES = 0.6, 8
# Row, column, rows and columns covered, the cell.
Place = tuple[int, int, int, int, Element]


def is_layout(page: Page, table: Element) -> bool:
    """Whether a table only arranges the page: its text is to be read cell after cell."""
    rows = [[cell for cell in _cells(row) if _size(page, cell)] for row in _rows(table)]
    rows = [row for row in rows if row]
    if table.get("role") in ("presentation", "none") or max(map(len, rows), default=0) < 2:
        return True
    cells = [cell for row in rows for cell in row]
    total = sum(_size(page, cell) for cell in cells)
    largest = page.measure(max(cells, key=lambda cell: _size(page, cell)))
    inner = max(page.measure(cell).tables for cell in cells)
    if inner > total / 2 or (largest.plain > total * _MOST_SHARE and largest.ends >= _SENTENCES):
        return True
    labels = sum("".join(cell.itertext()).rstrip().endswith(("：", ":")) for cell in cells)
    # one row is a heading of columns, or boxes that stand side by side
    return labels >= len(cells) / 3 or (len(rows) < 2 and len(cells) < 3)


def cell_places(page: Page, table: Element) -> Iterator[Place]:
    """Every cell of a table where its rowspan and colspan, and those of the cells above, put it."""
    allowance = Allowance(page.name)
    rows = list(_rows(table))
    # by column the first row that is free again
    free: dict[int, int] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while free.get(column, 0) > at:
                allowance.spend(1)
                column += 1
            wide = min(max(_span(cell.get("colspan")), 1), _MOST_SPAN)
            high = _span(cell.get("rowspan"))
            # a cell may claim more rows than there are, and 0 means all that follow
            high = min(high, len(rows) - at) if high else len(rows) - at
            allowance.spend(high * wide)
            free.update((each, at + high) for each in range(column, column + wide))
            yield at, column, high, wide, cell
            column += wide


def _size(page: Page, cell: Element) -> int:
    held = page.measure(cell)
    return held.plain + held.linked


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        tag = tag_of(child)
        if tag == "tr":
            yield child
        elif tag in _GROUPS:
            yield from (row for row in child if tag_of(row) == "tr")


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if tag_of(cell) in ("td", "th"))


def _span(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
