"""Streams of a pdf that unpack to far more than a page can hold: found before a parser unpacks them whole."""

from __future__ import annotations

import re
import zlib

# What one stream may unpack to; the text of a hundred crowded pages has less. Pictures are never unpacked.
MOST_UNPACKED = 64_000_000
_STREAM = re.compile(rb"stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_DICTIONARY = 2000


def grows_too_much(data: bytes) -> bool:
    """Whether a stream, other than a picture, unpacks to more than MOST_UNPACKED bytes."""
    end = 0
    for match in _STREAM.finditer(data):
        if match.start() < end or data[match.start() - 3 : match.start()] == b"end":
            continue
        start = match.end()
        # the dictionary of a stream stands before it, behind the end of the last object
        before = data[max(start - _DICTIONARY, 0) : match.start()].rpartition(b"endobj")[2]
        found = data.find(b"endstream", start)
        end = found if found >= 0 else len(data)
        if not _PICTURE.search(before) and _bursts(data[start:end]):
            return True
    return False


def _bursts(packed: bytes, depth: int = 2) -> bool:
    if packed[:1] != b"\x78" or not depth:
        return False
    try:
        unpacked = zlib.decompressobj().decompress(packed, MOST_UNPACKED + 1)
    except zlib.error:
        return False
    # a stream may be packed twice
    return len(unpacked) > MOST_UNPACKED or _bursts(unpacked, depth - 1)
