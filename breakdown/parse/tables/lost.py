"""A table flattened into lines → rows as written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from breakdown.columns import WRITTEN
from breakdown.names import is_collective, split_units
from breakdown.parse.account import Account, is_furniture, is_imprint
from breakdown.parse.duty.clause import settle_roles
from breakdown.parse.lines import Line, squeeze
from breakdown.parse.origin import Origin
from breakdown.parse.outline.prose import kind_of
from breakdown.parse.tables.evidence import Block, is_section, score
from breakdown.parse.tables.grid import AFTER, SECTION, SUBSECTION, Cell, place_blocks
from breakdown.parse.tables.header import Field, Header, header_role
from breakdown.problems import Problem
from breakdown.words import Words

_COLUMN_OF: dict[Field, str] = {
    "number": "no", "section": "section", "subsection": "subsection", "content": "content", "goal": "goal",
    "deadline": "deadline_text", "leader": "leaders", "lead": "leads", "support": "supports", "remark": "remark",
    "person": "remark",
}

# So many numbers one behind the other number the rows.
_FEWEST_NUMBERS = 3
# A column whose points for a block come this close was considered, too.
_NEAR = 1.0


def make_table_rows(lines: list[Line], header: Header, words: Words, account: Account) -> list[dict[str, Any]]:
    """One row of columns.WRITTEN per table row, part "table", merged headings carried down; its lines are booked."""
    blocks, cells_show = _make_blocks(lines, header, words, account)
    columns = _with_numbers(header.fields, blocks)
    cells = place_blocks(blocks, columns, cells_show, words)
    groups = _group_rows(cells)
    fields = _heading_columns(columns, groups)
    rows: list[dict[str, Any]] = []
    section = subsection = guessed = ""
    above: dict[str, Origin] = {}
    waiting: list[Cell] = []
    for group in groups:
        text = group[0].block.text
        if group[0].state == AFTER:
            continue
        if group[0].state in (SECTION, SUBSECTION):
            section, subsection = (text, "") if group[0].state == SECTION else (section, text)
            name = "section" if group[0].state == SECTION else "subsection"
            above = {each: above[each] for each in above if each == "section" != name}
            above[name] = Origin(name, "表格里的标题行", tuple(group[0].block.numbers))
            guessed = text if group[0].state == SECTION and not is_section(text) else guessed
            waiting += group
            continue
        # a heading without rows stays unread
        _book(waiting, account, "heading")
        waiting = []
        row = _make_row(group, fields, words)
        row["origins"] += [] if row["section"] else [each for each in above.values() if not row[each.field]]
        if row["section"]:
            section, subsection = row["section"], row["subsection"]
        elif row["subsection"]:
            subsection = row["subsection"]
        if guessed:
            row["doubts"] = "\n".join(filter(None, [row["doubts"], f"“{guessed[:20]}”没有编号，按板块标题读取"]))
            guessed = ""
        row["doubts"] = "\n".join(filter(None, [row["doubts"], *header.doubts]))
        row |= {"section": section, "subsection": subsection, "kind": kind_of(section, words)}
        rows.append(row)
        _book(group, account, "task")
    return rows


def _with_numbers(fields: tuple[Field, ...], blocks: Sequence[Block]) -> tuple[Field, ...]:
    """The columns, with one of numbers before the task text where such stand although no word heads them."""
    if "number" in fields or sum(block.follows for block in blocks) < _FEWEST_NUMBERS:
        return fields
    at = fields.index("content")
    return (*fields[:at], "number", *fields[at:])


def _heading_columns(fields: Sequence[Field], groups: Sequence[Sequence[Cell]]) -> Sequence[Field]:
    """The columns, where the one heading column is of the second level because sections stand in rows of their own."""
    if "subsection" in fields or not any(group[0].state == SECTION for group in groups):
        return fields
    return ["subsection" if field == "section" else field for field in fields]


def _make_blocks(
    lines: list[Line], header: Header, words: Words, account: Account
) -> tuple[list[Block], bool]:
    """Blocks between blank lines, without page furniture and repeated headers; and whether empty cells show."""
    letter = [line for line in lines if line.number < header.first]
    kept = _without_signature([line for line in lines if line.number > header.last], letter, account)
    kept = _without_repeats(kept, header, words, account)
    groups: list[list[Line]] = []
    gaps: list[int] = []
    gap = last = 0
    for line in kept:
        # where page furniture was taken out, the blank lines around it are no gap in the table
        gap, last = gap if line.number <= last + 1 else 0, line.number
        if line.blank and not line.spaces_only:
            gap += 1
            continue
        if gap == 0 and groups and groups[-1][-1].number == line.number - 1:
            groups[-1].append(line)
        else:
            groups.append([line])
            gaps.append(gap)
        gap = 0
    cells_show = any(all(line.blank for line in group) for group in groups)
    # without a blank line between most lines, every line is a block of its own
    if sum(len(group) for group in groups) > 2 * max(len(groups), 1):
        return _number_blocks([Block((line.number,), (line.text,)) for line in kept if not line.blank]), False
    blocks: list[Block] = []
    for group, before in zip(groups, gaps, strict=True):
        if not cells_show and before >= 3 and blocks:
            blocks.append(Block((), ()))  # a wider gap is where an empty cell stood
        blocks.append(Block(tuple(line.number for line in group), tuple(line.text for line in group)))
    return _number_blocks(blocks), cells_show


def _without_signature(lines: list[Line], letter: Sequence[Line], account: Account) -> list[Line]:
    """Lines up to the authority and the date that sign a notice behind its table; the letter named it before."""
    filled = [line for line in lines if line.text]
    if len(filled) < 2 or not is_imprint(filled[-1].text):
        return lines
    issuer = squeeze(filled[-2].text)
    signed = any(squeeze(line.text).startswith(issuer) for line in letter)
    signature = filled[-2:] if signed else [line for line in filled[-1:] if line.text.endswith("发")]
    for line in signature:
        account.book(line.number, "closing")
    return [line for line in lines if line not in signature]


def _without_repeats(lines: list[Line], header: Header, words: Words, account: Account) -> list[Line]:
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if line.text and (is_furniture(line.text, words.furniture) or _repeats_header(lines, index, header, words)):
            account.book(line.number, "furniture")
        else:
            kept.append(line)
    return kept


def _repeats_header(lines: list[Line], index: int, header: Header, words: Words) -> bool:
    """Whether a line is one of the header's words printed again on a new page, beside another of them."""
    word = squeeze(lines[index].text)
    if word not in header.words or not header_role(word, words.labels):
        return False
    near = [squeeze(line.text) for line in lines[max(0, index - 4) : index + 5] if line.text]
    return sum(text in header.words for text in near) >= 2


