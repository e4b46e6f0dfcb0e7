"""The summary workbook: its figures are the summary's, and the terminal shows the same."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from breakdown.book import Block, Book, Chart, Charts, Grid, Lines, Sheet
from breakdown.files.templates import load_styles
from breakdown.files.writer import book_bytes
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.frames import CATEGORIES, LIGHTS, TASK_STANDINGS
from breakdown.report.presets import PLAIN
from breakdown.report.status import status_tables
from breakdown.report.summary import Summary
from breakdown.report.workbook import summary_book
from tests.report.office import SETTINGS, make_office, one_task

SHEETS = ["总览", "总台账", "指标", "单位汇总", "领导汇总", "板块汇总", "预警清单", "销号清单", "调整与延期", "未报送",
          "冲突与问题", "变化", "逐期亮灯", "重复与升级", "趋势"]


def made(records: Records, period: str = "2021-03") -> tuple[Summary, Book]:
    summary = summarize(records, parse_period(period), date(2021, 4, 6), SETTINGS)
    return summary, summary_book(summary, SETTINGS)


@pytest.fixture(scope="module")
def office() -> tuple[Summary, Book]:
    return made(make_office(7, 60, 15))


def sheet(book: Book, name: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == name)


def grid(book: Book, name: str) -> Grid:
    blocks: list[Block] = [block for one in book.sheets for block in one.blocks]
    return next(block for block in blocks if isinstance(block, Grid) and block.name == name)


def said(book: Book, name: str) -> str:
    return "\n".join(text for block in sheet(book, name).blocks if isinstance(block, Lines) for text, _ in block.lines)


def test_sheets_and_title(office: tuple[Summary, Book]) -> None:
    _, book = office
    assert [one.name for one in book.sheets] == SHEETS
    assert book.name == "云河区2021年3月重点任务推进情况汇总表"
    assert {one.footer for one in book.sheets} == {"云河区　2021年4月6日"}
    for one in book.sheets:
        assert said(book, one.name).splitlines()[1] == (
            "期次：2021年3月　　截至：2021年4月6日　　序时进度：25.0%　　任务总数：60项")


def test_the_class_table_and_its_chart(office: tuple[Summary, Book]) -> None:
    summary, book = office
    rows = grid(book, "classes").rows
    assert [row[:2] for row in rows[:-1]] == list(zip(CATEGORIES, summary.classes["count"], strict=True))
    assert sum(float(str(row[2])) for row in rows[:-1]) == pytest.approx(1)
    assert rows[-1] == ("合计", 60, 1.0, 60, 1.0, 0)
    charts = [chart for block in sheet(book, "总览").blocks if isinstance(block, Charts) for chart in block.charts]
    assert [(chart.sheet, chart.grid, chart.category, chart.values) for chart in charts] == [
        ("", "classes", "category", ("count", "previous")), ("趋势", "trend", "period", ("on_plan",)),
        ("板块汇总", "sections", "section", ("on_plan",)), ("趋势", "lagging", "unit", ("lagging",))]
    assert charts[0].rows == (0, 9), "the total is no class"
    shares = [block for block in sheet(book, "板块汇总").blocks if isinstance(block, Chart)]
    assert [(chart.values, chart.most) for chart in shares] == [(("on_plan",), 1)]


def test_nothing_of_a_period_before_is_printed_when_there_was_none() -> None:
    _, book = made(one_task(reports=[{"status": "推进中"}]))
    assert [column.header for column in grid(book, "classes").columns] == ["类别", "项数", "占比"]
    assert [len(row) for row in grid(book, "classes").rows] == [3] * 10


def test_without_leaders_there_is_no_sheet_of_leaders() -> None:
    _, book = made(one_task(reports=[{"status": "推进中"}]))
    assert "领导汇总" not in [one.name for one in book.sheets]
    assert "通知未列牵头领导，本表不含领导汇总。" in said(book, "总览")
    _, led = made(one_task({"leaders": "陈明"}, reports=[{"status": "推进中"}]))
    assert "领导汇总" in [one.name for one in led.sheets]
    assert "通知未列牵头领导" not in said(led, "总览")


def test_columns_that_nothing_fills_are_narrow() -> None:
    def widths(records: Records) -> dict[str, float]:
        return {column.name: column.width for column in grid(made(records)[1], "ledger").columns}

    empty = widths(one_task(reports=[{"status": "推进中"}]))
    filled = widths(one_task({"leaders": "陈明", "goal": "建成"}, reports=[{"status": "推进中", "value": "1所"}]))
    assert empty["leaders"] < filled["leaders"]
    assert empty["value"] < filled["value"]
    assert empty["content"] > TASK_STANDINGS.column("content").width


def test_the_late_sheet_says_what_it_lists() -> None:
    _, book = made(one_task(reports=[{"status": "推进中"}]))
    assert said(book, "未报送").splitlines()[::2] == ["未按时报送单位", "含未报、退回未重报、空报和迟报的单位。"]

def test_lights_are_named_and_coloured(office: tuple[Summary, Book]) -> None:
    summary, book = office
    ledger = grid(book, "ledger")
    at = [column.name for column in ledger.columns].index("light")
    styles = {"红": "red", "黄": "yellow", "绿": "green", "蓝": "blue", "灰": "gray"}
    assert [row[at] for row in ledger.rows] == list(summary.tasks["light"])
    assert [mark.style for mark in ledger.marks] == [styles[name] for name in summary.tasks["light"]]
    counts = grid(book, "lights").rows[0]
    assert counts == ("项数", *(int((summary.tasks["light"] == name).sum()) for name in LIGHTS))


def test_every_total_row_adds_up(office: tuple[Summary, Book]) -> None:
    _, book = office
    for name in ("units", "sections"):
        table = grid(book, name)
        for at, column in enumerate(table.columns):
            if column.name in (*CATEGORIES, *LIGHTS, "total", "supporting"):
                assert table.rows[-1][at] == sum(int(str(row[at])) for row in table.rows[:-1])


def test_the_terminal_shows_the_workbooks_totals(office: tuple[Summary, Book]) -> None:
    summary, book = office
    classes, lights, returns, checked, alerts = status_tables(
        make_office(7, 60, 15), summary.period, summary.as_of, PLAIN, SETTINGS)
    assert [row[:2] for row in classes.rows] == [(row[0], str(row[1])) for row in grid(book, "classes").rows]
    assert [row[2] for row in classes.rows] == [f"{float(str(row[2])):.1%}" for row in grid(book, "classes").rows]
    assert [row[1] for row in lights.rows[:-1]] == [str(count) for count in grid(book, "lights").rows[0][1:]]
    assert [lights.rows[-1][1], returns.rows[-1][1]] == ["60", str(grid(book, "returns").rows[0][0])]
    assert [row[1] for row in returns.rows[:-1]] == [str(count) for count in grid(book, "returns").rows[0][1:]]
    assert sum(int(row[1]) for row in checked.rows) == len(grid(book, "closings").rows) > 0
    assert sum(int(row[1]) for row in alerts.rows) == len(grid(book, "alerts").rows) > 0


def test_the_sentences_quote_the_tables(office: tuple[Summary, Book]) -> None:
    summary, book = office
    counts = dict(zip(summary.classes["category"], summary.classes["count"], strict=True))
    text = said(book, "总览")
    assert f"：已完成{counts['已完成']}项，占" in text
    assert f"未达序时进度{counts['未达序时进度']}项" in text
    assert f"有{int(summary.tasks['assumed'].sum())}项任务通知没有写明完成时限，按当年年底计" in text


def test_what_was_assumed_is_said_only_when_it_was() -> None:
    _, book = made(one_task(reports=[{"status": "推进中"}]))
    text = said(book, "总览")
    assert "通知没有写明完成时限" not in text
    assert "没有上期填报，不作比较。" in text
    assert "没有滞后、未启动或逾期的任务。" in text


def test_conflicts_and_findings_of_the_period() -> None:
    conflict = {"task_id": "t1", "field": "状态", "unit": "区教育局", "value": "已完成", "counted": True}
    finding = {"severity": "错误", "place": "a.xlsx", "code": "unread", "sentence": "有一格没有采纳"}
    _, book = made(one_task(
        reports=[{"status": "推进中"}],
        conflicts=[conflict | {"period": "2021-03"}, conflict | {"period": "2021-02", "value": "未启动"}],
        findings=[finding | {"period": "2021-03"}, finding | {"period": "2021-02", "place": "b.xlsx"}],
    ))
    assert [row[:7] for row in grid(book, "conflicts").rows] == [
        ("1", "新建学校", "区教育局", "状态", "已完成", "", True)]
    assert [row[:5] for row in grid(book, "findings").rows] == [
        ("错误", "a.xlsx", "未识别的文字", "", "有一格没有采纳")]


def test_the_gravest_findings_come_first() -> None:
    listed = [("提示", "a"), ("存疑", "b"), ("错误", "c"), ("提示", "d"), ("错误", "a"), ("存疑", "a")]
    usual = {"period": "2021-03", "code": "unread", "sentence": "有一格没有采纳"}
    findings = [usual | {"severity": severity, "place": f"{place}.xlsx"} for severity, place in listed]
    table = grid(made(one_task(findings=findings))[1], "findings")
    assert [row[:2] for row in table.rows] == [
        ("错误", "a.xlsx"), ("错误", "c.xlsx"), ("存疑", "a.xlsx"), ("存疑", "b.xlsx"), ("提示", "a.xlsx"),
        ("提示", "d.xlsx")]
    assert table.row_styles == ((0, "error"), (1, "error"), (2, "doubt"), (3, "doubt"))


def test_an_empty_ledger_still_makes_a_workbook() -> None:
    _, book = made(Records.empty())
    assert [one.name for one in book.sheets] == [name for name in SHEETS if name != "领导汇总"]
    assert "台账中还没有任务。" in said(book, "总览")
    assert "本期还没有下发填报表。" in said(book, "未报送")
    openpyxl.load_workbook(io.BytesIO(book_bytes(book, load_styles())))


def test_the_file_holds_the_ledger_and_is_the_same_every_time(office: tuple[Summary, Book]) -> None:
    summary, book = office
    data = book_bytes(book, load_styles())
    assert data == book_bytes(made(make_office(7, 60, 15))[1], load_styles())
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    assert workbook.sheetnames[: len(SHEETS)] == SHEETS
    ledger = workbook["总台账"]
    contents = [row[2].value for row in ledger.iter_rows(min_row=4)]
    assert contents[:60] == list(summary.tasks["content"])
    assert (ledger.print_title_rows, ledger.page_setup.orientation) == ("$3:$3", "landscape")
