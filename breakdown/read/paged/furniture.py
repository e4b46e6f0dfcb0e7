"""Running heads and page numbers: which lines of a page are of the page, not of the notice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from breakdown.read.paged.lines import TextLine

# A page number in dress: - 3 -, 第3页, 第 3 页 共 20 页, 3/20.
_DRESSED = re.compile(r"[-—–―一~～·\s]+\d{1,4}[-—–―一~～·\s]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_BARE = re.compile(r"\s*[0-9]{1,4}\s*")
# So many lines at the upper and the lower end of a page may be furniture.
_DEPTH = 3


class Sheet:
    """What is known of one page for this purpose: its size, its lines outside tables, where its tables stand."""

    def __init__(self, number: int, width: float, height: float, lines: Sequence[TextLine], tables: Sequence[float]):
        self.number, self.width, self.height = number, width, height
        self.lines = list(lines)
        self.tables = list(tables)

    def ends(self, above: bool) -> list[int]:
        """The outermost lines, the first of all first, as far as no table stands before them."""
        order = range(len(self.lines)) if above else range(len(self.lines) - 1, -1, -1)
        edge = min(self.tables, default=self.height) if above else max(self.tables, default=0.0)
        outer = [index for index in order if (self.lines[index].base < edge) == above]
        return outer[:_DEPTH]


def find_furniture(sheets: Sequence[Sheet]) -> dict[int, set[int]]:
    """By page number the places of its lines that are furniture."""
    return {
        sheet.number: {index for above in (True, False) for index in _outer(sheet, sheets, above)} for sheet in sheets
    }


def _outer(sheet: Sheet, sheets: Sequence[Sheet], above: bool) -> list[int]:
    """The outermost lines at one end of a page that are furniture; repeated ones only if the text keeps away from them.

    The same words may stand at the head of many pages because many tasks have them.
    """
    ends = sheet.ends(above)
    found: list[int] = []
    sure = 0
    for index in ends:
        line = sheet.lines[index]
        others = _alike(line, sheets, above)
        if _numbers_page(sheet, index, others, above):
            sure = len(found) + 1
        elif not _repeats(sheet, index, others, len(sheets)):
            break
        found.append(index)
    while len(found) > sure and not _keeps_away(sheet, found[-1], above):
        found.pop()
    return found


def _numbers_page(sheet: Sheet, index: int, others: Sequence[tuple[Sheet, TextLine]], above: bool) -> bool:
    """Whether a line is the number of its page, or holds it among words that other pages repeat."""
    line = sheet.lines[index]
    if _counts_pages(sheet, line, others):
        return True
    if _BARE.fullmatch(line.text):
        return _keeps_away(sheet, index, above) and _at_edge(sheet, line) and _is_centred(sheet, line)
    return _DRESSED.fullmatch(line.text.strip()) is not None and _at_edge(sheet, line)


def _repeats(sheet: Sheet, index: int, others: Sequence[tuple[Sheet, TextLine]], pages: int) -> bool:
    """Whether a line stands on many pages with the same words, on both where there are two."""
    line = sheet.lines[index]
    same = sum(other.text.strip() == line.text.strip() for _, other in others)
    return same >= max(3, 0.4 * pages) or same == pages == 2 and _at_edge(sheet, line)


def _alike(line: TextLine, sheets: Sequence[Sheet], above: bool) -> list[tuple[Sheet, TextLine]]:
    """The outer lines of all pages that stand as high, counted from the same edge of the page."""
    found = []
    for sheet in sheets:
        for index in sheet.ends(above):
            if abs(sheet.lines[index].base - line.base) < 3:
                found.append((sheet, sheet.lines[index]))
                break
    return found


def _counts_pages(sheet: Sheet, line: TextLine, others: Sequence[tuple[Sheet, TextLine]]) -> bool:
    """Whether a number in a line rises as the pages do, while the words stay; the numbers of tasks do not."""
    masked = _masked(line.text)
    same = [(other.number, _NUMBER.findall(text.text)) for other, text in others if _masked(text.text) == masked]
    for place, value in enumerate(_NUMBER.findall(line.text)):
        ahead = int(value) - sheet.number
        if sum(int(values[place]) - number == ahead for number, values in same) >= max(3, 0.5 * len(others)):
            return True
    return False


def _keeps_away(sheet: Sheet, index: int, above: bool) -> bool:
    """Whether the text of the page begins well below, or ends well above, a line."""
    line = sheet.lines[index]
    inner = index + 1 if above else index - 1
    if not 0 <= inner < len(sheet.lines):
        return True
    return abs(sheet.lines[inner].base - line.base) > 1.9 * line.size


def _at_edge(sheet: Sheet, line: TextLine) -> bool:
    return line.base < 0.1 * sheet.height or line.base > 0.9 * sheet.height


def _is_centred(sheet: Sheet, line: TextLine) -> bool:
    return abs((line.x0 + line.x1) / 2 - sheet.width / 2) < 0.03 * sheet.width


def _masked(text: str) -> str:
    return _NUMBER.sub("#", text).strip()