def _number_blocks(blocks: list[Block]) -> list[Block]:
    """Mark bare numbers that follow the bare number before them by one or two: they number rows; and their headings."""
    last = 0
    marked: list[Block] = []
    for block in blocks:
        digits = block.text.rstrip(".．、")
        if digits.isdigit() and len(digits) <= 3:
            marked.append(block._replace(follows=0 < int(digits) - last <= 2))
            last = int(digits) if marked[-1].follows or not last else last
        else:
            marked.append(block)
    return [
        block._replace(heads=after is not None and after.follows and len(block.numbers) == 1)
        for block, after in zip(marked, [*marked[1:], None], strict=False)
    ]


def _group_rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = []
    for cell in cells:
        last = groups[-1][-1].state if groups else SECTION
        if last < 0 or cell.state < last or cell.state < 0:
            groups.append([cell])
        else:
            groups[-1].append(cell)
    return groups


def _book(cells: Sequence[Cell], account: Account, fate: str) -> None:
    for cell in cells:
        for number in cell.block.numbers:
            account.book(number, fate)


def _make_row(cells: Sequence[Cell], fields: Sequence[Field], words: Words) -> dict[str, Any]:
    row: dict[str, Any] = {"part": "table", **dict.fromkeys(_COLUMN_OF.values(), "")}
    for cell in cells:
        name = _COLUMN_OF[fields[cell.state]]
        if cell.block.text:
            row[name] = "\n".join(filter(None, [row[name], cell.block.text]))
    row["no"] = row["no"].rstrip(".．、")
    duty = settle_roles(row["leads"], row["supports"], words)
    row |= {"leads": duty.leads, "supports": duty.supports, "said": duty.said or "support" in fields}
    row["leaders"] = "、".join(filter(None, [row["leaders"], duty.leaders]))
    row["deadline_text"] = row["deadline_text"] or duty.deadline
    row["remark"] = "\n".join(filter(None, [row["remark"], duty.persons, duty.note]))
    row["lines"] = [number for cell in cells for number in cell.block.numbers]
    row["line"] = min(row["lines"], default=0)
    row["origins"] = [_origin(cell, fields, words) for cell in cells if cell.block.text]
    row["doubts"] = "\n".join(filter(None, [duty.doubt, *_doubts(cells, row, fields, words)]))
    return row


