"""Bytes as text: decoded by what they are, never by what the machine would assume."""

from __future__ import annotations

import codecs
import re

# the marks of UTF-32 begin with those of UTF-16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# control characters that no text holds; a file with them is no text in this encoding
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")


def decode(data: bytes) -> str | None:
    """Text in UTF-8, UTF-16 or GB 18030, with or without a mark, UTF-32 with one; None when it is none of them."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark):], encoding)
    names: tuple[str, ...] = ("utf-8", "gb18030")
    if b"\x00" in data:
        # in which half of each pair the zeros of separators and digits stand
        names = ("utf-16-be",) if data[::2].count(0) > data[1::2].count(0) else ("utf-16-le",)
    found = (_decoded(data, name) for name in names)
    return next((text for text in found if text is not None), None)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _BINARY.search(text) else text
