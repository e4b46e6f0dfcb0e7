"""Slips as Word documents: one for each unit with a matter to a page, and the register of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pandas as pd

from breakdown.paper import Field, Paper
from breakdown.report.rows import rows_of
from breakdown.report.slips import slips_by_unit
from breakdown.report.summary import Summary
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings

REGISTER = "督办单登记簿"
_NOTHING = "—"


def slip_papers(slips: pd.DataFrame, summary: Summary, settings: Settings) -> list[Paper]:
    """The papers of all units, their names ending in 督办单, and the register; none where there is no slip.

    slips: columns of SLIPS.
    """
    if slips.empty:
        return []
    papers = [Paper(unit_paper(unit), "slip.docx", {"单子": [_slip(row, summary) for row in rows]})
              for unit, rows in slips_by_unit(slips).items()]
    return [*papers, _register(rows_of(slips), summary, settings)]


def unit_paper(unit: str) -> str:
    """The name of a unit's paper."""
    return f"{unit}督办单"


def slip_counts(slips: pd.DataFrame) -> str:
    """How many there are of each: 交办单3张、催办单2张."""
    return "、".join(f"{name}{count}张" for name, count in Counter(slips["slip"]).items())


def _slip(row: Any, summary: Summary) -> dict[str, Field]:
    number = f"第{row.no}项　" if row.no else ""
    contact = "　".join(filter(None, (row.contact, row.phone)))
    return {
        "单别": row.slip, "单色": row.light, "编号": row.number,
        "事项": f"{number}{row.content}", "年度目标": row.goal or _NOTHING, "责任单位": row.unit,
        "牵头领导": row.leaders or _NOTHING, "联系人": contact or _NOTHING, "完成时限": row.deadline or _NOTHING,
        "当前情况": row.figure, "发单依据": row.grounds, "办理要求": row.demand, "签发人": row.signer,
        "日期": chinese_day(summary.as_of),
    }


def _register(rows: Iterable[Any], summary: Summary, settings: Settings) -> Paper:
    listed = list(rows)
    counts = slip_counts(pd.DataFrame(listed))
    lines: list[Field] = [
        {"编号": row.number, "单别": row.slip, "责任单位": row.unit, "事项": row.content, "当前情况": row.figure,
         "完成时限": row.deadline or _NOTHING, "签发人": row.signer}
        for row in listed
    ]
    title = f"{settings.name}{summary.period.title}{REGISTER}"
    told = f"共{len(listed)}张：{counts}　　截至{chinese_day(summary.as_of)}"
    return Paper(REGISTER, "slip_register.docx", {"标题": title, "说明": told, "表": lines})
