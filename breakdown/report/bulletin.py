"""The bulletin of a period as a paper: every number in it is one of the summary's frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from breakdown.paper import Field, Paper
from breakdown.problems import Problem
from breakdown.report.bulletin_annexes import ALL, BEHIND, FIELDS, PUBLIC, Annex, annexes
from breakdown.report.bulletin_demands import demands
from breakdown.report.bulletin_faults import fault_points, no_faults
from breakdown.report.bulletin_good import good_points
from breakdown.report.bulletin_overall import overall
from breakdown.report.bulletin_targets import main_targets
from breakdown.report.summary import Summary
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings

TEMPLATE = "bulletin.docx"
# What a document on one topic may have, without its annexes.
MOST_CHARACTERS = 4000
_BODY = ("标题", "导语", "总体情况", "主要指标", "进展较好", "存在问题", "无问题", "下一步要求")


def bulletin_paper(summary: Summary, settings: Settings, signer: str, public: bool = False) -> Paper:
    """The bulletin of a period; signer: who signs it. public: no unit is named for a failing, in annexes neither."""
    title = f"{summary.period.title}重点工作推进情况的通报"
    added = annexes(summary, public)
    labels = {annex.field: annex.label for annex in added}
    whole = labels.get(PUBLIC if public else ALL, "")
    faults = fault_points(summary, labels.get(BEHIND, ""), public)
    fields: dict[str, Field] = {
        "地区": settings.name, "年度": str(summary.period.year), "期次": summary.period.title, "标题": f"关于{title}",
        "日期": chinese_day(summary.as_of), "签发": signer, "导语": _opening(summary),
        "总体情况": list[Field](overall(summary)), "主要指标": main_targets(summary, whole) or "",
        "进展较好": list[Field](good_points(summary, whole)), "存在问题": list[Field](faults),
        "无问题": "" if faults else no_faults(summary), "下一步要求": list[Field](demands(summary, public)),
        "附件清单": _list(added),
        **{name: _annex(name, added) for name in FIELDS},
    }
    return Paper(f"{settings.name}{title}{'（公开版）' if public else ''}", TEMPLATE, fields)


def length_problems(paper: Paper) -> list[Problem]:
    """A problem where a bulletin without its annexes is too long; blanks are not counted."""
    count = sum(len("".join(text.split())) for name in _BODY for text in _texts(paper.fields[name]))
    if count <= MOST_CHARACTERS:
        return []
    said = f"通报正文{count}字，专题文件不宜超过{MOST_CHARACTERS}字，请在 Word 里删减"
    return [Problem("提示", paper.name, "paper-long", said)]


def _opening(summary: Summary) -> str:
    said = f"现将{summary.period.title}重点工作推进情况通报如下"
    if summary.collected != summary.period:
        said += f"（以{summary.collected.title}的填报为准）"
    return f"{said}。"


def _list(added: Sequence[Annex]) -> list[Field]:
    return [{"编号": f"{at}." if len(added) > 1 else "", "名称": annex.title} for at, annex in enumerate(added, 1)]


def _annex(name: str, added: Sequence[Annex]) -> Field:
    """An annex as the template takes it; "" where there is none."""
    found = next((annex for annex in added if annex.field == name), None)
    return {"编号": found.label, "名称": found.title, "各行": list[Field](found.rows)} if found else ""


def _texts(value: Field) -> list[str]:
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _texts(each)]
    if isinstance(value, str | int):
        return [str(value)]
    return [text for each in value for text in _texts(each)]
