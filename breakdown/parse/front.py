"""What the letter around the tasks says: title, work year, attachments that it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from breakdown.parse.account import Account, attachment_name, is_closing, is_imprint, is_note
from breakdown.parse.lines import Line, squeeze
from breakdown.problems import Problem

# a letter's title, with the authority that issues it
_LETTER = re.compile(r"[\u4e00-\u9fff]{0,30}关于[^关]{2,70}?(通知|意见|函)$")
_ISSUER = re.compile(r"^[\u4e00-\u9fff]{3,24}(政府|办公室|办公厅|委员会)$")
_PLAN = re.compile(r"(任务|责任|目标|工作报告|重点工作).{0,16}(分解|分工|清单|方案|要点|安排)")
# 附件：1.指标分解表 2.任务分解表
_NEXT = re.compile(r"\s+\d\s*[.．、]\s*")
_FILE_SUFFIX = re.compile(r"\.(docx?|xlsx?|pdf|wps|et|ofd|zip|rar)\b.*$", re.IGNORECASE)
# a title by its form alone: the year of the work, and what kind of paper it is (2024年绿色行动任务表)
_DATED = re.compile(
    r"20\d\d年(?!\d{1,2}月).{2,40}(表|单|书|图|榜|册|一览|台账|任务|要点|安排|计划|方案)([（(].*[）)])?$"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_ALONE = re.compile(r"^[（(]?(20\d\d)年\d{1,2}月\d{1,2}日[）)]?$")
_CHINESE_YEAR = re.compile("二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
# a title stands among the first lines
_TITLES = 6
_NUMBER_YEAR = re.compile(r"[〔\[【(（](20\d\d)[〕\]】)）]\s*\d+\s*号")


class Front(NamedTuple):
    """The letter: its title, the work year (0 = not printed), where the year stands, the texts outside the tasks."""

    title: str
    year: int
    year_source: str
    texts: tuple[str, ...]


def read_front(lines: Sequence[Line], account: Account) -> Front:
    """Title and year from the lines that are not tasks."""
    outside = [line for line in lines if line.text and account.fate(line.number) not in ("task", "heading", "columns")]
    head = outside[:40]
    title = _title(head)
    year, source = _year(title, head, outside)
    return Front(title, year, source, tuple(line.text for line in outside))


def _title(head: Sequence[Line]) -> str:
    """The letter's title, which is often broken over two or three lines; else any line that names a breakdown."""
    for count in (1, 2, 3):
        for index in range(len(head)):
            parts = [line.text for line in head[index : index + count]]
            joined = squeeze("".join(parts))
            if any(part.endswith(("。", "：", ":")) for part in parts) or len(joined) > 90:
                continue
            if match := _LETTER.search(joined):
                issuer = squeeze(head[index - 1].text) if index and match[0].startswith("关于") else ""
                return (issuer if _ISSUER.search(issuer) else "") + match[0]
    plain = (squeeze(line.text) for line in head if len(line.text) <= 60 and not line.text.endswith("。"))
    return next((text for text in plain if _PLAN.search(text) and not text.startswith("附件")), "")


def _year(title: str, head: Sequence[Line], outside: Sequence[Line]) -> tuple[int, str]:
    if match := _YEAR.search(_narrow(title)):
        return int(match[1]), "标题"
    for line in head:
        if len(line.text) <= 60 and _PLAN.search(line.text) and (match := _YEAR.search(_narrow(line.text))):
            return int(match[1]), "标题"
    for line in head[:_TITLES]:
        if len(line.text) <= 60 and _DATED.search(text := _narrow(line.text)) and (match := _YEAR.search(text)):
            return int(match[1]), "标题"
    texts = [_narrow(line.text) for line in outside]
    for text in texts:
        if match := _NUMBER_YEAR.search(text):
            return int(match[1]), "文号"
    for text in texts:
        # the authority may stand before it in the same line
        day = text if _ALONE.match(squeeze(text)) else re.sub(r"^[\u4e00-\u9fff]{3,24}\s+", "", text.strip())
        if match := _ALONE.match(squeeze(day)):
            return int(match[1]), "落款日期"
    return 0, ""


def _narrow(text: str) -> str:
    """A text whose digits may be as wide as Chinese characters, or whose years are written with such (二〇二五年)."""
    plain = unicodedata.normalize("NFKC", text)
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), plain)


def book_around(lines: Sequence[Line], tables: Sequence[int], in_text: bool, account: Account) -> None:
    """Book what stands around tables: the letter above them, beside tasks in the text only titles; notes below."""
    if not tables:
        return
    for line in lines:
        if not line.text or account.fate(line.number):
            continue
        if not in_text and line.number < max(tables):
            account.book(line.number, "front")
        elif line.number > min(tables) and (is_note(line.text) or is_imprint(line.text)):
            account.book(line.number, "closing")
    for table in tables if in_text else ():
        _book_titles(lines, table, account)


def _book_titles(lines: Sequence[Line], before: int, account: Account) -> None:
    """Book the few lines just above a table (attachment mark, title, totals) as front."""
    above = [line for line in lines if line.text and line.number < before and not account.fate(line.number)]
    for line in above[-3:]:
        if len(line.text) <= 60 and not line.text.endswith("。"):
            account.book(line.number, "front")


def _is_title(text: str, wanted: str) -> bool:
    """Whether a line is the title of an attachment; the letter may have left out its beginning (云河区2023年…)."""
    title = squeeze(text).strip("《》")
    return title == wanted or title.endswith(wanted) and len(title) <= len(wanted) + 12 and not is_closing(text)


def check_attachments(lines: Sequence[Line], account: Account, places: dict[int, str]) -> list[Problem]:
    """Attachments that the letter names but whose text does not follow."""
    problems = []
    named: set[str] = set()
    closing = [each for each in lines if account.fate(each.number) == "closing"]
    for line, name in [(each, name) for each in closing for name in _NEXT.split(attachment_name(each.text))]:
        wanted = _FILE_SUFFIX.sub("", squeeze(name))
        if not wanted or wanted in named:
            continue
        named.add(wanted)
        title = [other for other in lines if other.number > line.number and _is_title(other.text, wanted)]
        for other in title:
            account.book(other.number, "front")
        if not title:
            problems.append(
                Problem(
                    "错误", places[line.number], "attachment-missing", f"通知提到附件“{name}”，但文件里没有附件的内容",
                    "请索取附件一并读取；责任单位、时限可能都在附件里", line.text,
                )
            )
    return problems
