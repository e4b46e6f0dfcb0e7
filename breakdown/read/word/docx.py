"""Word documents (docx): paragraphs and tables as they stand when every tracked change is accepted."""

from __future__ import annotations

from collections.abc import Iterator

from breakdown.problems import Problem
from breakdown.read.contents import Contents, Placed
from breakdown.read.steps import Step
from breakdown.read.word.changes import Changes, settle
from breakdown.read.word.elements import PARAGRAPH, RELATION, TABLE, Element, W, find, pieces
from breakdown.read.word.numbering import Numbering
from breakdown.read.word.package import Package, open_package
from breakdown.read.word.styles import Styles
from breakdown.read.word.tables import Spot, is_layout, read_grid
from breakdown.read.word.text import Inline, Texts

_NOTES = (("footnotes", "footnote", "脚注"), ("endnotes", "endnote", "尾注"))
# Hidden pieces that are quoted; the others are counted.
_QUOTED = 3


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Text of a docx in print order: headers, body, footers (both as furniture), notes at the end.

    Places: 第12段 (blank ones counted), 表1第3行第2列, 脚注2. NoticeError or WorkbookError when the file is not whole.
    """
    reader = _Reader(name, open_package(name, data))
    reader.run()
    return reader.contents


class _Reader:
    """One document on its way into Contents."""

    def __init__(self, name: str, package: Package) -> None:
        self.contents = Contents()
        self._name = name
        self._package = package
        self._styles = Styles(package.by_kind("styles"))
        numbering = package.by_kind("numbering")
        self._changes = Changes()
        if numbering is not None:
            settle(numbering, Changes())
        self._numbering = Numbering(numbering, self._styles)
        self._texts = Texts(self._styles)
        self._paragraphs = self._tables = 0
        self._hidden: list[tuple[str, str]] = []
        self._objects: list[tuple[str, str]] = []
        self._notes: list[tuple[str, str]] = []

    def run(self) -> None:
        """Add everything in print order, then what was noticed on the way."""
        root = self._package.main()
        settle(root, self._changes)
        body = find(root, "body")
        self._margins(root, "header", "页眉")
        for block in [] if body is None else pieces(body, PARAGRAPH, TABLE, f"{W}altChunk"):
            self._block(block)
        self._add_notes()
        self._margins(root, "footer", "页脚")
        self._say()

    def _block(self, block: Element, where: str = "") -> None:
        if block.tag == PARAGRAPH:
            self._paragraph(block, where)
        elif block.tag == TABLE:
            self._table(block, where)
        else:
            self._objects.append((f"{where}第{self._paragraphs}段之后", "altChunk"))

    def _paragraph(self, paragraph: Element, where: str) -> None:
        if not where:
            self._paragraphs += 1
        place = where or f"第{self._paragraphs}段"
        found = self._take(paragraph, place)
        self.contents.paragraph(found.text, place, found.contents_list)
        for box in found.boxes:
            for block in pieces(box, PARAGRAPH, TABLE):
                self._block(block, f"{place}文本框")

    def _take(self, paragraph: Element, place: str) -> Inline:
        """The paragraph's text behind its number; what hangs on it is kept until the end."""
        found = self._texts.next(paragraph)
        found.text = self._numbering.before(paragraph, found.text) + found.text
        self._hidden += [(place, text) for text in found.hidden]
        self._objects += [(place, each) for each in found.objects]
        self._notes += found.notes
        return found

    def _table(self, table: Element, where: str) -> None:
        spots = read_grid(table)
        if is_layout(table, spots):
            for spot in spots:
                for block in _blocks(spot):
                    self._block(block, where)
            return
        self._tables += 1
        name = f"{where}表{self._tables}"
        cells: list[Placed] = []
        for spot in spots:
            place = f"{name}第{spot.row + 1}行第{spot.left + 1}列"
            text = "\n".join(self._lines(spot, place))
            cells.append((spot.row, spot.left, spot.high, spot.right - spot.left, text, place))
        self.contents.table(cells)

    def _lines(self, spot: Spot, place: str) -> Iterator[str]:
        """The lines of a cell; of what a merged cell hides only where it says something."""
        for at, element in enumerate(spot.elements):
            for block in pieces(element, PARAGRAPH, TABLE):
                lines = self._cell_lines(block, place)
                yield from lines if not at else (line for line in lines if line.strip())

    def _cell_lines(self, block: Element, place: str) -> Iterator[str]:
        """The lines of a paragraph or of a table inside a cell, whose rows become one line each."""
        if block.tag == TABLE:
            rows: dict[int, list[str]] = {}
            for spot in read_grid(block):
                rows.setdefault(spot.row, []).append(" ".join(filter(None, self._lines(spot, place))))
            yield from (" ".join(filter(None, row)) for row in rows.values())
            return
        found = self._take(block, place)
        yield found.text
        for box in found.boxes:
            for inner in pieces(box, PARAGRAPH, TABLE):
                yield from self._cell_lines(inner, place)

    def _margins(self, root: Element, kind: str, place: str) -> None:
        """Headers or footers, every text once."""
        seen: set[str] = set()
        for reference in root.iter(f"{W}{kind}Reference"):
            part = self._package.by_id(reference.get(f"{RELATION}id", ""))
            if part is None:
                continue
            settle(part, self._changes)
            for block in pieces(part, PARAGRAPH, TABLE):
                for line in self._cell_lines(block, place):
                    if line.strip() and line not in seen:
                        seen.add(line)
                        self.contents.paragraph(line, place, furniture=True)

    def _add_notes(self) -> None:
        """Footnotes, then endnotes, numbered in the order in which the text refers to them."""
        for part, tag, kind in _NOTES:
            wanted = [identifier for each, identifier in self._notes if each == kind]
            root = self._package.by_kind(part) if wanted else None
            if root is None:
                continue
            settle(root, self._changes)
            by_id = {note.get(f"{W}id", ""): note for note in root.iterchildren(f"{W}{tag}")}
            for at, identifier in enumerate(dict.fromkeys(wanted), 1):
                place = f"{kind}{at}"
                blocks = pieces(by_id[identifier], PARAGRAPH, TABLE) if identifier in by_id else iter(())
                lines = [line.strip() for block in blocks for line in self._cell_lines(block, place)]
                if text := "\n".join(filter(None, lines)):
                    self.contents.paragraph(f"{place}：{text}", place)

    def _say(self) -> None:
        if said := self._changes.say():
            sentence = f"文件带有修订标记（{said}），已按全部接受修订后的文字读取"
            hint = "请在 Word 中核对定稿；不应接受的修订，请处理后再读取"
            self.contents.problems.append(Problem("提示", self._name, "revised", sentence, hint))
        if self._hidden:
            quoted = "、".join(f"{place}“{text[:20]}”" for place, text in self._hidden[:_QUOTED])
            more = "等" if len(self._hidden) > _QUOTED else ""
            sentence = f"有 {len(self._hidden)} 处隐藏的文字，已一并读取：{quoted}{more}"
            value = "\n".join(text for _, text in self._hidden)
            hint = "请在 Word 中显示隐藏文字后核对；不属于通知的，请删去后再读取"
            self.contents.problems.append(Problem("存疑", self._name, "hidden-read", sentence, hint, value))
        for place, program in self._objects:
            sentence = f"{place}嵌入了其他文件（{_called(program)}），其中的内容没有读取"
            hint = "请双击打开后另存，与通知一并读取"
            self.contents.problems.append(Problem("存疑", f"{self._name} {place}", "embedded", sentence, hint, program))


def _blocks(spot: Spot) -> Iterator[Element]:
    for element in spot.elements:
        yield from pieces(element, PARAGRAPH, TABLE)


def _called(program: str) -> str:
    known = {"Excel": "Excel 工作簿", "Word": "Word 文档", "PowerPoint": "幻灯片", "altChunk": "整份文档"}
    return next((what for key, what in known.items() if key in program), program or "对象")
