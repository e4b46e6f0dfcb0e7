"""What stands just above a table: headings of its tasks, its title, the mark of an attachment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from breakdown.document import Block, Paragraph
from breakdown.names import unit_share
from breakdown.parse.account import is_date, is_furniture
from breakdown.parse.duty.labels import split_labels
from breakdown.parse.lines import read_number, squeeze
from breakdown.parse.tables.evidence import is_section, is_subsection
from breakdown.words import Words

_MARK = re.compile(r"^(附\s*[件表]|表)\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*")
_MEASURE = re.compile(r"^[（(]?(计量)?单位[:：]|^(填报|制表|统计|截止)\S{0,4}[:：]")
# 交办单位：甲局; who fills in or prints the paper is somebody else
_UNITS_OF_ALL = re.compile(
    r"^(?!填|制|报送|编制|印发|发文|统计|抄送|主送|盖章|审核|配合|协)[\u4e00-\u9fff]{0,6}(单位|部门|科室|处室|主体|乡镇|街道)"
    r"(名称)?[:：](?P<units>.+)$"
)
# the month on a cover (二〇二二年三月)
_MONTH = re.compile(r"^(20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,2}月$")
# 具体任务见下表：
_POINTS = re.compile(r"^[^，。；]{0,12}(?:见|如)(?:下|附)表(?:所示)?[：:。]?$")
_LONGEST, _MOST_LINES = 60, 6
# A line as short as this ends a title that began in the line above.
_SHORT = 8


class Above(NamedTuple):
    """A heading above tasks: its depth (1 = 一、, 2 = （一）), its text, its line."""

    level: int
    text: str
    line: int


class Caption(NamedTuple):
    """Numbered headings, the title, the lines that they take.

    marked: an attachment or a numbered table begins here. units: a label with units for all tasks (交办单位：甲局), its
    level 0.
    """

    headings: tuple[Above, ...]
    title: str
    lines: tuple[int, ...]
    marked: bool
    units: Above | None = None


def read_caption(blocks: Sequence[Block], at: int, words: Words) -> Caption:
    """The short lines above the table at one place, up to a sentence, a date or a task."""
    above: list[Paragraph] = []
    for block in reversed(blocks[:at]):
        if not isinstance(block, Paragraph) or len(above) == _MOST_LINES:
            break
        if block.blank or block.furniture or is_furniture(block.text, words.furniture):
            continue
        if not _titles(block.text.strip(), words):
            break
        above.insert(0, block)
        if _MARK.match(block.text.strip()):
            break
    return caption_of([(block.line, block.text) for block in above], words)


def units_above(text: str, words: Words) -> bool:
    """Whether a line above a table gives the units of all its tasks: a word for units, then nothing but units."""
    match = _UNITS_OF_ALL.match(squeeze(text))
    return match is not None and unit_share(match["units"], words.units) == 1


def value_of(text: str) -> str:
    """What stands behind the label of such a line."""
    return re.split("[:：]", text, maxsplit=1)[1].strip()


def caption_of(lines: Sequence[tuple[int, str]], words: Words) -> Caption:
    """The caption that some lines make."""
    headings: list[Above] = []
    title, marked = "", False
    units: Above | None = None
    for number, line in lines:
        text = line.strip()
        if units_above(text, words):
            units = Above(0, text, number)
        elif is_section(text) or is_subsection(text):
            headings.append(Above(1 if is_section(text) else 2, text, number))
        elif not _MEASURE.match(squeeze(text)) and not _POINTS.match(squeeze(text)):
            marked = marked or bool(_MARK.match(text))
            rest = squeeze(_MARK.sub("", text))
            title = title + rest if len(rest) < _SHORT else rest
    return Caption(tuple(headings), title, tuple(line for line, _ in lines), marked, units)


def _titles(text: str, words: Words) -> bool:
    if _POINTS.match(squeeze(text)) or units_above(text, words):
        return True
    dated = is_date(text) or _MONTH.match(squeeze(text))
    if len(text) > _LONGEST or text.endswith(("。", "：", ":", "；", ";", "，")) or dated:
        return False
    number = read_number(text)
    if number is not None and not (is_section(text) or is_subsection(text)):
        return False
    return not split_labels(text, words)[1] or bool(_MEASURE.match(squeeze(text)))
