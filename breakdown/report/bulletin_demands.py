"""下一步要求: what follows from the figures, and nothing that they give no cause for."""

from __future__ import annotations

from collections.abc import Callable

from breakdown.closings import PENDING
from breakdown.report.bulletin_words import Point, brief, point
from breakdown.report.frames import LAGGING
from breakdown.report.overview import class_sum
from breakdown.report.returned import return_counts
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary

_WRONG = ("疑似停滞", "报喜不报忧", "数字与状态不符")


def demands(summary: Summary, public: bool) -> list[Point]:
    """The points of the section; there is always one."""
    rules: tuple[Callable[[Summary], Point | None], ...] = (_catch_up, _report, _mend, _check)
    found = [_near(summary, public), *(rule(summary) for rule in rules)]
    points = [each for each in (found[1], found[0], *found[2:]) if each]
    return points or [_carry_on(summary)]


def _catch_up(summary: Summary) -> Point | None:
    behind, overdue = class_sum(summary, LAGGING)[0], class_sum(summary, ("逾期未完成",))[0]
    if not behind:
        return None
    if overdue == behind:
        said = f"对逾期未完成的{overdue}项任务，牵头单位要说明原因，定出办结时间和措施"
    else:
        said = f"对进度滞后的{behind}项任务，牵头单位要{'逐项' if behind > 1 else ''}查明原因，定出追赶措施和时间"
        said += f"；其中逾期未完成的{overdue}项，要说明原因，定出办结时间" if overdue else ""
    return point("补齐进度", said)


def _near(summary: Summary, public: bool) -> Point | None:
    rows = [row for row in rows_of(summary.alerts) if row.alert == "临近时限"]
    if not rows:
        return None
    # a task that is near its deadline may lag as well
    entries = [] if public else [f"{brief(row.content)}{f'（{row.unit}）' if row.unit else ''}，{row.sentence}"
                                 for row in rows]
    return point("盯住时限", f"{len(rows)}项任务临近时限，牵头单位要确保按期完成", entries)


def _report(summary: Summary) -> Point | None:
    counts = return_counts(summary.returns["state"])
    missing = [word for word in ("未报", "退回未重报", "空报") if counts[word]]
    if missing:
        said = f"{'、'.join(missing)}的{sum(counts[word] for word in missing)}家单位要尽快补报"
        return point("按时报送", f"{said}；迟报的{counts['迟报']}家下期要按时" if counts["迟报"] else said)
    return point("按时报送", f"迟报的{counts['迟报']}家单位下期要按时报送") if counts["迟报"] else None


def _mend(summary: Summary) -> Point | None:
    rows = [row for row in rows_of(summary.alerts) if row.alert in _WRONG]
    if not rows:
        return None
    count = len({row.task_id for row in rows})
    return point("如实填报", f"填报存疑的{count}项任务，牵头单位要据实更正，写明数字、问题和措施")


def _check(summary: Summary) -> Point | None:
    waiting = summary.closings[summary.closings["standing"] == PENDING]["task_id"].nunique()
    if not waiting:
        return None
    return point("做好核验", f"报已完成、待核验的{waiting}项任务，牵头单位要备好佐证材料，配合核验")


def _carry_on(summary: Summary) -> Point:
    left = len(summary.tasks) - class_sum(summary, ("已完成",))[0]
    if left:
        return point("保持力度", f"其余{left}项任务，牵头单位要按时限继续推进" if left < len(summary.tasks)
                     else "各牵头单位要按时限继续推进")
    return point("巩固成果", "各牵头单位要巩固成果，做好材料归档")
