"""Units over the years on real files: a reform of offices, members by date, a registry of an older program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.test_requests_path import known, run, type_in

NOTICE = """云河区人民政府关于印发2021年重点工作任务分解的通知
1.修建清溪桥。
牵头单位：区水务局；配合单位：各镇；完成时限：9月底前
2.完成老旧小区改造。
牵头单位：区住建局；配合单位：区水务局；完成时限：年底前
"""
MEMBERS = {"集合单位": "各镇", "成员单位": "清溪镇", "退出日期": "2021-06-30"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    place = tmp_path / "office"
    place.mkdir()
    (place / "notice.txt").write_text(NOTICE, encoding="utf-8")
    run(place, "init", str(place), "--name", "云河区", "--year", "2021", here=False)
    run(place, "read", "notice.txt")
    run(place, "adopt")
    return place


def register(place: Path, sheet: str, first: str, values: dict[str, Any]) -> None:
    """Write into the row of units.xlsx that begins with `first`, or into the first empty one for ""."""
    book = openpyxl.load_workbook(place / "units.xlsx")
    head = next(row for row in book[sheet].iter_rows() if {"单位", "成员单位"} & {cell.value for cell in row})
    titles = {cell.value: cell.column for cell in head}
    rows = book[sheet].iter_rows(min_row=head[0].row + 1)
    at = next(row[0].row for row in rows if (row[0].value or "") == first)
    for title, value in values.items():
        book[sheet].cell(at, titles[title]).value = value
    book.save(place / "units.xlsx")


def forms(place: Path, period: str) -> set[str]:
    return {path.name.partition("_")[0] for path in (place / "issued" / period).glob("*.xlsx")}


def test_what_the_ledger_has_not_read_of_the_registry_is_said_beside_it(office: Path) -> None:
    assert "还没有读入" not in run(office, "units")
    register(office, "单位名册", "区水务局", {"别名": "水务局"})
    assert "units.xlsx 里有还没有读入或没有改正的内容" in run(office, "units")
    run(office, "issue", "--period", "2021-06")
    assert "还没有读入" not in run(office, "units")
    register(office, "单位名册", "区水务局", {"停用日期": "待定"})
    run(office, "issue", "--period", "2021-07")
    assert "units.xlsx 里有还没有读入或没有改正的内容" in run(office, "units")


def test_after_a_reform_forms_go_to_the_successor_and_history_stays(office: Path) -> None:
    register(office, "单位名册", "区水务局", {"停用日期": "2021-06-30", "承接单位": "区农业水利局"})
    run(office, "issue", "--period", "2021-06")
    assert forms(office, "2021-06") == {"区水务局", "区住建局"}
    form = openpyxl.load_workbook(office / "issued" / "2021-06" / "区水务局_2021-06.xlsx")
    type_in(form["牵头任务"], 1, {"状态": "推进中", "本期进展": "桥墩已浇筑"})
    (office / "returned" / "2021-06").mkdir(parents=True)
    form.save(office / "returned" / "2021-06" / "a.xlsx")
    os.utime(office / "returned" / "2021-06" / "a.xlsx", (1625200000, 1625200000))
    run(office, "merge", "--period", "2021-06")

    run(office, "issue", "--period", "2021-07")
    assert forms(office, "2021-07") == {"区农业水利局", "区住建局"}
    heir = openpyxl.load_workbook(office / "issued" / "2021-07" / "区农业水利局_2021-07.xlsx")
    texts = [str(cell.value) for sheet in heir for row in sheet.iter_rows() for cell in row if cell.value]
    assert "桥墩已浇筑" in texts and any("完成老旧小区改造" in text for text in texts)
    records = known(office)
    assert "原来没有登记" not in run(office, "issue", "--period", "2021-07")
    assert set(records.progress["unit"]) == {"区水务局"}
    assert set(records.assignments["unit"]) == {"区水务局", "区住建局", "各镇"}
    assert records.units.set_index("unit").loc["区农业水利局", "kind"] == "部门"
    run(office, "report", "summary", "--period", "2021-07")
    assert "已报0" not in run(office, "status", "--period", "2021-06")


def test_a_reform_without_its_day_or_heir_is_asked_about(office: Path) -> None:
    register(office, "单位名册", "区水务局", {"承接单位": "区住建局"})
    register(office, "单位名册", "区住建局", {"停用日期": "六月"})
    said = run(office, "issue", "--period", "2021-07")
    assert "没有写停用日期，任务仍发给“区水务局”" in said and "“六月”不是日期" in said
    assert forms(office, "2021-07") == {"区水务局", "区住建局"}
    register(office, "单位名册", "区水务局", {"承接单位": None, "停用日期": "2021-06-30"})
    assert "没有写承接单位，任务仍发给“区水务局”" in run(office, "issue", "--period", "2021-07")


def test_members_by_date_and_a_ranking_group_of_ones_own(office: Path) -> None:
    register(office, "集合单位", "各镇", MEMBERS)
    register(office, "集合单位", "", {"集合单位": "各镇", "成员单位": "白石镇", "加入日期": "2021-07-01"})
    register(office, "单位名册", "区住建局", {"排名分组": "综合组"})
    run(office, "issue", "--period", "2021-06")
    run(office, "issue", "--period", "2021-07")
    assert "清溪镇" in forms(office, "2021-06") - forms(office, "2021-07")
    assert "白石镇" in forms(office, "2021-07") - forms(office, "2021-06")
    groups = known(office).units.set_index("unit")["ranking"]
    assert (groups["区住建局"], groups["区水务局"]) == ("综合组", "部门")
    run(office, "read", "notice.txt")
    run(office, "adopt")
    again = known(office)
    assert again.units.set_index("unit").loc["区住建局", "ranking"] == "综合组"
    assert again.members.set_index("member").loc["白石镇", "valid_from"].strftime("%Y-%m-%d") == "2021-07-01"
    run(office, "report", "summary", "--period", "2021-07")
    book = openpyxl.load_workbook(next((office / "reports" / "2021-07").glob("*汇总*.xlsx")))
    assert any(cell.value == "综合组" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_registry_of_an_older_program_is_read(office: Path) -> None:
    book = openpyxl.load_workbook(office / "units.xlsx")
    later = {"排名分组", "启用日期", "停用日期", "承接单位", "加入日期", "退出日期"}
    for sheet in (book["单位名册"], book["集合单位"]):
        columns = [cell.column for row in sheet.iter_rows() for cell in row if cell.value in later]
        assert len(columns) in (4, 2)
        for column in sorted(columns, reverse=True):
            sheet.delete_cols(column)
    book.save(office / "units.xlsx")
    run(office, "issue", "--period", "2021-03")
    assert forms(office, "2021-03") == {"区水务局", "区住建局"}
    assert set(known(office).units["ranking"]) == {"部门"}
