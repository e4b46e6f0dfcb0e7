"""Plain text: UTF-8 with or without BOM, UTF-16, GB18030."""

from __future__ import annotations

import codecs
import re

from breakdown.document import Paragraph
from breakdown.errors import NoticeError

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(data: bytes, name: str) -> tuple[Paragraph, ...]:
    """Lines of a text file, blank ones included; NoticeError when no encoding fits or it holds no Chinese text."""
    text = _decode(data, name)
    if "\x00" in text or not re.search(r"[\u4e00-\u9fff]", text):
        raise NoticeError(f"“{name}”里没有中文文字", "应是一份工作任务分解通知", "请确认文件没有损坏、没有选错")
    return tuple(Paragraph(line, number) for number, line in enumerate(_LINE_END.split(text), 1))


def _decode(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _unreadable(name) from error
    # UTF-16 without its mark: Chinese text has no zero bytes, but its line ends have one in every pair
    if b"\x00" in data[:4096]:
        little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        try:
            return data.decode("utf-16-le" if little else "utf-16-be")
        except UnicodeDecodeError as error:
            raise _unreadable(name) from error
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable(name)


def _unreadable(name: str) -> NoticeError:
    expected = "应是 UTF-8、UTF-16 或 GB18030 编码的文本"
    return NoticeError(f"“{name}”的文字编码无法识别", expected, "请用记事本打开后另存为 UTF-8")
