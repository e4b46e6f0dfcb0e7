"""Ofd: placed characters and paths become the lines and tables that they show."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from breakdown.document import Document
from breakdown.errors import NoticeError
from breakdown.read import read_document
from breakdown.read.paged.ofd_page import _offsets
from tests.read.rebuild_ofd import Ofd, text_ofd

LONG = "加快建设云河新区数字经济产业园，引进龙头企业三家以上，完成固定资产投资二十亿元，新增就业岗位一千个，"


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "通知.ofd"
    path.write_bytes(data)
    return read_document(path)


def test_wrapped_lines_become_paragraphs_over_pages(tmp_path: Path) -> None:
    text = "\n".join(f"{number}.{LONG * 3}年底前完成。\n责任单位：区商务局" for number in range(1, 30))
    assert [line.text for line in read(tmp_path, text_ofd(text)).paragraphs] == text.split("\n")


def test_rules_make_a_table_and_askew_text_is_furniture(tmp_path: Path) -> None:
    rows = [["序号", "工作任务", "单位"], ["1", LONG, "区商务局"], ["2", LONG * 2, "区教育局"]]
    made = Ofd()
    made.paragraph("附件")
    made.table(rows, [3, 25, 6])
    made.text(60, 150, "内部资料", 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    document = read(tmp_path, made.save())
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == rows
    assert [(line.text, line.furniture) for line in document.paragraphs] == [("附件", False), ("内部资料", True)]
    assert document.tables[0].rows[1][1].place == "第1页表1第2行第2列"


@pytest.mark.parametrize(
    ("deltas", "count", "places"),
    [("", 3, [0, 0, 0]), ("2 3", 3, [0, 2, 5]), ("g 2 2 5", 4, [0, 2, 4, 9]), ("2", 4, [0, 2, 4, 6]),
     ("g 99 1", 2, [0, 1])],
)  # fmt: skip
def test_deltas_tell_where_characters_stand(deltas: str, count: int, places: list[float]) -> None:
    assert _offsets(deltas, count) == places


@pytest.mark.parametrize("missing", ["Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_a_missing_part_is_told_in_one_sentence(tmp_path: Path, missing: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(text_ofd(LONG))) as whole, zipfile.ZipFile(target, "w") as part:
        for name in set(whole.namelist()) - {missing}:
            part.writestr(name, whole.read(name))
    with pytest.raises(NoticeError, match="已损坏或不完整"):
        read(tmp_path, target.getvalue())


def test_entities_are_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("OFD.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(NoticeError, match="实体"):
        read(tmp_path, target.getvalue())
