"""What a person should look at in returned stages: rows without a task, a label or a day; days unlike the notice's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from breakdown.merge.intake import Noted, Stages, Taken
from breakdown.merge.shelf import IssuedForm
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.stages import Milestones, Step, by_number, is_plan, read_steps

PLAN_CODES = frozenset({"plan-task", "plan-label", "plan-day", "plan-differs"})
_HEADERS = {"plan-task": "任务序号", "plan-label": "节点", "plan-day": "完成时间"}


def check_stages(
    taken: Taken, form: IssuedForm, milestones: Mapping[str, Milestones], period: Period
) -> list[Noted]:
    """The findings of one file's stages against the tasks its form shows and the notice's own milestones."""
    stages = taken.stages
    if stages is None:
        return []
    leads = ((row.cells["no"], row.task_id) for row in form.rows if row.role == "牵头")
    steps = read_steps(stages.rows, by_number(leads), period.year)
    found = [(step.task_id, problem) for at, step in enumerate(steps) for problem in _step_problems(stages, at, step)]
    found += _differing(stages, steps, milestones)
    return [Noted(taken.unit, taken.origin, problem, task_id, _HEADERS.get(problem.code, ""))
            for task_id, problem in found]


def _step_problems(stages: Stages, at: int, step: Step) -> Iterator[Problem]:
    number, label, due, *_ = stages.rows[at]
    place = _place(stages, at)
    if not step.task_id:
        sentence = f"任务序号“{number}”不是本单位牵头任务的序号" if number else "没有写任务序号"
        yield Problem("错误", place, "plan-task", f"{sentence}，这一步不计入任何任务",
                      "请照“牵头任务”表中的序号写", number or label or due)
    elif step.carried:
        yield Problem("提示", place, "plan-task", "没有写任务序号，按上一行的任务计",
                      "如不是这个意思，请写明序号", label or due)
    if not label:
        yield Problem("存疑", place, "plan-label", "没有写节点，这一步暂不计入序时进度", "请写明这一步做什么", due)
    if step.day is None:
        sentence = f"完成时间“{due}”看不出是哪天" if due else "没有写完成时间"
        yield Problem("存疑", place, "plan-day", f"{sentence}，这一步暂不计入序时进度",
                      "请写成 2021-6-30 或 6月底前", due or label)


def _differing(
    stages: Stages, steps: list[Step], milestones: Mapping[str, Milestones]
) -> Iterator[tuple[str, Problem]]:
    """One finding for each task of which the notice names other days than the unit does; the notice's days count."""
    named: dict[str, list[int]] = {}
    for at, step in enumerate(steps):
        if step.task_id and step.day:
            named.setdefault(step.task_id, []).append(at)
    for task_id, rows in named.items():
        printed = {day for day, _ in milestones.get(task_id, [])}
        days = {day for at in rows if (day := steps[at].day)}
        if is_plan(milestones.get(task_id, [])) and days != printed:
            told, wanted = ("、".join(f"{day.month}月{day.day}日" for day in sorted(each)) for each in (days, printed))
            sentence = f"细化方案的节点（{told}）与通知列明的（{wanted}）不一致，序时进度按通知计"
            yield task_id, Problem("存疑", _place(stages, rows[0]), "plan-differs", sentence,
                                   "请核对；确需调整时限的，请在进展填报表中选“申请调整”", told)


def _place(stages: Stages, at: int) -> str:
    return f"{stages.origin.file}〔{stages.sheet}〕第{stages.at[at]}行"
