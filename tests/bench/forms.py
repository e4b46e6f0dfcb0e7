"""The notice of notice.py in the formats in which offices send it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from tests.bench.notice import COLUMNS, head_lines, task_rows, write_notice
from tests.read.rebuild_docx import paragraph, raw_docx
from tests.read.rebuild_html import page_of_lines, page_of_table
from tests.read.rebuild_pdf_table import Ruled, table_pdf
from tests.read.rebuild_sheets import book_of_table

# So narrow and so large that four hundred tasks fill sixty pages.
_RULED = Ruled(widths=(40, 110, 190, 90, 194, 90), size=15.6)


def write_forms(folder: Path, tasks: int) -> dict[str, Path]:
    """One file for every format, by what is said of it."""
    forms: dict[str, tuple[str, Callable[[int], bytes]]] = {
        "text": ("notice.txt", lambda count: write_notice(count).encode()),
        "docx, paragraphs": ("paragraphs.docx", _paragraphs),
        "docx, table": ("table.docx", _table),
        "xlsx": ("notice.xlsx", lambda count: book_of_table(_rows(count), head_lines(count)[-1])),
        "html, paragraphs": ("paragraphs.html", lambda count: page_of_lines(write_notice(count))),
        "html, table": ("table.html", lambda count: page_of_table(_rows(count), head_lines(count)[-1])),
        "pdf, 60 pages ruled": ("ruled.pdf", lambda count: table_pdf(_rows(count), _RULED, head_lines(count))),
    }
    for name, make in forms.values():
        (folder / name).write_bytes(make(tasks))
    return {label: folder / name for label, (name, _) in forms.items()}


def _rows(tasks: int) -> list[tuple[str, ...]]:
    return [COLUMNS, *task_rows(tasks)]


def _paragraphs(tasks: int) -> bytes:
    return raw_docx("".join(paragraph(escape(line)) for line in write_notice(tasks).splitlines()))


def _table(tasks: int) -> bytes:
    rows = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in _rows(tasks))
    above = "".join(paragraph(escape(line)) for line in head_lines(tasks))
    return raw_docx(f"{above}<w:tbl>{rows}</w:tbl>")


def _cell(text: str) -> str:
    return f"<w:tc>{paragraph(escape(text))}</w:tc>"
