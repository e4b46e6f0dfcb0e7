"""The sentences over the tables: what the figures say, what they count, what was assumed."""

from __future__ import annotations

from collections import Counter
from datetime import date

from breakdown.closings import CLOSED, PENDING, SENT_BACK
from breakdown.periods import Period
from breakdown.report.closings import done_by_checking
from breakdown.report.frames import LAGGING, NOT_DUE, ON_PLAN
from breakdown.report.returned import return_counts
from breakdown.report.summary import Summary
from breakdown.report.wording import chinese_day
from breakdown.workdays import unknown_sentence


def headline(summary: Summary) -> tuple[str, ...]:
    """What the period's figures say, one sentence a line; shares are those of the class table."""
    if not summary.named("tasks"):
        return ("台账中还没有任务。",)
    lines = (_totals(summary), checked_sentence(summary), _lagging(summary), _change(summary),
             returned_sentence(summary))
    return tuple(filter(None, lines))


def notes(summary: Summary) -> tuple[str, ...]:
    """What was counted and how: denominator, period, pace, assumed deadlines, whose report counts."""
    tasks, period = summary.named("tasks"), summary.period
    whole = f"{summary.leader}牵头的" if summary.leader else "台账全部"
    lines = [f"统计范围：{whole}{len(tasks)}项任务，各类互不重复，相加等于总数；占比以此为分母，"
             "合计100.0%，为此个别占比的末位与单独计算相差0.1。",
             f"期次：{period.title}（{chinese_day(period.first_day)}至{chinese_day(period.last_day)}），"
             f"序时进度{summary.pace:.1f}%；有两个以上带日期节点的任务，按到期节点数计算。"]
    if summary.collected != period:
        lines.append(f"本表以{summary.collected.title}的填报为准（{period.title}内最近一期）。")
    assumed = sum(bool(task.assumed) for task in tasks)
    if assumed:
        lines.append(f"有{assumed}项任务通知没有写明完成时限，按当年年底计，台账中注明“默认”。")
    standings = summary.named("standings")
    if len({row.task_id for row in standings}) < len(standings):
        lines.append("一项任务有几个牵头单位的，以最谨慎的填报为准，各单位填报并列在总台账；配合单位填报只作参考。")
    if not names_leaders(summary):
        lines.append("通知未列牵头领导，本表不含领导汇总。")
    if not summary.compared:
        lines.append("没有上期填报，不作比较。")
    if waiting := waiting_units(summary):
        lines.append(waiting_sentence(summary.collected, summary.due, waiting))
    if summary.unknown_years:
        lines.append(unknown_sentence(summary.unknown_years))
    lines.append(f"亮灯规则：{summary.preset}。"
                 + "；".join(f"{row.light}：{row.meaning}" for row in summary.named("lights") if row.meaning) + "。")
    return tuple(lines)


def waiting_units(summary: Summary) -> int:
    """How many units have not returned anything that counts and need not have yet."""
    return sum(row.state == NOT_DUE for row in summary.named("returns"))


def waiting_sentence(collected: Period, due: date, waiting: int) -> str:
    """That some units need not have returned anything yet, and how they are counted."""
    return (f"{collected.title}的报送截止日（{chinese_day(due)}）还没有过：尚未报送的{waiting}家单位列为“待报”，"
            "不算未报；有待报单位的组不排名。")


def names_leaders(summary: Summary) -> bool:
    """Whether any task names a leader."""
    return any(task.leaders for task in summary.named("tasks"))


def _totals(summary: Summary) -> str:
    kinds = Counter(task.kind for task in summary.named("tasks"))
    parts = "、".join(f"{name}{kinds[name]}项" for name in ("指标", "任务") if name in kinds)
    count, share = class_sum(summary, ("已完成",))
    good, good_share = class_sum(summary, ON_PLAN)
    split = f"（{parts}）" if len(kinds) > 1 else ""
    return (f"截至{chinese_day(summary.as_of)}，共{sum(kinds.values())}项{split}：已完成{count}项，占{share:.1f}%；"
            f"完成、达到或超过序时进度及持续推进的共{good}项，占{good_share:.1f}%。")


def checked_sentence(summary: Summary) -> str:
    """What checking came to, of the tasks that count as 已完成 and of those sent back; "" where nothing was claimed."""
    closings = summary.named("closings")
    if not closings:
        return ""
    counts = done_by_checking(summary.named("tasks"), closings)
    named = {CLOSED: CLOSED, PENDING: PENDING, "": "不须核验"}
    parts = "、".join(f"{word}{counts[name]}项" for name, word in named.items() if counts[name])
    done = f"已完成的任务中，{parts}" if parts else ""
    back = f"核验退回、不计入已完成的{counts[SENT_BACK]}项" if counts[SENT_BACK] else ""
    said = "；".join(filter(None, (done, back)))
    return f"{said}。" if said else ""


def _lagging(summary: Summary) -> str:
    count, share = class_sum(summary, LAGGING)
    if not count:
        return "没有滞后、未启动或逾期的任务。"
    counts = {row.category: row.count for row in summary.named("classes")}
    parts = "、".join(f"{name}{counts[name]}项" for name in LAGGING if counts[name])
    return f"进度滞后的共{count}项，占{share:.1f}%：{parts}。"


def _change(summary: Summary) -> str:
    if not summary.compared:
        return ""
    change = next(row.change for row in summary.named("classes") if row.category == "已完成")
    word = f"增加{change:.0f}项" if change > 0 else f"减少{-change:.0f}项" if change < 0 else "没有变化"
    return f"与上期相比，已完成的{word}，类别有变化的任务{len(summary.named('changed'))}项。"


def returned_sentence(summary: Summary) -> str:
    """How many units returned how."""
    states = [row.state for row in summary.named("returns")]
    if not states:
        return f"{summary.collected.title}还没有下发填报表。"
    counts = return_counts(states)
    said = "、".join(f"{word}{count}家" for word, count in counts.items() if count)
    return f"应报单位{len(states)}家：{said}。"


def class_sum(summary: Summary, names: tuple[str, ...]) -> tuple[int, float]:
    """The tasks of some classes and their share in per cent, as the class table prints them."""
    rows = [row for row in summary.named("classes") if row.category in names]
    return sum(int(row.count) for row in rows), round(sum(float(row.share) for row in rows), 1)
