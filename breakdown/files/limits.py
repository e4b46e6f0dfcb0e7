"""How much a returned file may ask of us, and the refusals that readers share; every one says what to do next."""

from __future__ import annotations

from breakdown.encoding import decode
from breakdown.errors import HarmfulError, LockedError, OversizeError, WorkbookError

MEGABYTE = 1_000_000
# What a file may unpack to unless the folder's settings say otherwise.
MOST_BYTES = 200 * MEGABYTE
# A file of text that is longer than this was made by no form.
MOST_TEXT = 20 * MEGABYTE
# Cells of one workbook, the empty ones between them included: a thousand times what a form has.
MOST_CELLS = 5_000_000
_CHECK = "请用 Excel 打开检查，或请单位重新发送"


class Allowance:
    """The cells that a workbook may still lay out; one runs out before memory does."""

    def __init__(self, name: str) -> None:
        self._name, self._left = name, MOST_CELLS

    def spend(self, cells: int) -> None:
        """Take some; WorkbookError when there are not so many left."""
        self._left -= cells
        if self._left < 0:
            raise too_many_cells(self._name)


def too_many_cells(name: str) -> OversizeError:
    """The refusal of a workbook whose cells lie too far apart, or are too many."""
    return OversizeError(
        f"{name} 的单元格太多，或在离表格很远的地方还有内容", f"应为普通的填报表（不超过 {MOST_CELLS // 10000} 万格）",
        "请单位删去表格以外的行和列后重新发送",
    )


def too_large(name: str, most: int) -> OversizeError:
    """The refusal of a file that is, or unpacks to, more than `most` bytes."""
    return OversizeError(
        f"{name} 的内容超过 {most // MEGABYTE} MB", "应为普通的填报表",
        "请单位删去其中的图片后重新发送；确实需要时可在 breakdown.toml 里调大 max_mb",
    )


def broken(name: str) -> WorkbookError:
    """The refusal of a file that says it is a workbook but cannot be read as one."""
    return WorkbookError(f"{name} 已损坏或不完整", "应为 Excel 工作簿（xlsx、xls、ods）", _CHECK)


def suspicious(name: str) -> HarmfulError:
    """The refusal of a file with XML entities or encodings that no office program writes."""
    found = f"{name} 里有办公软件不会写的内容（XML 实体），可能有害"
    return HarmfulError(found, "应为普通的填报表", "请勿打开，请单位重新填报")


def encrypted(name: str) -> LockedError:
    """The refusal of a file that asks for a password."""
    return LockedError(f"{name} 设有打开密码", "应为未加密的工作簿", "请单位取消密码后重新发送")


def bounded_text(name: str, data: bytes, most: int) -> str:
    """The bytes of a text file as text; WorkbookError when they are too many or no text."""
    if len(data) > min(most, MOST_TEXT):
        raise too_large(name, min(most, MOST_TEXT))
    text = decode(data)
    if text is None:
        raise broken(name)
    return text
