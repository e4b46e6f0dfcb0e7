"""A spot-check sample as a workbook: what was drawn, how, and the whole frame it was drawn from."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from breakdown.book import Block, Book, Lines, Sheet
from breakdown.closings import CLOSED, PENDING
from breakdown.report.rows import rows_of
from breakdown.report.sample import CLAIMED, DRAWING, WEIGHTS, Sample, row_text
from breakdown.report.views import make_grid
from breakdown.settings import Settings

_LISTED = ("order", "no", "content", "unit", "status", "deadline", "value", "percent", "progress")
_FRAME = ("order", "no", "content", "unit", "status", "task_id", "code", "at", "size", "weight", "start", "key")


def sample_book(sample: Sample, settings: Settings, form: str) -> Book:
    """The list, the method with one example reckoned through, the frame. form: the workbook in which to fill in."""
    title = f"{settings.name}{sample.period.title}重点任务抽查清单"
    said = f"抽查{sample.count}条　　可抽查{len(sample.frame)}条　　种子：{sample.seed}"
    note = f"核查结果请填在“{form}.xlsx”里，存盘后合并，即记入台账。怎样抽的见“抽查办法”，从哪些里抽的见“抽样框”。"
    head = Lines(((title, "title"), (said, "subtitle"), (note, "note")))
    listed = make_grid("drawn", DRAWING.pick(*_LISTED), rows_of(sample.drawn), wide="content")
    frame = make_grid("frame", DRAWING.pick(*_FRAME), rows_of(sample.frame), filtered=True)
    # a row that was not drawn has no order
    rows = tuple((row[0] or None, *row[1:]) for row in frame.rows)
    styles = tuple((at, "green") for at, row in enumerate(rows) if row[0])
    return Book(f"抽查清单-种子{sample.seed}", (
        _sheet("抽查清单", (head, listed), sample, settings),
        _sheet("抽查办法", (_method(sample, settings),), sample, settings, landscape=False),
        _sheet("抽样框", (Lines((("抽样框（全部可抽查的填报，抽中的涂色）", "title"), (said, "subtitle"))),
                       replace(frame, rows=rows, row_styles=styles)), sample, settings, "A3"),
    ))


def _method(sample: Sample, settings: Settings) -> Lines:
    weights = f"{CLAIMED[PENDING]}的权重 {WEIGHTS[PENDING]}，{CLAIMED[CLOSED]}的权重 {WEIGHTS[CLOSED]}，其余权重 1"
    lines = [
        ("抽查办法", "title"),
        (f"{settings.name}　{sample.period.title}　种子 {sample.seed}　抽 {sample.count} 条", "subtitle"),
        ("照下面的步骤，用电子表格、计算器或任何编程语言，都能从“抽样框”重新抽出同样的结果。", "body"),
        ("一、抽样框", "heading"),
        (f"有填报（含沿用上期填报）的，一项任务一个牵头单位算一条，共 {len(sample.frame)} 条；"
         "没有填报的无可核对，不在其中。", "body"),
        ("二、分层和权重", "heading"),
        (f"同一单位、同一状态的为一层。{weights}：权重大的更容易抽到。", "body"),
        ("三、行码", "heading"),
        ("把“种子|任务编号|牵头单位”连成一行文字，按 UTF-8 求 SHA-256，取十六进制的前 16 位，就是这一条的行码。"
         "每层各条按行码从小到大排，排第几 k 就是几；行码相同的，任务编号小的在前。", "body"),
        ("四、层起点", "heading"),
        ("把“种子|牵头单位|状态层”连成一行文字，同样求 SHA-256，取前 8 位，当作十六进制数，除以 4294967296，"
         "就是这一层的起点 u（0 到 1 之间）。", "body"),
        ("五、抽取", "heading"),
        ("每条的排序值 =（k － u）÷（N × w），N 是这一层的条数，w 是权重。全部按排序值从小到大排，"
         f"取前 {sample.count} 条；排序值相同的，行码小的在前。", "body"),
        ("六、算一条看看", "heading"), *((text, "body") for text in _example(sample)),
    ]
    return Lines(tuple(lines))


def _example(sample: Sample) -> tuple[str, ...]:
    row = next(iter(rows_of(sample.drawn)))
    return (
        f"抽中的第 1 条，行码取自“{row_text(sample.seed, row.task_id, row.unit)}”，得 {row.code}；"
        f"在本层 {row.size} 条中排第 {row.at}。",
        f"层起点取自“{row_text(sample.seed, row.unit, row.status)}”，得 {row.start}。",
        f"排序值 =（{row.at} － {row.start}）÷（{row.size} × {row.weight}）= {row.key}。",
    )


def _sheet(
    name: str, blocks: tuple[Block, ...], sample: Sample, settings: Settings, paper: Literal["A4", "A3"] = "A4",
    landscape: bool = True,
) -> Sheet:
    return Sheet(name, blocks, paper, landscape, footer=f"{settings.name}　{sample.period.title}抽查")
