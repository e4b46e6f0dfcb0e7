"""Plain text: UTF-8 with or without BOM, UTF-16, GB18030."""

from __future__ import annotations

import re

from breakdown.encoding import decode
from breakdown.errors import NoticeError
from breakdown.read.contents import Contents
from breakdown.read.steps import Step

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Lines of a text file, blank ones included; NoticeError when no encoding fits."""
    text = decode(data)
    if text is None:
        expected = "应是 UTF-8、UTF-16 或 GB18030 编码的文本"
        raise NoticeError(f"“{name}”的文字编码无法识别", expected, "请用记事本打开后另存为 UTF-8")
    contents = Contents()
    for number, line in enumerate(_LINE_END.split(text), 1):
        contents.paragraph(line, f"第{number}行")
    return contents
