"""A zip of a notice with its attachments: the letter first, the attachments behind it by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from breakdown.document import Paragraph
from breakdown.errors import NoticeError, WorkbookError
from breakdown.files.archive import open_archive
from breakdown.files.limits import MOST_BYTES
from breakdown.files.packs import SHARE, Member, is_litter, member_bytes, members
from breakdown.problems import Problem, Severity
from breakdown.read import read_contents
from breakdown.read.contents import Contents
from breakdown.read.steps import Step

_ATTACHED = re.compile(r"(?:^|/)\W*附|附\s*[件表录]\s*[\d一二三四五六七八九十]")
_NUMBER = re.compile(r"附\s*[件表录]\s*[（(]?\s*(\d{1,3}|[一二三四五六七八九十]{1,3})|(?<!\d)(\d{1,3})(?!\d)")
_LETTER = re.compile(r"通知|意见|函|方案|正文")
_NUMERALS = "〇一二三四五六七八九"
# Of one text saved in several formats the first of these is read.
_BEST = (".docx", ".xlsx", ".et", ".xls", ".ods", ".html", ".htm", ".txt", ".doc", ".wps", ".ofd", ".pdf")
_SHORT, _FEWEST, _SHARE_OF_LINES = 6, 3, 0.9
_MOST_FILES = 60


def gather(name: str, data: bytes, step: Step) -> Contents:
    """The contents of every file in an archive; NoticeError when a name in it climbs out, or nothing can be read.

    A file that cannot be read, one left by a program, and a second format of the same text are problems.
    """
    contents = Contents()
    litter = _litter(name, data)
    found = sorted(members(name, data, MOST_BYTES), key=lambda member: _order(_short(name, member)))
    if len(found) > _MOST_FILES:
        raise NoticeError(f"“{name}”里有 {len(found)} 个文件", "应是一份通知和它的附件", "请解压后指明要读的文件")
    texts: dict[str, str] = {}
    for member in found:
        short = _short(name, member)
        step("读取压缩包", len(found))
        try:
            inner = _read(name, data, member, step)
        except NoticeError as error:
            hint = error.next_step or "请解压后单独处理"
            contents.problems.append(_problem("错误", name, short, "file-unreadable", f"没有读入：{error.found}", hint))
            continue
        stem = short.rpartition(".")[0]
        if _repeats(inner, texts.get(stem, "")):
            sentence = "与同名的另一个文件内容相同，没有重复读入"
            contents.problems.append(_problem("提示", name, short, "file-skipped", sentence))
            continue
        texts[stem] = "".join(_lines(inner))
        contents.extend(inner, f"{short} ")
    if not texts:
        found_first = contents.problems[0].sentence if contents.problems else "没有文件"
        raise NoticeError(f"“{name}”里没有可以读取的文件（{found_first}）", "应是一份通知和它的附件", "请解压后查看")
    for left in litter:
        sentence = "是系统或程序留下的文件，没有读取"
        contents.problems.append(_problem("提示", name, left, "file-skipped", sentence))
    return contents


def _litter(name: str, data: bytes) -> list[str]:
    """The files that programs left in an archive; NoticeError when a name in it leads out of it."""
    names = [entry.name.replace("\\", "/") for entry in open_archive(name, data, SHARE * MOST_BYTES).members]
    climbing = next((each for each in names if ".." in each.split("/")), "")
    if climbing:
        found = f"“{name}”里有指向压缩包以外的文件名（{climbing[:60]}），可能有害"
        raise NoticeError(found, "应是一份通知和它的附件", "请勿打开，请发文单位重新发送")
    return [each for each in names if is_litter(each) and not each.endswith("/")]


def _read(name: str, data: bytes, member: Member, step: Step) -> Contents:
    if member.refusal:
        raise NoticeError(member.refusal.found, "", "请发文单位重新发送这个文件")
    try:
        inner = member_bytes(name, data, member.at, MOST_BYTES)
    except WorkbookError as error:
        raise NoticeError(error.found, "", "请发文单位重新发送这个文件") from error
    return read_contents(f"{name} {_short(name, member)}", inner, step)


def _short(name: str, member: Member) -> str:
    """A member's name without the archive's."""
    return member.name.removeprefix(f"{name}/")


def _order(short: str) -> tuple[bool, int, bool, str, int]:
    """Letters before attachments, those by their numbers; of several formats of one text the best first."""
    path = PurePosixPath(short)
    attached = _ATTACHED.search(short) is not None
    suffix = path.suffix.lower()
    best = _BEST.index(suffix) if suffix in _BEST else len(_BEST)
    letter = _LETTER.search(path.stem) is not None
    return attached, _number(short) if attached else 0, not letter, str(path.with_suffix("")), best


def _number(short: str) -> int:
    """The number of an attachment; 0 when it has none."""
    found = _NUMBER.search(short)
    text = (found[1] or found[2]) if found else "0"
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (10 * (_NUMERALS.find(tens) if tens else 1) if ten else 0) + max(_NUMERALS.find(ones), 0) * bool(ones)


def _lines(contents: Contents) -> Iterator[str]:
    """What stands in a file, without white space and furniture."""
    for block in contents.blocks:
        pieces = [block] if isinstance(block, Paragraph) else list(block.cells())
        for piece in pieces:
            if not (isinstance(piece, Paragraph) and piece.furniture):
                yield "".join(piece.text.split())


def _repeats(inner: Contents, known: str) -> bool:
    """Whether nearly all that a file says was said by another of its name."""
    lines = [line for line in _lines(inner) if len(line) >= _SHORT]
    return len(lines) >= _FEWEST and sum(line in known for line in lines) >= _SHARE_OF_LINES * len(lines)


def _problem(severity: Severity, name: str, short: str, code: str, sentence: str, hint: str = "") -> Problem:
    return Problem(severity, f"{name} {short}", code, sentence, hint, short)
