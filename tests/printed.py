"""What is on paper: a workbook or a document through LibreOffice as PDF, its texts, pictures and fonts.

check_workbook(path, folder) and check_document(path, folder) assert all that must hold of anything we print, and
return the pages for what else a test wants to see.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import needs_office, overlaps, to_pdf

# What may stand in for the Chinese fonts that a machine does not have.
STAND_INS = ("Noto", "SourceHan", "DroidSansFallback", "WenQuanYi", "ARPL", "Liberation", "DejaVu", "OpenSymbol",
             "Carlito", "Caladea", "Nimbus")
OWN = ("方正小标宋", "FZXiaoBiaoSong", "SimSun", "SimHei", "FangSong", "KaiTi", "宋体", "黑体", "仿宋", "楷体")
_FOOT = re.compile(r"第\d+页共\d+页")
_PAGE_NUMBER = re.compile(r"(?:—\d+—|第\d+页共\d+页)$")
_DPI = 100


@dataclass(frozen=True)
class Page:
    """One page: its text without blanks as drawn, letters and digits that no eye can see, size in mm."""

    text: str
    unseen: tuple[str, ...]
    size: tuple[int, int]


@dataclass(frozen=True)
class Printed:
    """A printed file."""

    pdf: Path
    pages: tuple[Page, ...]

    @property
    def text(self) -> str:
        """All pages."""
        return "".join(page.text for page in self.pages)


def print_out(path: Path, folder: Path) -> Printed:
    """A workbook or document as it comes out of the printer; skips the test where LibreOffice is missing."""
    needs_office()
    pdf = to_pdf(path, folder)
    with pdfplumber.open(pdf) as document:
        return Printed(pdf, tuple(_page(page) for page in document.pages))


def check_workbook(path: Path, folder: Path, most_pages: int = 200) -> Printed:
    """Every text of every visible sheet is on paper and seen, headers are repeated on each page, fonts are known."""
    printed = print_out(path, folder)
    book = openpyxl.load_workbook(path)
    sheets = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert [text for sheet in sheets for text in _texts(sheet) if text not in printed.text] == []
    assert len(sheets) <= len(printed.pages) <= most_pages
    bare = [(sheet.title, at + 1) for sheet, pages in zip(sheets, _shared_out(sheets, printed.pages), strict=True)
            for at in pages if not all(text in printed.pages[at].text for text in _head(sheet))]
    assert bare == [], "pages without the header of their sheet"
    assert [at for at, page in enumerate(printed.pages, 1) if not _FOOT.search(page.text)] == [], "no page number"
    _check_pages(printed)
    return printed


def check_document(path: Path, folder: Path, most_pages: int = 60) -> Printed:
    """Every paragraph and table cell of a Word document is on paper and can be seen, fonts are known."""
    import docx

    printed = print_out(path, folder)
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    texts = [_bare(text) for text in (*(paragraph.text for paragraph in document.paragraphs), *cells)]
    # a paragraph goes on behind the foot of its page; quotation marks are drawn when their font comes up
    drawn = _plain("".join(_PAGE_NUMBER.sub("", page.text) for page in printed.pages))
    assert [text for text in texts if _plain(text) not in drawn] == []
    assert 1 <= len(printed.pages) <= most_pages
    _check_pages(printed)
    return printed


def fonts(pdf: Path) -> list[tuple[str, bool]]:
    """The fonts of a PDF: name without the subset's letters, and whether it is embedded."""
    said = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True).stdout.splitlines()
    at = said[0].index("emb")
    return [(line.split()[0].partition("+")[2] or line.split()[0], line[at : at + 3].strip() == "yes")
            for line in said[2:]]


def _check_pages(printed: Printed) -> None:
    assert "###" not in printed.text, "a column is too narrow for its number"
    assert [(at, page.unseen) for at, page in enumerate(printed.pages, 1) if page.unseen] == [], "clipped"
    assert overlaps(printed.pdf) == [], "texts lie over each other"
    strange = [name for name, embedded in fonts(printed.pdf)
               if not embedded or not any(known in name for known in (*OWN, *STAND_INS))]
    assert strange == [], "neither embedded nor a stand-in that we know"


def _page(page: Any) -> Page:
    picture = page.to_image(resolution=_DPI).original.convert("L")
    text = "".join(sign["text"] for sign in page.chars)
    unseen = [sign["text"] for sign in page.chars if sign["text"].isalnum() and not _seen(picture, sign)]
    return Page(_bare(text), tuple(unseen), (round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)))


def _seen(picture: Any, sign: Any) -> bool:
    """Whether there is ink where a sign was drawn: what is clipped leaves one colour."""
    box = [round(sign[name] * _DPI / 72) for name in ("x0", "top", "x1", "bottom")]
    low, high = picture.crop((box[0], box[1], max(box[2], box[0] + 1), max(box[3], box[1] + 1))).getextrema()
    return bool(high - low > 40)


def _texts(sheet: Worksheet) -> Iterator[str]:
    """The texts that a sheet prints, without blanks; hidden rows and columns do not."""
    hidden = {name for name, column in sheet.column_dimensions.items() if column.hidden}
    for row in sheet.iter_rows():
        for cell in row:
            shown = cell.column_letter not in hidden if hasattr(cell, "column_letter") else False
            if shown and isinstance(cell.value, str) and not sheet.row_dimensions[cell.row].hidden:
                yield _bare(cell.value)


def _shared_out(sheets: Sequence[Worksheet], pages: Sequence[Page]) -> list[range]:
    """The pages of each sheet: it begins where its first text, the title, is drawn."""
    starts = [0]
    for sheet in sheets[1:]:
        first = next(_texts(sheet))
        starts.append(next((at for at in range(starts[-1] + 1, len(pages)) if first in pages[at].text), -1))
        assert starts[-1] > 0, f"no page begins with “{first}” of {sheet.title}"
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(pages)], strict=True)]


def _head(sheet: Worksheet) -> list[str]:
    """The texts of the rows that a sheet repeats on each page; none where it repeats nothing."""
    rows = [int(number) for number in re.findall(r"\d+", sheet.print_title_rows or "")]
    if not rows:
        return []
    hidden = {name for name, column in sheet.column_dimensions.items() if column.hidden}
    return [_bare(cell.value) for row in sheet.iter_rows(rows[0], rows[-1]) for cell in row
            if isinstance(cell.value, str) and getattr(cell, "column_letter", "") not in hidden]


def _plain(text: str) -> str:
    return re.sub("[“”]", "", text)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
