"""Files that are made to do harm, by name; `python -m tests.files.attacks FOLDER` reads all those in a folder."""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from breakdown.cells import WorkbookCells
from breakdown.errors import WorkbookError
from breakdown.files.packs import member_bytes, members
from breakdown.files.reader import read_bytes
from breakdown.files.sniff import is_pack
from breakdown.files.templates import load_styles
from breakdown.files.writer import book_bytes
from tests.files.samples import sample_book

MEMORY = 1_500_000_000
MOST = 200_000_000
LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈哈哈哈哈哈哈哈哈'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"
SHEET = "xl/worksheets/sheet1.xml"
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def zipped(*parts: tuple[str, str | bytes]) -> bytes:
    """A zip of texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Callable[[str], str | bytes]) -> bytes:
    """A zip with one part written anew, added when it is not there."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = [(each, old.read(each)) for each in old.namelist()]
    before = dict(parts).get(name, b"").decode()
    return zipped(*(part for part in parts if part[0] != name), (name, change(before)))


def minimal(cells: str, strings: str = "", more: tuple[tuple[str, str], ...] = (), sheets: int = 1) -> bytes:
    """An xlsx file with the given cells in every sheet."""
    listed = "".join(f'<sheet name="表{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, sheets + 1))
    links = "".join(f'<Relationship Id="r{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                    f'relationships/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in range(1, sheets + 1))
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kinds}.worksheet+xml"/>'
                        for at in range(1, sheets + 1))
    return zipped(
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>{overrides}'
         f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{relation}"><Relationship Id="r1" Target="xl/workbook.xml" '
         f'Type="{office}/officeDocument"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook {_NS} xmlns:r="{office}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{relation}">{links}<Relationship Id="s" '
         f'Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'),
        ("xl/sharedStrings.xml", f"<sst {_NS}>{strings}</sst>"),
        *((f"xl/worksheets/sheet{at}.xml", f"<worksheet {_NS}><sheetData>{cells}</sheetData></worksheet>")
          for at in range(1, sheets + 1)),
        *more,
    )


def ods(body: str, head: str = "", more: tuple[tuple[str, str], ...] = ()) -> bytes:
    """An ods file with one table."""
    urn = "urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"
    spaces = " ".join(f'xmlns:{name}="{urn.format(name)}"' for name in ("office", "table", "text"))
    return zipped(
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", f'<?xml version="1.0"?>{head}<office:document-content {spaces}><office:body>'
         f'<office:spreadsheet><table:table table:name="表">{body}</table:table></office:spreadsheet></office:body>'
         "</office:document-content>"),
        *more,
    )


def lying(data: bytes, name: str) -> bytes:
    """A zip that says one of its members is short."""
    at = data.rfind(name.encode()) - 46
    assert data[at:at + 4] == b"PK\x01\x02"
    return data[:at + 24] + struct.pack("<I", 100) + data[at + 28:]


def locked(data: bytes) -> bytes:
    """A zip that asks for a password."""
    at = data.rfind(b"PK\x01\x02")
    return data[:at + 8] + b"\x01" + data[at + 9:]


def nested(data: bytes, depth: int, copies: int = 1) -> bytes:
    """A zip in a zip in a zip."""
    for _ in range(depth):
        data = zipped(*((f"{at}.zip", data) for at in range(copies)))
    return data


GOOD = book_bytes(sample_book(), load_styles())
_FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
_IMPLICIT = "<row/>" * 100_000 + "<row>" + "<c/>" * 16_000 + "<c><v>1</v></c></row>"
_MERGED = '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><sheetData>'
_ERROR = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'
_REPEATED = ('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
             'office:value="1" table:number-columns-repeated="16384"/></table:table-row>')
_SHARED = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 2001))
_COVERED = "<tr>" + "<td colspan=1000 rowspan=1000>x</td>" * 19 + "</tr>" + "<tr><td>y</td></tr>" * 100_000

