"""The help page of a command, in Chinese; columns line up although a character takes the room of two letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import east_asian_width

import typer

# Words that the parser writes itself.
_WORDS = tuple((re.compile(english), chinese) for english, chinese in (
    ("^Usage: ", "用法："), (r"\[OPTIONS\]", "[选项]"), (r"COMMAND \[ARGS\]\.\.\.", "命令 …"), ("^Options$", "选项"),
    ("^Commands$", "命令"), ("^Arguments$", "参数"), (r"\[required\]", "[必填]"), (r"\[default: ", "[默认 "),
    (";required]", "；必填]"), (r"\[x>=(\d+)\]", r"[至少 \1]"), ("<int>", "整数"),
    # what an argument is called says what it is
    (r" <(path|str|bool|list\[\w+\])>", ""),
))  # fmt: skip
# What stays on one line: a default, a word in letters, a character with the stops behind it.
_PIECES = re.compile(r"\[默认 [^]]*\]|[!-~]+[，。、；：）”]*|\S[，。、；：）”]*|\s+")
_LONGEST_NAME, _BETWEEN = 30, 2


class HelpPage(typer.Context.formatter_class):  # type: ignore[misc, valid-type]
    """What a command's help is written into."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, _in_chinese(args), _in_chinese(prefix or "Usage: "))

    def write_heading(self, heading: str) -> None:
        """What the next lines are."""
        self.write(f"{_in_chinese(heading)}：\n")

    def write_text(self, text: str) -> None:
        """A paragraph."""
        indent = " " * self.current_indent
        self.write("".join(f"{indent}{line}\n" for line in _lines(text, self.width - self.current_indent)))

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: Any) -> None:
        """Names, and beside them what they mean; beside a long name on the next line."""
        table = [(_in_chinese(name), _in_chinese(meaning)) for name, meaning in rows]
        column = min(_LONGEST_NAME, max(_cells(name) for name, _ in table)) + _BETWEEN
        indent = " " * self.current_indent
        for name, meaning in table:
            lines = _lines(meaning, self.width - self.current_indent - column)
            beside = column - _cells(name)
            first = f"{name}{' ' * beside}{next(lines)}" if beside >= _BETWEEN else name
            self.write("".join(f"{indent}{line}\n" for line in (first, *(" " * column + line for line in lines))))


def _in_chinese(text: str) -> str:
    for english, chinese in _WORDS:
        text = english.sub(chinese, text)
    return text


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _lines(text: str, width: int) -> Iterator[str]:
    """A text in lines of so many cells; an empty one is one line."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and _cells((line + piece).rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()