def _origin(cell: Cell, fields: Sequence[Field], words: Words) -> Origin:
    """The column a block was taken for, and the other columns that its wording fits as well."""
    others = [
        WRITTEN.column(_COLUMN_OF[field]).header
        for field in dict.fromkeys(fields)
        if field != fields[cell.state] and score(cell.block, field, words) >= cell.points - _NEAR
    ]
    name = _COLUMN_OF[fields[cell.state]]
    considered = f"文字也像“{'”“'.join(others)}”栏的内容" if others else ""
    return Origin(name, f"表格的“{WRITTEN.column(name).header}”栏", cell.block.numbers, considered)


def _doubts(cells: Sequence[Cell], row: dict[str, Any], fields: Sequence[Field], words: Words) -> list[str]:
    doubts = []
    if not row["no"] and "number" in fields:
        doubts.append("这一行没有序号，按前后位置读取")
    if not row["content"]:
        doubts.append("这一行没有读到任务内容")
    if any(not cell.block.numbers for cell in cells):
        doubts.append("此处版面留有空白，按空单元格处理，请核对牵头单位与配合单位")
    elif _uncertain_border(cells, fields, words):
        doubts.append("表格边框已丢失，牵头单位与配合单位的分界按文字判断，请核对")
    for cell in cells:
        if cell.points < -2 and cell.block.text and fields[cell.state] != "number":
            doubts.append(f"“{cell.block.text[:20]}”不像该栏的内容，请核对所在的栏")
    return doubts


def _uncertain_border(cells: Sequence[Cell], fields: Sequence[Field], words: Words) -> bool:
    """Whether several one-unit paragraphs leave open where the lead cell ends and the support cell begins."""
    leads = [cell.block for cell in cells if fields[cell.state] == "lead" and cell.block.text]
    supports = [cell.block for cell in cells if fields[cell.state] == "support" and cell.block.text]
    if len(leads) + len(supports) < 2 or len(leads) == len(supports) == 1 or "support" not in fields:
        return False
    if not supports or len(supports) > 1:
        return True
    names = split_units(supports[0].text, words.units)
    return len(names) == 1 and not names[0].open and not is_collective(names[0].text, words.units)


def check_rows(rows: list[dict[str, Any]], place_of: dict[int, str]) -> list[Problem]:
    """Gaps, repeats and missing numbers in the number column."""
    problems: list[Problem] = []
    for row in rows if any(row["no"] for row in rows) else []:
        if not row["no"]:
            text = row["content"][:40]
            sentence = f"表格中有一行没有序号：“{text}”"
            problems.append(Problem("存疑", place_of[row["line"]], "number-missing", sentence, "请核对通知原表"))
    numbered = [row for row in rows if row["no"].isdigit()]
    for before, row in pairwise(numbered):
        old, new = int(before["no"]), int(row["no"])
        if new not in (old + 1, 1):
            code = "number-repeat" if new == old else "number-gap"
            sentence = f"表格序号不连续：“{old}”之后是“{new}”" if new != old else f"表格序号“{new}”重复出现"
            problems.append(Problem("存疑", place_of[row["line"]], code, sentence, "请核对通知原表是否漏印"))
    return problems
