"""What a form asks while it is typed into: nothing that can be understood is questioned, nothing at all is refused."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest

from breakdown.columns import INPUT_COLUMNS, Column
from breakdown.files.checks import input_check
from breakdown.files.templates import load_styles
from breakdown.files.writer import book_bytes
from breakdown.form import PLAN_COLUMNS, REQUEST_COLUMNS
from tests.files.samples import sample_book
from tests.office import convert, needs_office

COLUMNS = {column.name: column for column in INPUT_COLUMNS}
FIGURES = ("50%", "0.5", "50", "５０％", "五成", "一半", "约三分之一", "全部", "12家", "0.2亿元", "3-5个", "无", "/")
DAYS = ("2021-6-30", "2021.6.30", "6月底前", "三季度", "上半年", "年底", "12月31日前", "长期推进", "45838", "无")
ASKED = {"percent": ("差不多", "正常推进", "见附件"), "expected_on": ("尽快", "按要求", "抓紧推进")}


def named(column: Column) -> dict[str, object]:
    return input_check(column, "A1", list) or {}


def test_only_a_closed_list_refuses() -> None:
    refusing = [column.name for column in (*INPUT_COLUMNS, *PLAN_COLUMNS, *REQUEST_COLUMNS)
                if named(column).get("error_type", "information") != "information"]
    assert refusing == ["status", "kind"]
    long = Column("unit", "单位", editable=True, choices=tuple(f"第{at}镇" for at in range(40)))
    assert named(long)["error_type"] == "warning"
    assert input_check(Column("content", "重点工作", prompt="已知", typed="figure"), "A1", list) is None


def test_what_is_typed_stays_as_it_was_typed() -> None:
    kept = {column.name for column in (*INPUT_COLUMNS, *PLAN_COLUMNS, *REQUEST_COLUMNS) if column.typed}
    assert kept == {"value", "percent", "expected_on", "phone", "no", "due"}
    with zipfile.ZipFile(io.BytesIO(book_bytes(sample_book(), load_styles()))) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert '<ignoredError sqref="E5:E8" numberStoredAsText="1"/>' in sheet, "no green corner on a figure"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bool]:
    """By column and answer whether LibreOffice finds nothing to ask."""
    needs_office()
    folder = tmp_path_factory.mktemp("checks")
    given = [("percent", text) for text in (*FIGURES, *ASKED["percent"])]
    given += [("expected_on", text) for text in (*DAYS, *ASKED["expected_on"])]
    book = openpyxl.Workbook()
    for row, (name, text) in enumerate(given, 1):
        # openpyxl keeps no result beside a formula: LibreOffice must find it
        book.worksheets[0].append([text, str((input_check(COLUMNS[name], f"A{row}", list) or {})["value"])])
    book.save(folder / "问.xlsx")
    lines = convert(folder / "问.xlsx", folder, "csv:Text - txt - csv (StarCalc):44,34,76").read_text(encoding="utf-8")
    answers = [row[1] for row in csv.reader(io.StringIO(lines))]
    return {key: answer == "TRUE" for key, answer in zip(given, answers, strict=True)}


def test_what_can_be_understood_is_not_questioned(judged: dict[tuple[str, str], bool]) -> None:
    assert [text for text in FIGURES if not judged["percent", text]] == []
    assert [text for text in DAYS if not judged["expected_on", text]] == []


def test_what_says_nothing_is_asked_about(judged: dict[tuple[str, str], bool]) -> None:
    assert [text for name, texts in ASKED.items() for text in texts if judged[name, text]] == []


def test_excel_takes_the_question() -> None:
    check = input_check(COLUMNS["percent"], "N4", list) or {}
    assert str(check["value"]).count("N4") == 1 and len(str(check["value"])) < 255
    assert len(str(check["error_message"])) <= 255 and len(str(check["error_title"])) <= 32
