"""Damaged bytes of real forms: read, or refused in words; never anything else, never a hang."""

from __future__ import annotations

import io
import time
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.errors import WorkbookError
from breakdown.files.packs import member_bytes, members
from breakdown.files.reader import read_bytes
from breakdown.files.sniff import is_pack
from tests.files.attacks import GOOD, MOST, ods, zipped
from tests.files.test_formats import LINES, PAGE, marked

ODS = ods('<table:table-row><table:table-cell office:value-type="float" office:value="1" '
          'table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell></table:table-row>' * 20)
WHOLE = {
    "表.xlsx": GOOD, "批.xlsx": marked(), "表.ods": ODS, "表.csv": LINES.encode("gb18030"), "页.xls": PAGE.encode(),
    "包.zip": zipped(("甲/表.xlsx", GOOD), ("乙.csv", LINES)),
}


def harmed(data: bytes, dice: Random) -> bytes:
    """Bytes flipped, overwritten, cut out, put in, doubled, or the rest cut off."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        at, size = dice.randrange(len(made) + 1), dice.choice((1, 2, 4, 64))
        match dice.randrange(6):
            case 0:
                made[at:at + 1] = bytes(byte ^ 1 << dice.randrange(8) for byte in made[at:at + 1])
            case 1:
                made[at:at + size] = bytes([dice.choice((0, 127, 255))]) * len(made[at:at + size])
            case 2:
                del made[at:at + size]
            case 3:
                made[at:at] = dice.randbytes(size)
            case 4:
                made[at:at] = made[at - 4 * size:at]
            case 5 if dice.random() < 0.2:
                del made[at:]
    return bytes(made)


def harmed_inside(data: bytes, dice: Random) -> bytes:
    """A zip that is whole, with one member harmed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    bad = dice.randrange(len(parts))
    return zipped(*((name, harmed(part, dice) if at == bad else part) for at, (name, part) in enumerate(parts)))


def read(name: str, data: bytes) -> None:
    """Read a file, or all that an archive holds."""
    if is_pack(data, MOST):
        for member in members(name, data, MOST):
            if member.refusal is None:
                read_bytes(member.name, member_bytes(name, data, member.at, MOST))
    else:
        read_bytes(name, data)


@settings(max_examples=300)
@given(name=st.sampled_from(sorted(WHOLE)), seed=st.integers(0, 2**32), inside=st.booleans())
def test_damage_is_refused_in_words_or_read(name: str, seed: int, inside: bool) -> None:
    dice = Random(seed)
    zip_inside = inside and WHOLE[name].startswith(b"PK")
    data = harmed_inside(WHOLE[name], dice) if zip_inside else harmed(WHOLE[name], dice)
    start = time.process_time()
    try:
        read(name, data)
    except WorkbookError as error:
        assert error.found and error.next_step
    assert time.process_time() - start < 10


def test_a_member_without_a_name_is_no_reason_to_fall() -> None:
    """Found by a long run of the test above."""
    nameless = zipped(("@", "x"), ("乙.csv", LINES)).replace(b"@", b"\0")
    with pytest.raises(WorkbookError, match="压缩包"):
        read_bytes("表.xlsx", nameless)
    read("包.zip", nameless)


@pytest.mark.parametrize("name", WHOLE)
def test_undamaged_they_are_read(name: str) -> None:
    read(name, WHOLE[name])
