"""Over which cells of an xlsx file pictures lie; what a picture shows nobody here can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from posixpath import basename
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from breakdown.files.xlsx_percents import Place, sheet_names

_RELATIONS = "xl/worksheets/_rels/"


def picture_cells(parts: Mapping[str, bytes]) -> dict[str, set[Place]]:
    """By sheet name the cells in which pictures begin; parts: the file's XML by part name."""
    names = {basename(part): name for part, name in sheet_names(parts).items()}
    found: dict[str, set[Place]] = defaultdict(set)
    for part, text in parts.items():
        sheet = names.get(basename(part).removesuffix(".rels"), "")
        if part.startswith(_RELATIONS) and sheet:
            for relation in _tree(text):
                drawing = parts.get(f"xl/drawings/{basename(relation.get('Target', ''))}", b"")
                found[sheet].update(_begins(_tree(drawing)))
    return found


def _begins(drawing: Element) -> Iterator[Place]:
    """The cells in which pictures begin; what hangs on no cell begins in the first one."""
    for anchor in drawing:
        if next(_all(anchor, "pic"), None) is None:
            continue
        begin = next(_all(anchor, "from"), anchor)
        told = {_local(each): (each.text or "").strip() for each in begin}
        row, column = told.get("row", ""), told.get("col", "")
        yield int(row) if row.isdecimal() else 0, int(column) if column.isdecimal() else 0


def _tree(text: bytes) -> Element:
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, LookupError):
        # a drawing that cannot be read is not worth losing the form for
        return Element("none")


def _all(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if _local(each) == name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
