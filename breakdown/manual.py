"""The README as a manual: its sections by title, and for every command what it says about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from breakdown.errors import BreakdownError

_NEXT = "请运行 breakdown help 看全部主题"
_FENCE = "```"
_HEADING = re.compile(r"(##+) (.*)")
_MARKS = re.compile(r"<!--.*?-->\n")


def sections(text: str) -> dict[str, str]:
    """Every section by its title without marks, in order; one that holds others comes with them."""
    found: dict[str, list[str]] = {}
    open_: list[tuple[int, str]] = []
    fenced = False
    for line in _MARKS.sub("", text).splitlines():
        fenced ^= line.startswith(_FENCE)
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading:
            level, title = len(heading[1]), heading[2].replace("`", "")
            open_ = [(above, name) for above, name in open_ if above < level] + [(level, title)]
            found[title] = []
        for _, title in open_:
            found[title].append(line)
    return {title: "\n".join(lines) + "\n" for title, lines in found.items()}


def page(text: str, commands: Sequence[str], topic: str) -> str:
    """What the README says on a topic, as Markdown: a command by its words, a section by its title or a part of it.

    BreakdownError when it is neither, or could be several sections.
    """
    found = sections(text)
    named = [command for command in commands if topic in (command, command.split()[-1])]
    if named:
        return _command_page(found, named[0])
    fitting = [title for title in found if _plain(topic) in _plain(title)]
    exact = [title for title in fitting if _plain(topic) == _plain(title)] or fitting
    if not exact:
        raise BreakdownError(f"没有“{topic}”这个主题", "应是命令名，或说明中的标题", _NEXT)
    if len(exact) > 1:
        raise BreakdownError(f"“{topic}”可以是几个主题", "、".join(exact), "请写得更完整些")
    return found[exact[0]]


def _command_page(found: Mapping[str, str], command: str) -> str:
    """The usage of a command, every paragraph and block of commands that speaks of it, and where these stand."""
    spoken = re.compile(rf"\bbreakdown (?:-C \S+ )?{command}\b")
    usage, said, seen = list[str](), list[str](), list[str]()
    for title, text in found.items():
        before = ""
        for part in parts(text):
            if part.startswith("|"):
                rows = (row for row in part.splitlines() if re.match(rf"\| `breakdown {command}\b", row))
                usage += ["\n\n".join(cells(row)) for row in rows]
            elif spoken.search(part):
                # what leads to a block of commands explains it
                said += [before, part] if part.startswith(_FENCE) else [part]
                seen.append(title)
            before = "" if part.startswith(("#", "|", _FENCE)) else part
    others = "、".join(dict.fromkeys(seen))
    tail = f"全部选项：`breakdown {command} --help`。" + (f"另见：{others}。" if others else "")
    return "\n\n".join([f"## breakdown {command}", *usage, *filter(None, dict.fromkeys(said)), tail]) + "\n"


def parts(text: str) -> list[str]:
    """The paragraphs, tables, lists and blocks of commands of a Markdown text, in order; headings are paragraphs."""
    found: list[list[str]] = [[]]
    fenced = False
    for line in text.splitlines():
        edge = line.startswith(_FENCE)
        apart = not line.strip() or (bool(found[-1]) and found[-1][-1].startswith("|") != line.startswith("|"))
        if not fenced and (edge or apart):
            found.append([])
        fenced ^= edge
        if fenced or line.strip():
            found[-1].append(line)
    return ["\n".join(lines) for lines in found if lines]


def cells(row: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]


def _plain(title: str) -> str:
    return re.sub(r"\s", "", title).casefold()
