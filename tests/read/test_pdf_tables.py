"""Ruled tables in pdf: merged cells, rows and cells over several pages, lists that fill their column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from breakdown.document import Document
from breakdown.pipeline import read_notices
from breakdown.read import read_document
from breakdown.reading import task_records
from breakdown.words import Words
from tests.read.rebuild_pdf_table import Ruled, table_pdf
from tests.shared import read_gold, require_shared, score

HEADER = ["序号", "重点领域", "工作任务", "责任单位", "完成时限"]
FORM = Ruled([40, 80, 260, 130, 90])
WORK = "推进云河新区数字经济产业园建设，引进龙头企业三家以上，完成固定资产投资二十亿元，新增就业岗位一千个。"


def rows_of(count: int) -> list[list[str]]:
    areas = ["产业发展", *["^"] * 17, "民生保障", *["^"] * 17, "生态环境", *["^"] * count]
    units = ["区发展改革局、区财政局、区商务局、清溪镇人民政府", "区教育局", "区水务局\n区农业农村局"]
    numbers = range(1, count + 1)
    return [HEADER] + [[str(at), areas[at - 1], WORK * (at % 4 + 1), units[at % 3], f"{at % 12 + 1}月底前"]
                       for at in numbers]  # fmt: skip


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows with the text of a merged cell at every place that it covers."""
    whole: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for column, text in enumerate(row):
            line.append(whole[-1][column] if text == "^" else line[-1] if text == "<" else text)
        whole.append(line)
    return whole


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "通知.pdf"
    path.write_bytes(data)
    return read_document(path)


def texts(document: Document) -> list[list[list[str]]]:
    return [[[cell.text.replace("・", "·") for cell in row] for row in table.rows] for table in document.tables]


def test_a_table_over_pages_is_one_table_and_rows_that_were_cut_are_whole(tmp_path: Path) -> None:
    rows = rows_of(50)
    document = read(tmp_path, table_pdf(rows, FORM, ["附件", "任务分解表"], ["注：每月报送进展。"], header="云河区"))
    assert texts(document) == [filled(rows)]
    told = [paragraph.text for paragraph in document.paragraphs if paragraph.text and not paragraph.furniture]
    assert told == ["附件", "任务分解表", "注：每月报送进展。"]
    furniture = [paragraph.text for paragraph in document.paragraphs if paragraph.furniture]
    assert furniture.count("工作任务") == furniture.count("云河区") - 1 > 1, "the header of every page but the first"
    assert document.tables[0].rows[1][2].place == "第1页表1第2行第3列"
    merged = {row[1].line for row in document.tables[0].rows[1:]}
    assert len(merged) == 3, "a merged cell that goes on over a page is one cell"


def test_section_rows_and_headers_of_two_rows(tmp_path: Path) -> None:
    rows = [["序号", "工作任务", "责任单位", "<", "时限"], ["^", "^", "牵头单位", "配合单位", "^"]]
    for part in "一二三":
        rows.append([f"{part}、重点工作", "<", "<", "<", "<"])
        for at in range(1, 12):
            rows.append([f"{at}.", WORK * (at % 3 + 1), "区商务局", "" if at == 4 else "各乡镇", "年底前"])
    document = read(tmp_path, table_pdf(rows, Ruled([40, 300, 100, 100, 60], repeat=2)))
    assert texts(document) == [filled(rows)]


def test_names_below_one_another_that_fill_their_column_stay_apart(tmp_path: Path) -> None:
    units = ["区商务局\n区教育局", "区教育局", "区商务局", "云河新区管委会"]
    rows = [["序号", "任务", "单位"], *([str(at), WORK, names] for at, names in enumerate(units, 1))]
    # four characters fill the column
    assert texts(read(tmp_path, table_pdf(rows, Ruled([40, 300, 44])))) == [rows]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    document = read(tmp_path, table_pdf([[WORK * 3], [WORK * 2]], Ruled([500])))
    assert document.tables == ()
    told = [line.text for line in document.paragraphs if line.text and not line.furniture]
    assert told == [WORK * 3, WORK * 2]


def test_columns_without_rules_are_a_table_if_numbered_rows_stand_below_a_header(tmp_path: Path) -> None:
    rows = [["序号", "工作任务", "责任单位", "完成时限"]]
    rows += [[str(at), WORK * (at % 3 + 1), "区商务局、区教育局、区财政局", "年底前"] for at in range(1, 7)]
    form = Ruled([40, 260, 100, 60], rules=False, wide=False)
    document = read(tmp_path, table_pdf(rows, form, ["附件", "任务分解表"], ["注：每月报送。"]))
    assert texts(document) == [rows]
    assert [line.text for line in document.paragraphs][:2] == ["附件", "任务分解表"]


def test_columns_without_numbers_stay_lines(tmp_path: Path) -> None:
    rows = [["工作任务", "责任单位", "完成时限"], *([f"任务{at}", "区商务局", "年底前"] for at in "甲乙丙丁")]
    document = read(tmp_path, table_pdf(rows, Ruled([200, 100, 60], rules=False, wide=False)))
    assert document.tables == ()
    assert "任务甲 区商务局 年底前" in [line.text for line in document.paragraphs]


def zhaohua() -> list[list[str]]:
    rows = [["序号", "重点工作", "责任单位", "<", "时间节点、进度安排"], ["^", "^", "牵头单位", "协同单位", "^"]]
    section = ""
    for task in read_gold("zhaohua-2020.jsonl"):
        if task["section"] != section:
            section = task["section"]
            rows.append([section, *["<"] * 4])
        leads = "\n".join(task["lead_units"])
        rows.append([task["no"], task["content"], leads, supports(task), task["deadline_text"]])
    return rows


def fanchang() -> list[list[str]]:
    header = "序号 重点工作 工作内容 主要任务 完成时限 牵头区领导 牵头责任单位 协同责任单位 备注"
    rows = [header.split()]
    last = ("", "")
    for task in read_gold("fanchang-2021-table.jsonl"):
        now = (task["section"], task["subsection"])
        heads = ["^" if now[: at + 1] == last[: at + 1] else now[at] for at in (0, 1)]
        last = now
        leads = "\n".join(task["lead_units"])
        people = "、".join(task["leaders"])
        rows.append(
            [task["no"] or "", *heads, task["content"], task["deadline_text"], people, leads, supports(task), ""]
        )
    return rows


def supports(task: dict[str, list[str]]) -> str:
    names = "、".join(task["support_units"])
    said = any(word in names for word in ("相关", "有关", "各", "成员单位"))
    return names + ("等" if task["open"] and not said else "")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("gold", "rows", "form"),
    [
        ("zhaohua-2020", zhaohua, Ruled([40, 260, 100, 150, 170], repeat=2)),
        ("fanchang-2021-table", fanchang, Ruled([40, 80, 90, 190, 60, 50, 90, 90, 30])),
    ],
)
def test_real_tables_read_the_same_from_a_pdf(words: Words, tmp_path: Path, gold, rows, form) -> None:  # type: ignore[no-untyped-def]
    require_shared()
    made = rows()
    data = table_pdf(made, form, ["附件", "任务分解表"], header="政府公报")
    assert texts(read(tmp_path, data)) == [filled(made)]
    reading = read_notices([tmp_path / "通知.pdf"], words, 2020 if "2020" in gold else 2021)
    figures, differences = score(gold, task_records(reading))
    assert figures.pop("flagged") <= 0.35
    assert figures.pop("silent_error_rate") <= 0.01
    assert {name: value for name, value in figures.items() if value < 0.99} == {}, differences[:5]
