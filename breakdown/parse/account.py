"""Where every line of a notice went: the first law, no line lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from breakdown.document import Document, Paragraph
from breakdown.parse.lines import bare
from breakdown.problems import Problem
from breakdown.words import Furniture

_DATE = re.compile(r"^(\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|二[〇○零Oo\d].{3,12}日|\d{6,8})$")
_ATTACHMENT = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]*\s*([:：].*)?$")
_MARK = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]?$")
_NOTE = re.compile(r"^(注|备注|说明|填[报表]说明|[脚尾]注\d+)\s*[:：]")
_FOOTNOTE = re.compile(r"^[脚尾]注\d+：")


class Account:
    """The fate of every line by number; a line is booked once, and what is never booked is reported as unread."""

    def __init__(self, document: Document) -> None:
        self._texts: dict[int, str] = {}
        # cells of one table row are reported together
        self._rows: dict[int, int] = {}
        for block in document.blocks:
            for row in [(block,)] if isinstance(block, Paragraph) else block.rows:
                for piece in row:
                    if text := bare(piece.text):
                        self._texts.setdefault(piece.line, text)
                        self._rows.setdefault(piece.line, row[0].line)
        self._fates: dict[int, str] = {}

    @property
    def texts(self) -> Mapping[int, str]:
        """What stands in each line that is not blank, by its number."""
        return self._texts

    def book(self, number: int, fate: str) -> None:
        """Note where a line went: task, heading, columns (the head of a table), front, furniture, closing."""
        self._fates.setdefault(number, fate)

    def fate(self, number: int) -> str:
        """Where a line went; "" while it is not booked."""
        return self._fates.get(number, "")

    def numbers(self, fate: str) -> list[int]:
        """The lines that met one fate, in order."""
        return sorted(number for number, met in self._fates.items() if met == fate)

    def left(self) -> list[tuple[int, str]]:
        """Every line or table row of which something ended nowhere: its first number, what is left of its text."""
        rows: dict[int, list[int]] = {}
        for number in self._texts:
            if number not in self._fates:
                rows.setdefault(self._rows[number], []).append(number)
        return [(numbers[0], " | ".join(self._texts[each] for each in numbers)) for numbers in sorted(rows.values())]

    def unread(self, place: Callable[[int], str]) -> list[Problem]:
        """One problem for every such line or row, quoting it."""
        hint = "如属任务内容，请在“任务核对”表中补入；如是网页或版面文字，可不理会"
        problems = []
        for number, text in self.left():
            sentence = f"这一行没有归入任何任务：“{text[:80]}”"
            problems.append(Problem("存疑", place(number), "unread", sentence, hint, text))
        return problems


def is_furniture(text: str, words: Furniture) -> bool:
    """Whether a line is text of a web page or of the page layout, not of the notice."""
    pieces = re.split(r"】\s*【|\]\s*\[", text.strip("【】[]〔〕 "))
    return all(_furniture(words).fullmatch(piece.strip()) for piece in pieces)


@lru_cache(maxsize=4)
def _furniture(words: Furniture) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words.patterns) or "(?!)")


def is_closing(text: str) -> bool:
    """Whether a line ends the body of a letter: a date, the list of attachments."""
    return bool(is_date(text) or _ATTACHMENT.match(text))


def begins_annex(text: str) -> bool:
    """Whether a line is the mark above an attachment (附件2) and nothing else."""
    return bool(_MARK.match(text))


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date."""
    return bool(_DATE.match(text))


def is_imprint(text: str) -> bool:
    """Whether a line is the date of printing or signing at the very end of a notice."""
    return is_date(re.sub(r"[印签]发$", "", text))


def is_note(text: str) -> bool:
    """Whether a line is a note under a table."""
    return bool(_NOTE.match(text))


def is_footnote(text: str) -> bool:
    """Whether a line is a note of the file itself, which explains a word far above it."""
    return bool(_FOOTNOTE.match(text))


def attachment_name(text: str) -> str:
    """The title of an attachment that a line names (附件：…); "" when it names none."""
    match = re.match(r"^附\s*件\s*\d*\s*[:：]\s*(?:\d+\s*[.．、]\s*)?(.+)$", text)
    return match[1].strip("。.《》 ") if match else ""
