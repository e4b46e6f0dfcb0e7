"""A small book with every kind of block, shared by the tests of writing, reading and printing."""

from __future__ import annotations

from datetime import date

from breakdown.book import Book, Chart, Grid, Lines, Link, Mark, Rule, Sheet
from breakdown.columns import PROGRESS, TASKS, Column

FORM = (*TASKS.pick("no", "content"), *PROGRESS.pick("status", "percent", "progress"), Column("due", "到期日", "date"))
UNITS = tuple(f"云河区第{number}事务中心" for number in range(40))


def form_sheet() -> Sheet:
    """A protected form with ids, an upper header row, blank rows, rules, a mark and links."""
    rows = (
        ("1", "改造老旧小区12个", "推进中", "50%", "已开工6个", date(2021, 6, 30)),
        ("2", "新建口袋公园3个", "", None, "", None),
    )
    grid = Grid(
        "lead", FORM, rows, keys=("k1", "k2"), blank_rows=2, filtered=True,
        rules=(
            Rule(("status", "progress"), 'AND({no}<>"",{status}="")', "must"),
            Rule(("due",), "{due}<{today}", "red"),
        ),
        marks=(Mark(1, "content", "doubt", "数量与正文不一致"),),
        links=(Link(0, "no", "#说明!A1"), Link(1, "no", "附件/二.xlsx")),
    )
    title = Lines((("云河区重点任务填报表", "title"), ("填报单位：区住房城乡建委", "subtitle")))
    sign = Lines((("负责人签字：", "sign"),))
    return Sheet("牵头任务", (title, grid, sign), protected=True, footer="A&B", tab="green")


def sample_book() -> Book:
    """The whole book: guide, form, summary with a chart, registry with a long drop-down, hidden identity."""
    guide = Sheet("说明", (Lines((("填报说明", "title"), ("只填浅黄色的单元格。", "body"))),), landscape=False)
    counts = Grid(
        "counts", (Column("name", "类别", width=20), Column("count", "项数", "int", width=8)),
        (("已完成", 3), ("推进中", 5), ("合计", 8)), row_styles=((2, "total"),),
    )
    summary = Sheet("汇总", (counts, Chart("pie", "占比", "counts", "name", ("count",), (0, 2), 10, ("green", "blue"))))
    registry = Sheet("单位", (Grid(
        "units", (Column("printed", "名称"), Column("unit", "登记单位", editable=True, choices=UNITS)),
        (("一中心", UNITS[0]),),
    ),))
    facts = Grid("identity", (Column("name", "项"), Column("value", "值")), (("unit", "u1"),))
    identity = Sheet("标识", (facts,), hidden=True)
    return Book("样例", (guide, form_sheet(), summary, registry, identity), (("breakdown", "abc"),))


