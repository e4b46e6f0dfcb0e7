"""The plain scripts that reading is measured against: they print all text of a file and understand nothing.

    python -m tests.bench.read_peers text FILE    typer is imported, the file printed
    python -m tests.bench.read_peers docx FILE    python-docx over paragraphs and cells
    python -m tests.bench.read_peers xlsx FILE    openpyxl over all cells
    python -m tests.bench.read_peers html FILE    lxml.html, text content without scripts
    python -m tests.bench.read_peers pdf FILE     pdfplumber, extract_tables of every page
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path


def walk_text(file: str) -> Iterator[str]:
    """A text, and the library that the program cannot do without."""
    import typer  # noqa: F401

    yield Path(file).read_text(encoding="utf-8")


def walk_docx(file: str) -> Iterator[str]:
    """Paragraphs and cells with python-docx."""
    import docx
    from docx.text.paragraph import Paragraph

    for block in docx.Document(file).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def walk_xlsx(file: str) -> Iterator[str]:
    """Cells with openpyxl."""
    from openpyxl import load_workbook

    for sheet in load_workbook(file):
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def walk_html(file: str) -> Iterator[str]:
    """The text of the page with lxml."""
    import lxml.html

    page = lxml.html.fromstring(Path(file).read_bytes())
    for hidden in page.xpath("//script | //style"):
        hidden.drop_tree()
    yield page.text_content()


def walk_pdf(file: str) -> Iterator[str]:
    """Cells of all tables with pdfplumber, the header once."""
    import pdfplumber

    with pdfplumber.open(file) as document:
        rows = [row for page in document.pages for table in page.extract_tables() for row in table]
    for row in (rows[0], *(row for row in rows if row != rows[0])):
        yield from (cell or "" for cell in row)


PEERS: dict[str, Callable[[str], Iterator[str]]] = {
    "text": walk_text, "docx": walk_docx, "xlsx": walk_xlsx, "html": walk_html, "pdf": walk_pdf,
}  # fmt: skip

if __name__ == "__main__":
    print("\n".join(PEERS[sys.argv[1]](sys.argv[2])))
