"""Plain text: UTF-8 with or without BOM, UTF-16, GB18030."""

from __future__ import annotations

import re

from breakdown.document import Paragraph
from breakdown.encoding import decode
from breakdown.errors import NoticeError

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")


def read_text(data: bytes, name: str) -> tuple[Paragraph, ...]:
    """Lines of a text file, blank ones included; NoticeError when no encoding fits or it holds no Chinese text."""
    text = decode(data)
    if text is None:
        expected = "应是 UTF-8、UTF-16 或 GB18030 编码的文本"
        raise NoticeError(f"“{name}”的文字编码无法识别", expected, "请用记事本打开后另存为 UTF-8")
    if not re.search(r"[\u4e00-\u9fff]", text):
        raise NoticeError(f"“{name}”里没有中文文字", "应是一份工作任务分解通知", "请确认文件没有损坏、没有选错")
    return tuple(Paragraph(line, number) for number, line in enumerate(_LINE_END.split(text), 1))
