"""What repeats from period to period: units last of their group, tasks that lag or are red; the step it has led to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from breakdown.periods import Period
from breakdown.report.frames import ESCALATIONS, LAGGING, MATTERS, REPEATS
from breakdown.report.judge import Assessed
from breakdown.report.lights import Lights, Step, step_reached
from breakdown.report.rows import Table, row_of, tabulate

_LAST, _LAGS, _RED = MATTERS
# Who says nothing, or waits for an answer, neither lags nor has caught up.
_NEUTRAL = ("未报送", "任务调整")


@dataclass
class _Subject:
    """A unit or a task, as last named, and the periods in which a matter was found; running: since one that cleared it.

    hits: rows of ESCALATIONS. Light and words are those of the periods found, never those of the last.
    """

    named: dict[str, Any] = field(default_factory=dict)
    running: int = 0
    hits: list[Any] = field(default_factory=list)


def repeat_tables(course: Mapping[Period, Assessed], lights: Lights) -> tuple[Table, Table]:
    """Counters as columns of REPEATS, and every period that counts with the step it led to, as columns of ESCALATIONS.

    course: oldest period first. A period in which a unit has no rank, or a task is 未报送 or 任务调整, neither counts
    nor clears.
    """
    subjects: dict[tuple[str, str], _Subject] = {}
    hit_of = row_of(ESCALATIONS)
    for period, assessed in course.items():
        at = {"period": period.name, "title": period.title}
        for matter, key, hit, named in (*_units(assessed.units), *_tasks(assessed.tasks)):
            subject = subjects.setdefault((matter, key), _Subject())
            subject.named = named
            if not hit:
                subject.running = 0
                continue
            subject.running += 1
            counts = {"running": subject.running, "total": len(subject.hits) + 1}
            step = step_reached(_steps(matter, lights), **counts)
            subject.hits.append(hit_of(matter=matter, **named, **counts, **_named_step(step), **at))
    now = list(course)[-1].name
    listed = sorted(((matter, subject) for (matter, _), subject in subjects.items() if subject.hits),
                    key=lambda pair: (MATTERS.index(pair[0]), -pair[1].running, -len(pair[1].hits)))
    repeats = [_counter(matter, subject, now) for matter, subject in listed]
    steps = tuple(hit for matter, subject in listed if _steps(matter, lights) for hit in subject.hits)
    return tabulate(REPEATS, repeats), Table(ESCALATIONS, steps)


def _units(units: Table) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
    """Each ranked unit, and whether it is last of its group: not where all tie, nor with all its tasks on plan."""
    ranked = [row for row in units.rows if row.rank > 0]
    shared, sizes = Counter((row.group, row.rank) for row in ranked), Counter(row.group for row in ranked)
    lowest = {group: max(rank for named, rank in shared if named == group) for group in sizes}
    for row in ranked:
        last = row.rank == lowest[row.group] > 1 and row.on_plan < 100
        tied = "并列" if shared[row.group, row.rank] > 1 else ""
        figure = f"达标率{row.on_plan:.1f}%，{row.group}{sizes[row.group]}家中{tied}第{int(row.rank)}名"
        yield _LAST, row.unit, last, {"unit": row.unit, "group": row.group, "figure": figure, "light": ""}


def _tasks(tasks: Table) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
    for task in tasks.rows:
        if task.category in _NEUTRAL:
            continue
        named = {"task_id": task.task_id, "no": task.no, "content": task.content, "leaders": task.leaders,
                 "unit": task.unit or task.leads, "light": task.light, "figure": f"{task.category}：{task.basis}"}
        yield _LAGS, task.task_id, task.category in LAGGING or task.light == "红", named
        yield _RED, task.task_id, task.light == "红", named


def _steps(matter: str, lights: Lights) -> Sequence[Step]:
    return {_LAST: lights.escalation, _LAGS: lights.slips}.get(matter, ())


def _named_step(step: Step | None) -> dict[str, str]:
    return {"step": step.step, "signer": step.signer} if step else {"step": "", "signer": ""}


def _counter(matter: str, subject: _Subject, now: str) -> dict[str, Any]:
    last = subject.hits[-1]
    kept = {name: getattr(last, name) if last.period == now else "" for name in ("light", "figure", "step", "signer")}
    periods = "、".join(hit.title for hit in subject.hits)
    return {"matter": matter, "running": subject.running, "total": len(subject.hits), "periods": periods,
            **subject.named, **kept}
