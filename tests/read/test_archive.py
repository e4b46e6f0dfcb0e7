"""Zips of a notice with its attachments: in order, whatever they are, and nothing that climbs out of them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from breakdown.document import Document
from breakdown.errors import NoticeError
from breakdown.pipeline import read_notices
from breakdown.read import read_document
from breakdown.words import Words
from tests.files.attacks import locked
from tests.read.rebuild_html import page_of_lines
from tests.read.rebuild_sheets import book_of_table

LETTER = "云河区人民政府关于分解2021年重点任务的通知\n各镇：\n现将任务分解表印发你们，请实施。\n附件：1.任务分解表\n"
ROWS = [["序号", "主要任务", "牵头单位"], ["1", "修建清溪桥。", "区交通局"], ["2", "改造老旧小区。", "区住建局"]]


def packed(*files: tuple[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in files:
            made.writestr(name, data)
    return out.getvalue()


def read(folder: Path, data: bytes) -> Document:
    file = folder / "n.zip"
    file.write_bytes(data)
    return read_document(file)


def first_texts(document: Document) -> list[str]:
    return [line.text for line in document.paragraphs if line.text.strip() and not line.furniture]


def test_the_letter_first_and_attachments_by_number(tmp_path: Path) -> None:
    names = ["附件10.txt", "附件2.txt", "附件一：表.txt", "附件/3.清单.txt", "关于任务的通知.txt", "说明.txt"]
    document = read(tmp_path, packed(*((name, name.partition(".")[0]) for name in names)))
    assert first_texts(document) == ["关于任务的通知", "说明", "附件一：表", "附件2", "附件/3", "附件10"]
    assert document.place(1) == "n.zip 关于任务的通知.txt 第1行"


def test_a_notice_whose_tasks_stand_in_its_attachment(tmp_path: Path, words: Words) -> None:
    table = book_of_table(ROWS, "任务分解表")
    file = tmp_path / "n.zip"
    file.write_bytes(packed(("包/附件1.任务分解表.xlsx", table), ("包/通知.html", page_of_lines(LETTER)), ("包/", "")))
    reading = read_notices([file], words)
    assert reading.year == 2021
    assert list(reading.tasks["content"]) == ["修建清溪桥。", "改造老旧小区。"]
    assert list(reading.tasks["place"])[0] == "n.zip 包/附件1.任务分解表.xlsx 工作表“任务分解”A3"
    assert "attachment-missing" not in [problem.code for problem in reading.problems]


def test_names_in_gbk_and_a_zip_in_a_zip(tmp_path: Path) -> None:
    inner = packed(("XYZW.txt", LETTER)).replace(b"XYZW", "通知".encode("gbk"))
    document = read(tmp_path, packed(("里.zip", inner)))
    assert document.place(1) == "n.zip 里.zip/通知.txt 第1行"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    document = read(tmp_path, packed(
        ("通知.txt", LETTER), ("附件1.xlsx", book_of_table(ROWS, "表")[:-99]), ("红章.png", b"\x89PNG\r\n\x1a\n"),
        ("__MACOSX/._通知.txt", "x"), ("~$通知.docx", "x"), ("Thumbs.db", "x")))  # fmt: skip
    assert first_texts(document)[0] == LETTER.split("\n")[0]
    assert [(problem.code, problem.place) for problem in document.problems] == [
        ("file-unreadable", "n.zip 红章.png"), ("file-unreadable", "n.zip 附件1.xlsx"),
        ("file-skipped", "n.zip __MACOSX/._通知.txt"), ("file-skipped", "n.zip ~$通知.docx"),
        ("file-skipped", "n.zip Thumbs.db"),
    ]
    assert "不完整" in document.problems[1].sentence


def test_one_text_in_two_formats_is_read_once(tmp_path: Path) -> None:
    document = read(tmp_path, packed(("通知.txt", LETTER), ("通知.html", page_of_lines(LETTER))))
    assert [line.place.partition(" ")[0] for line in document.paragraphs if "现将" in line.text] == ["通知.html"]
    assert [(problem.code, problem.value) for problem in document.problems] == [("file-skipped", "通知.txt")]


def test_two_texts_of_one_name_are_both_read(tmp_path: Path) -> None:
    document = read(tmp_path, packed(("通知.txt", LETTER), ("通知.xlsx", book_of_table(ROWS, "任务分解表"))))
    assert len(document.tables) == 1
    assert first_texts(document)[-1].startswith("附件")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (packed(("../通知.txt", LETTER)), "压缩包以外"), (packed(("a/..\\..\\通知.txt", LETTER)), "压缩包以外"),
        (packed(("a.png", b"\x89PNG")), "没有可以读取的文件"), (packed(("Thumbs.db", "x")), "没有可以读取的文件"),
        (locked(packed(("通知.txt", LETTER))), "密码"), (packed(("通知.txt", LETTER))[:-30], "不完整"),
        (packed(*((f"{at}.txt", LETTER) for at in range(70))), "70 个文件"),
    ],
)
def test_archives_that_are_refused(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(NoticeError, match=says):
        read(tmp_path, data)
