"""The plain scripts that reading is measured against: they walk through all text of a file and understand nothing.

    python -m tests.bench.read_peers text FILE    typer is imported, the lines counted
    python -m tests.bench.read_peers docx FILE    python-docx over paragraphs and cells
    python -m tests.bench.read_peers xlsx FILE    openpyxl over all cells
    python -m tests.bench.read_peers html FILE    lxml.html, text content
    python -m tests.bench.read_peers pdf FILE     pdfplumber, extract_tables of every page
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path


def walk_text(file: str) -> int:
    """Lines of a text, and the library that the program cannot do without."""
    import typer  # noqa: F401

    return len(Path(file).read_text(encoding="utf-8").splitlines())


def walk_docx(file: str) -> int:
    """Paragraphs and cells with python-docx."""
    import docx
    from docx.text.paragraph import Paragraph

    count = 0
    for block in docx.Document(file).iter_inner_content():
        if isinstance(block, Paragraph):
            count += bool(block.text)
        else:
            count += sum(bool(cell.text) for row in block.rows for cell in row.cells)
    return count


def walk_xlsx(file: str) -> int:
    """Cells with openpyxl."""
    from openpyxl import load_workbook

    book = load_workbook(file)
    return sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)


def walk_html(file: str) -> int:
    """Characters with lxml."""
    import lxml.html

    return len(lxml.html.fromstring(Path(file).read_bytes()).text_content())


def walk_pdf(file: str) -> int:
    """Rows of all tables with pdfplumber."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        return sum(len(table) for page in document.pages for table in page.extract_tables())


PEERS: dict[str, Callable[[str], int]] = {
    "text": walk_text, "docx": walk_docx, "xlsx": walk_xlsx, "html": walk_html, "pdf": walk_pdf,
}  # fmt: skip

if __name__ == "__main__":
    print(PEERS[sys.argv[1]](sys.argv[2]))
