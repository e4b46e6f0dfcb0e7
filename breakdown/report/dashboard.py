"""The leader's page as plain values: the summary's own figures, and every task's whole history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from breakdown.records import Records
from breakdown.report.chronicle import task_chronicles
from breakdown.report.frames import ALERTS, LAGGING, ON_PLAN
from breakdown.report.overview import headline, names_leaders, notes
from breakdown.report.returned import return_counts
from breakdown.report.rows import rows_of
from breakdown.report.summary import Summary
from breakdown.report.tables import NOBODY, split_leaders
from breakdown.report.views import LIGHT_STYLES
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings

# The whole in four parts, as a leader asks for it; every class stands in one of them.
_PARTS = (
    ("已完成", ON_PLAN[:1]), ("正常推进", ON_PLAN[1:]), ("进度滞后", LAGGING),
    ("未报送或申请调整", ("任务调整", "未报送")),
)


@dataclass(frozen=True)
class Dashboard:
    """What the page shows, in values that JSON knows.

    facts: by the names of the template. histories: by task id, the newest period first; opened one at a time.
    """

    name: str
    facts: dict[str, Any]
    histories: dict[str, dict[str, Any]]


def build_dashboard(summary: Summary, records: Records, settings: Settings) -> Dashboard:
    """The page of a period; records: what the summary was made of."""
    name = f"{settings.name}{summary.period.title}重点任务推进情况"
    asked = {"asked": len(summary.returns), "counts": return_counts(summary.returns["state"])}
    late = summary.returns[summary.returns["state"] != "按时报送"]
    facts = {
        "title": name, "area": settings.name, "period": summary.period.title, "as_of": chinese_day(summary.as_of),
        "pace": summary.pace, "total": len(summary.tasks), "compared": summary.compared,
        "headline": list(headline(summary)), "notes": list(notes(summary)), "parts": _parts(summary),
        "classes": plain_rows(summary.classes),
        "lights": [row | {"style": LIGHT_STYLES[row["light"]]} for row in plain_rows(summary.lights)],
        "trend": plain_rows(summary.trend),
        "sections": plain_rows(summary.sections), "units": _groups(summary),
        "leaders": plain_rows(summary.leaders) if names_leaders(summary) else [],
        "returns": asked | {"late": [{"unit": row.unit, "state": row.state} for row in rows_of(late)]},
        "alerts": _alert_counts(summary), "tasks": _tasks(summary),
    }
    return Dashboard(name, facts, task_chronicles(summary, records))


def without_old_texts(page: Dashboard, kept: int) -> Dashboard:
    """The page with the texts of each task's newest periods only; figures stay, and what is left out is said."""
    histories = {}
    for task_id, history in page.histories.items():
        periods = [period if at < kept else _figures_only(period) for at, period in enumerate(history["periods"])]
        histories[task_id] = history | {"periods": periods}
    return Dashboard(page.name, page.facts, histories)


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame's rows in values that JSON knows: no number and no day are None, a day is 2021-03-31."""
    return [{str(name): _plain(value) for name, value in row._asdict().items()} for row in rows_of(frame)]


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if pd.isna(value):
        return None
    return value


def _parts(summary: Summary) -> list[dict[str, Any]]:
    found = []
    for label, names in _PARTS:
        rows = summary.classes[summary.classes["category"].isin(names)]
        part: dict[str, Any] = {"label": label, "classes": list(names), "count": int(rows["count"].sum()),
                                "share": round(float(rows["share"].sum()), 1)}
        part["change"] = int(rows["change"].sum()) if summary.compared else None
        found.append(part)
    return found


def _groups(summary: Summary) -> list[dict[str, Any]]:
    """Units by ranking group, in the order of the table."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in plain_rows(summary.units):
        groups.setdefault(row["group"], []).append(row)
    return [{"group": group, "rows": rows} for group, rows in groups.items()]


def _alert_counts(summary: Summary) -> list[dict[str, Any]]:
    kinds = summary.alerts["alert"].value_counts()
    return [{"alert": name, "count": int(kinds.get(name, 0))} for name in ALERTS]


def _tasks(summary: Summary) -> list[dict[str, Any]]:
    units: dict[str, list[str]] = {}
    for row in rows_of(summary.standings):
        units.setdefault(row.task_id, []).append(row.unit)
    alerts: dict[str, list[str]] = {}
    for row in rows_of(summary.alerts):
        alerts.setdefault(row.task_id, []).append(row.alert)
    changed = set(summary.changed["task_id"])
    rows = []
    for task in plain_rows(summary.tasks):
        task_id = task["task_id"]
        rows.append(task | {
            "section": task["section"] or NOBODY, "leader_names": split_leaders(task["leaders"]) or [NOBODY],
            "units": units.get(task_id, []), "alerts": list(dict.fromkeys(alerts.get(task_id, []))),
            "changed": task_id in changed, "style": LIGHT_STYLES[task["light"]],
        })
    return rows


def _figures_only(period: dict[str, Any]) -> dict[str, Any]:
    kept = [{name: value for name, value in report.items() if name in ("role", "unit", "status", "value", "percent")}
            for report in period["reports"]]
    return period | {"reports": kept, "cut": True}
