"""Plain text: UTF-8 with or without BOM, UTF-16, GB18030; rows parted by tabs or bars are a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from breakdown.encoding import decode
from breakdown.errors import NoticeError
from breakdown.read.boxes import box_cells, draws_rule, is_boxed
from breakdown.read.contents import Contents, Placed
from breakdown.read.spaced import spaced_rows
from breakdown.read.steps import Step

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_LABELLED = re.compile(r"\s*[\u4e00-\u9fff]{2,6}\s*[:：]\s*\S")
_BAR = re.compile(r"(?<!\\)[|｜│┃]")
# a line of a table that only draws its borders
_RULE = re.compile(r"[\s|｜│┃:+=\-─━┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛═╔╦╗╠╬╣╚╩╝║]+")
_FEWEST_CELLS, _FEWEST_ROWS = 3, 3
_HEADING = 40
_HIGHEST = 20
_MARKS = "、，,；;。：:“”（()）"


class _Row(NamedTuple):
    """A line of the file: its number, its text, its cells (none: no row of a table), whether it only draws borders."""

    number: int
    text: str
    cells: tuple[str, ...]
    rule: bool

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell)


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Lines of a text file, blank ones included, and its tables; NoticeError when no encoding fits."""
    text = decode(data)
    if text is None:
        expected = "应是 UTF-8、UTF-16 或 GB18030 编码的文本"
        raise NoticeError(f"“{name}”的文字编码无法识别", expected, "请用记事本打开后另存为 UTF-8")
    return gather_lines(text)


def gather_lines(text: str) -> Contents:
    """Paragraphs and tables of a text, each with the number of its line as its place."""
    contents = Contents()
    rows = [_split(number, line) for number, line in enumerate(_LINE_END.split(text), 1)]
    at = 0
    while at < len(rows):
        if drawn := _drawn(rows, at):
            contents.table(box_cells([(row.number, row.text) for row in drawn if row.text.strip()]))
            at += len(drawn)
        elif run := _run(rows, at):
            contents.table(_place(run))
            at += len(run)
        elif spaced := spaced_rows([row.text for row in rows[at : at + 1000]]) if "号" in rows[at].text[:12] else []:
            contents.table([
                (row, column, 1, 1, text, f"第{rows[at + row].number}行")
                for row, cells in enumerate(spaced)
                for column, text in enumerate(cells)
            ])
            at += len(spaced)
        else:
            cell = _cell(rows, at)
            text = _joined(cell) if len(cell) > 1 else rows[at].text
            contents.paragraph(text, f"第{rows[at].number}行")
            at += max(len(cell), 1)
    return contents


def _cell(rows: Sequence[_Row], at: int) -> Sequence[_Row]:
    """The lines of a cell that stands between lines of nothing but a bar; none where no such cell begins."""
    if not at or not _is_bar(rows[at - 1]):
        return ()
    cell = list(takewhile(lambda row: row.text.strip() and not _BAR.search(row.text), rows[at : at + _HIGHEST]))
    end = at + len(cell)
    return cell if end < len(rows) and _is_bar(rows[end]) else ()


def _joined(cell: Sequence[_Row]) -> str:
    """The lines of a cell as one; names below each other stay apart."""
    text = " ".join(row.text.strip() for row in cell)
    return re.sub(rf"(?<=[{_MARKS}]) | (?=[{_MARKS}])", "", text)


def _is_bar(row: _Row) -> bool:
    return row.text.strip() in ("|", "｜", "│", "┃")


def _split(number: int, text: str) -> _Row:
    rule = bool(_RULE.fullmatch(text)) and len(text.strip()) >= _FEWEST_CELLS
    if len(_BAR.findall(text)) >= _FEWEST_CELLS - 1:
        cells = [cell.replace("\\|", "|") for cell in _BAR.split(text)]
    else:
        cells = text.split("\t")
    # 修桥|牵头：区交通局|时限：6月底 is a line of labels
    labelled = all(_LABELLED.match(cell) for cell in cells[-2:])
    shown = tuple(cell.strip() for cell in cells) if len(cells) >= _FEWEST_CELLS and not rule and not labelled else ()
    return _Row(number, text, shown if any(shown) else (), rule)


def _drawn(rows: Sequence[_Row], start: int) -> Sequence[_Row]:
    """The lines of the table drawn with line characters that begins here, blank ones between them included; or none."""
    # nearly all lines begin none: a look at one spares a walk through all that follow
    if not is_boxed(rows[start].text):
        return ()
    run = list(takewhile(lambda row: is_boxed(row.text) or not row.text.strip(), rows[start:]))
    while run and not run[-1].text.strip():
        run.pop()
    boxed = [row for row in run if row.text.strip()]
    whole = len(boxed) >= _FEWEST_ROWS and draws_rule(boxed[0].text)
    return run if whole and draws_rule(boxed[-1].text) else ()


def _run(rows: Sequence[_Row], start: int) -> Sequence[_Row]:
    """The lines of the table that begins here: rows, rules and blank lines, and headings between rows; else none."""
    if not rows[start].cells and not rows[start].rule:
        return ()
    end = start
    for at in range(start, len(rows)):
        row = rows[at]
        if row.cells or row.rule:
            end = at + 1
        elif row.text.strip() and not _heads_rows(rows, at, len(rows[end - 1].cells)):
            break
    run = rows[start:end]
    full = sum(len(row.filled) > 1 for row in run)
    return run if full > 1 and sum(bool(row.cells or row.rule) for row in run) >= _FEWEST_ROWS else ()


def _heads_rows(rows: Sequence[_Row], at: int, wide: int) -> bool:
    """Whether a line without cells, or the two from here, stand as headings before a row as wide as the one above."""
    below = [row for row in rows[at : at + 5] if row.text.strip()]
    headings = list(takewhile(lambda row: not row.cells, below))
    if not below[len(headings) :] or len(below[len(headings)].cells) != wide:
        return False
    return all(len(row.text.strip()) <= _HEADING and not row.text.rstrip().endswith("。") for row in headings)


def _place(run: Sequence[_Row]) -> list[Placed]:
    """The cells of a table; a row with one word only is a heading over the whole width."""
    written = [row for row in run if not row.rule and row.text.strip()]
    # bars at the sides of all rows are borders
    used = [column for row in written for column, cell in enumerate(row.cells) if cell]
    first, last = min(used), max(used)
    placed: list[Placed] = []
    for at, row in enumerate(written):
        place = f"第{row.number}行"
        if len(row.filled) > 1:
            cells = row.cells[first : last + 1]
            placed += [(at, column, 1, 1, cell, place) for column, cell in enumerate(cells)]
        else:
            placed.append((at, 0, 1, last + 1 - first, row.filled[0] if row.filled else row.text.strip(), place))
    return placed