# What is read: name → file, and a part of the sentence that must be said of it.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "解压炸弹.xlsx": (lambda: with_part(GOOD, SHEET, lambda text: text + " " * 210_000_000), "超过 200 MB"),
    "谎报大小.xlsx": (lambda: lying(with_part(GOOD, SHEET, lambda text: text + " " * 9_000_000), SHEET), "损坏"),
    "实体-文字.xlsx": (lambda: with_part(GOOD, "xl/sharedStrings.xml",
                                     lambda text: LAUGHS + text.replace("<t>", "<t>&i;")), "有害"),
    "实体-类型.xlsx": (lambda: with_part(GOOD, "[Content_Types].xml", lambda text: LAUGHS + text), "有害"),
    "实体-属性.xlsx": (lambda: with_part(GOOD, "docProps/custom.xml", lambda text: LAUGHS + "<P>&i;</P>"), "有害"),
    "实体-属性2.xlsx": (lambda: with_part(GOOD, "docProps/core.xml", lambda text: LAUGHS + "<P>&i;</P>"), "有害"),
    "实体-换编码.xlsx": (lambda: with_part(GOOD, "docProps/core.xml", lambda text: b'<?xml version="1.0" encoding='
                                      b'"cp037"?>' + (LAUGHS[:20] + "<P/>").encode("cp037")), "有害"),
    "实体-宽字符.xlsx": (lambda: with_part(GOOD, SHEET, lambda text: (LAUGHS + text).encode("utf-16")), "有害"),
    "实体.ods": (lambda: ods("&i;", LAUGHS), "有害"),
    "实体-属性.ods": (lambda: ods("", "", (("meta.xml", LAUGHS + "<m>&i;</m>"),)), "有害"),
    "合并全表.xlsx": (lambda: minimal(_ERROR + _MERGED), "单元格太多"),
    "重复全表.ods": (lambda: ods(_REPEATED), "单元格太多"),
    "百万格.xlsx": (lambda: minimal("<row>" + "<c><v>1</v></c>" * 1_100_000 + "</row>"), "单元格太多"),
    "撑开.xls": (lambda: f"<table>{_COVERED}</table>".encode(), "单元格太多"),
    "尖括号.xls": (lambda: b"<table><tr><td>x</td></tr></table>" + b"<a <" * 1_000_000, "单元格太多"),
    "一行千万格.csv": (lambda: b"," * 10_000_000 + b"x", "单元格太多"),
    "太长.csv": (lambda: b"a,b\n" * 5_100_000, "超过 20 MB"),
    "加密.ods": (lambda: ods("", "", (("META-INF/manifest.xml", "<m><encryption-data/></m>"),)), "密码"),
    "加密.zip": (lambda: locked(zipped(("表.xlsx", GOOD))), "密码"),
    "套娃.zip": (lambda: nested(zipped(("表.xlsx", GOOD)), 6), "超过 5 层"),
    "炸弹.zip": (lambda: nested(zipped(("零", b"\0" * 150_000_000)), 2, 8), "超过 1000 MB"),
    "压缩方法.xlsx": (lambda: other_method(GOOD), "损坏"),
    "行太多.xlsx": (lambda: minimal("<row/>" * 400_000 + "<row><c><v>1</v></c></row>"), "单元格太多"),
}
# What is odd, yet read: name → file, and sheets and rows of the last sheet.
READ: dict[str, tuple[Callable[[], bytes], tuple[int, int]]] = {
    "远处一格.xlsx": (lambda: minimal(_FAR), (1, 1_048_576)),
    "不写位置.xlsx": (lambda: minimal(_IMPLICIT), (1, 100_001)),
    "三千张表.xlsx": (lambda: minimal('<row r="1"><c r="A1"><v>1</v></c></row>', sheets=3000), (3000, 1)),
    "同一长文.xlsx": (lambda: minimal(_SHARED, f"<si><t>{'长' * 3_000_000}</t></si>"), (1, 2000)),
    "四万字.xlsx": (lambda: minimal('<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
                                 f"<si><t>{'长' * 40_000}</t></si>"), (1, 1)),
    "不闭合.xls": (lambda: b"<table><tr><td>x</td></tr></table>" + b"<!--" * 300_000, (1, 1)),
    "深层.ods": (lambda: ods("<table:table-row><table:table-cell><text:p>x" + "<text:span>" * 200_000
                           + "</text:span>" * 200_000 + "</text:p></table:table-cell></table:table-row>"), (1, 1)),
}


def other_method(data: bytes) -> bytes:
    """An xlsx file packed by LZMA, whose header may ask for gigabytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return buffer.getvalue()


def read_all(folder: Path) -> dict[str, tuple[str, float, tuple[int, int]]]:
    """What is said of every file, the seconds it took, sheets and rows of the last one."""
    found = {}
    for path in sorted(folder.iterdir()):
        start = time.process_time()
        said, shape = "", (0, 0)
        try:
            cells = _read(path.name, path.read_bytes())
            shape = (len(cells.sheets), len(cells.sheets[-1].rows))
        except WorkbookError as error:
            said = str(error)
        found[path.name] = (said, time.process_time() - start, shape)
    return found


def _read(name: str, data: bytes) -> WorkbookCells:
    if not is_pack(data, 5 * MOST):
        return read_bytes(name, data)
    first = members(name, data, MOST)[0]
    if first.refusal:
        raise first.refusal
    return read_bytes(first.name, member_bytes(name, data, first.at, MOST))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    print(json.dumps(read_all(Path(sys.argv[1]))))
