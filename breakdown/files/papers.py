"""Papers as Word documents: a template that an office may edit in Word, filled in by docxtpl."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docxtpl import DocxTemplate
from jinja2 import TemplateError as Mistake
from lxml.etree import LxmlError

from breakdown.errors import TemplateError, WorkbookError
from breakdown.files.archive import open_archive, unpacked
from breakdown.files.paper_text import (
    NEXT,
    Line,
    bare,
    body_lines,
    body_text,
    filled_text,
    margin_lines,
    new_environment,
)
from breakdown.files.refusals import refusal
from breakdown.files.templates import find_template
from breakdown.paper import Field, Paper

# Room for a seal or an emblem; no template needs more.
_MOST_BYTES = 20_000_000
# Documents carry a date of creation; a fixed one makes equal content equal bytes.
_MADE, _PACKED = datetime(2000, 1, 1), (1980, 1, 1, 0, 0, 0)
# What XML cannot hold, and the signs by which docxtpl begins paragraphs and pages.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WHOLE = "跨几段的循环和条件要写成 {%p … %}，跨表格几行的写成 {%tr … %}，并且独占一段、一行"


def paper_bytes(paper: Paper, folder: Path | None = None, seal: str = "") -> bytes:
    """The .docx of a paper, the office's own template before the bundled one; the same paper gives the same bytes.

    seal: the identifier among the document's properties. Raises TemplateError with the file and, where there is one,
    the paragraph or row of a table and the field.
    """
    path = find_template(paper.template, folder)
    data, empty = _opened(path)
    fields: dict[str, Any] = {name: _clean(value) for name, value in paper.fields.items()}
    lines = body_lines(empty)
    said = filled_text(path, lines, fields)
    filled_text(path, margin_lines(empty), fields)
    try:
        template = DocxTemplate(io.BytesIO(data))
        template.render(fields, new_environment(), autoescape=True)
    except (Mistake, LxmlError) as error:
        raise _torn(path, lines) from error
    document: Docx = template.docx
    if body_text(document) != bare(said):
        raise _torn(path, lines)
    return _steady(document, paper.name, seal)


def _opened(path: Path) -> tuple[bytes, Docx]:
    """The bytes of a template, looked through before they are unpacked, and the document in them."""
    try:
        data = path.read_bytes()
        for _ in unpacked(path.name, open_archive(path.name, data, _MOST_BYTES)):
            pass
        return data, Document(io.BytesIO(data))
    except OSError as error:
        why = refusal(error)
        raise TemplateError(f"{path} 打不开（{why.reason}）", "", why.next_step) from error
    except (WorkbookError, OpcError, LxmlError, KeyError, ValueError, AttributeError) as error:
        expected = f"应为 Word 文档（docx），不超过 {_MOST_BYTES // 1_000_000} MB"
        raise TemplateError(f"{path} 已损坏，或者不是 Word 文档", expected, NEXT) from error


def _clean(value: Field) -> Field:
    if isinstance(value, str):
        return _CONTROLS.sub("", value)
    if isinstance(value, int):
        return value
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value]


def _torn(path: Path, lines: list[Line]) -> TemplateError:
    """The mistake of a template whose marks would tear the document, or swallow what stands beside them."""
    line = next((line for line in lines if line.beside), None)
    where = f" {line.place}“{line.quoted}”" if line else ""
    return TemplateError(f"{path}{where}填好以后不是原来的样子，会缺文字", _WHOLE, NEXT)


def _steady(document: Docx, title: str, seal: str) -> bytes:
    """A document as bytes that depend on nothing but what it says."""
    about = document.core_properties
    about.title, about.created, about.modified, about.last_printed = title, _MADE, _MADE, _MADE
    about.identifier = seal
    for cell in document.element.body.iter(qn("w:tc")):
        # a condition may have taken all that a cell held, and Word opens no cell without a paragraph
        if cell.find(qn("w:p")) is None:
            cell.append(OxmlElement("w:p"))
    saved, steady = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _PACKED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts.read(name))
    return steady.getvalue()
