"""How a sheet prints and scrolls: paper, margins, one page wide, repeated header, footer, frozen panes."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from breakdown.book import Chart, Charts, Sheet
from breakdown.files.placed import Placed
from breakdown.files.styles import Page
from breakdown.files.widths import Widths

_PAPER_CODES = {"A4": 9, "A3": 8}
# A header row is frozen only where enough of the screen remains for the rows below it (points).
_MOST_FROZEN = 200.0
# Leading columns stay in sight on wide tables, up to this width.
_FROZEN_WIDTH, _WIDE_TABLE = 54.0, 170.0


def set_up_page(sheet: Worksheet, spec: Sheet, page: Page, last_row: int, last_column: int) -> None:
    """Paper, margins, footer and print area."""
    inch = 25.4
    sheet.set_paper(_PAPER_CODES[spec.paper])
    if spec.landscape:
        sheet.set_landscape()
    sheet.set_margins(page.left / inch, page.right / inch, page.top / inch, page.bottom / inch)
    sheet.fit_to_pages(1, int(spec.one_page))
    sheet.center_horizontally()
    note = spec.footer.replace("&", "&&")[:200]
    sheet.set_footer(f"&L{note}&C第 &P 页 共 &N 页", {"margin": page.footer / inch})
    sheet.set_header("", {"margin": page.header / inch})
    sheet.print_area(0, 0, last_row, last_column)


def freeze(sheet: Worksheet, spec: Sheet, grids: Sequence[Placed], widths: Widths, above: float) -> None:
    """Repeat the header of the longest grid on every page; freeze it on the screen when the sheet has but one grid.

    above: the height of the lines over the first grid, in points.
    """
    repeated = [placed for placed in grids if placed.grid.repeat]
    # a page of charts wants no header of a table
    if repeated and not any(isinstance(block, Chart | Charts) for block in spec.blocks):
        longest = max(repeated, key=lambda placed: placed.end - placed.first)
        sheet.repeat_rows(longest.top, longest.first - 1)
    if not spec.freeze or len(grids) != 1:
        return
    if above <= _MOST_FROZEN:
        sheet.freeze_panes(grids[0].first, _frozen_columns(widths))


def _frozen_columns(widths: Widths) -> int:
    if sum(widths.columns) < _WIDE_TABLE:
        return 0
    total, count = 0.0, 0
    for width in widths.columns:
        total += width
        if total > _FROZEN_WIDTH:
            break
        count += 1
    return widths.offset + count if count else 0
