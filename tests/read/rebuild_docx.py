"""Word documents for tests: a notice's lines as paragraphs, rows as a table, or a document from bare XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document

UP, LEFT = "^", "<"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{}</Types>'
)
_PART_TYPE = (
    '<Override PartName="/word/{0}.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{1}+xml"/>'
)


def rebuild_docx(text: str) -> bytes:
    """A docx with one paragraph per line of a notice, blank ones and outer spaces kept."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return _saved(document)


def table_docx(rows: Sequence[Sequence[str]], above: Sequence[str] = (), below: Sequence[str] = ()) -> bytes:
    """A docx with a table of header and rows between paragraphs; "^" is merged with the cell above, "<" on the left."""
    document = Document()
    for line in above:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for across, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            wide = next((n for n, each in enumerate(row[across + 1 :], 1) if each != LEFT), len(row) - across)
            column = [each[across] for each in rows[at + 1 :]]
            high = next((n for n, each in enumerate(column, 1) if each != UP), len(rows) - at)
            table.cell(at, across).merge(table.cell(at + high - 1, across + wide - 1)).text = text
    for line in below:
        document.add_paragraph(line)
    return _saved(document)


def raw_docx(body: str, **parts: str) -> bytes:
    """A docx from the XML of its body; parts: the insides of styles, numbering, footnotes, header1, footer1 …

    The prefixes w, r, mc, wps, v, o and m are declared; a header is referred to by its own name (r:id="header1").
    """
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in parts
    )
    types = "".join(_PART_TYPE.format(name, name.rstrip("0123456789")) for name in parts)
    roots = {"header": "hdr", "footer": "ftr"}
    files = {
        "[Content_Types].xml": _TYPES.format(types),
        "_rels/.rels": _relations(f'<Relationship Id="a" Type="{_KINDS}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in parts.items():
        root = roots.get(name.rstrip("0123456789"), name)
        files[f"word/{name}.xml"] = f"<w:{root} {_SPACES}>{inside}</w:{root}>"
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def paragraph(text: str, form: str = "") -> str:
    """The XML of a paragraph; form: what stands in its pPr."""
    return f'<w:p><w:pPr>{form}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
