"""The package of a Word document: its parts as trees, unpacked one by one and only when asked for."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from breakdown.errors import NoticeError
from breakdown.files.archive import Archive, grows, open_archive, unpack
from breakdown.files.limits import MOST_BYTES, broken, encrypted, suspicious
from breakdown.read.word.elements import Element

# A part with more tags than this has more than a thousand pages.
_MOST_TAGS = 1_500_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The names of the strict flavour of the format → those of the usual one.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Package:
    """A Word document's parts; relations of the main part by identifier and by kind."""

    def __init__(self, name: str, archive: Archive) -> None:
        self._name = name
        self._archive = archive
        self._entries = {entry.name: entry for entry in archive.members}
        self._main = self._main_part()
        relations = f"{dirname(self._main)}/_rels/{self._main.rpartition('/')[2]}.rels"
        self._relations = self._related(relations, dirname(self._main))

    @property
    def names(self) -> set[str]:
        """Names of the parts."""
        return set(self._entries)

    def main(self) -> Element:
        """The tree of the text itself; NoticeError where it has no body."""
        root = self._tree(self._main)
        if root is None:
            raise _without_text(self._name)
        return root

    def by_id(self, identifier: str) -> Element | None:
        """The root of a part to which the text refers by an identifier (a header)."""
        return self._tree(self._relations.get(identifier, ("", ""))[1])

    def by_kind(self, kind: str) -> Element | None:
        """The root of the only part of one kind (styles, numbering, footnotes)."""
        return next((self._tree(part) for each, part in self._relations.values() if each == kind), None)

    def _main_part(self) -> str:
        for kind, part in self._related("_rels/.rels", "").values():
            if kind == "officeDocument" and part in self._entries:
                return part
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise _without_text(self._name)

    def _related(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        """Kind and part by identifier; what lies outside the package is left out."""
        root = self._tree(part)
        related = {}
        for each in [] if root is None else root.iter(_RELATIONS):
            if each.get("TargetMode") != "External":
                target = each.get("Target", "")
                path = target[1:] if target.startswith("/") else normpath(join(folder, target))
                related[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], path)
        return related

    def _tree(self, part: str) -> Element | None:
        entry = self._entries.get(part)
        if entry is None:
            return None
        if entry.locked:
            raise encrypted(self._name)
        data = unpack(self._archive, entry)
        if data is None:
            raise broken(self._name)
        if grows(data):
            raise suspicious(self._name)
        if b"http://purl.oclc.org/ooxml/" in data[:20000]:
            for strict, usual in _STRICT.items():
                data = data.replace(strict, usual)
        return parse_part(self._name, data)


def parse_part(name: str, data: bytes) -> Element:
    """A tree of XML without entities; NoticeError or WorkbookError when it is too large or broken."""
    from lxml import etree

    if data.count(b"<") > _MOST_TAGS:
        raise NoticeError(f"“{name}”的内容太多", "应是一份通知", "请确认没有选错文件，或拆成几份后再读取")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise broken(name) from error


def open_package(name: str, data: bytes) -> Package:
    """A Word document in memory; NoticeError or WorkbookError when it is broken, locked, harmful or has no text."""
    return Package(name, open_archive(name, data, MOST_BYTES))


def _without_text(name: str) -> NoticeError:
    expected = "应是完整的 docx 文档"
    return NoticeError(f"“{name}”里没有正文部分", expected, "请用 Word 或 WPS 打开检查，另存为 docx 后再读取")
