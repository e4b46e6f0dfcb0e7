"""Issued forms filled in as units fill them in, by a few changes to their XML: two hundred in a second or two."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from breakdown.columns import INPUT_COLUMNS

FILLED = {
    "状态": "推进中",
    "完成值": "{n}家",
    "完成比例": "50%",
    "本期进展": "已完成选址和设计，施工单位进场，完成投资{n}万元，进度过半。",
    "存在问题": "第{n}批资金到位较慢。",
    "下一步措施": "倒排工期，{n}日内完成主体工程。",
    "填报人": "张三",
    "联系电话": "000-60000000",
}
_STRINGS = "xl/sharedStrings.xml"
_TEXT = re.compile(r"<si><t[^>]*>([^<]*)</t></si>")
_ROW = re.compile(r'<row r="(\d+)".*?</row>', re.DOTALL)
_SHOWN = re.compile(r'<c r="([A-Z]+)\d+"[^>]*t="s"[^>]*><v>(\d+)</v>')


def fill_returns(folder: Path, period: str) -> None:
    """Fill in every issued form of a period and put it among the returns."""
    target = folder / "returned" / period
    target.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted((folder / "issued" / period).glob("*.xlsx"))):
        (target / path.name).write_bytes(fill_form(path.read_bytes(), number))


def fill_form(data: bytes, number: int) -> bytes:
    """A form with every task row filled in; `number` makes its texts differ from those of other forms."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    texts = [unescape(text) for text in _TEXT.findall(parts[_STRINGS].decode())]
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = _fill_sheet(parts[name].decode(), texts, number).encode()
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    head = parts[_STRINGS].decode().partition("<si>")[0]
    head = re.sub(r' (?:count|uniqueCount)="\d+"', "", head)
    parts[_STRINGS] = f"{head}{items}</sst>".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _fill_sheet(xml: str, texts: list[str], number: int) -> str:
    headers = {column.header for column in INPUT_COLUMNS}
    columns: dict[str, str] = {}

    def fill(match: re.Match[str]) -> str:
        row, at = match[0], int(match[1])
        shown = {letters: texts[int(place)] for letters, place in _SHOWN.findall(row)}
        found = {letters: text for letters, text in shown.items() if text in headers}
        if len(found) == len(headers):
            columns.update(found)
        elif columns and "A" in shown:
            for letters, header in columns.items():
                if header in FILLED:
                    texts.append(FILLED[header].format(n=number * 100 + at))
                    row = re.sub(rf'<c r="{letters}{at}" s="(\d+)"/>',
                                 rf'<c r="{letters}{at}" s="\1" t="s"><v>{len(texts) - 1}</v></c>', row)
        return row

    return _ROW.sub(fill, xml)
