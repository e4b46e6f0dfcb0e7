"""What a clerk's own script would do at the end of a period, with pandas and openpyxl, without formats.

    python -m tests.bench.clerk LEDGER TARGET.xlsx

Of every period the newest report of each task and unit counts; each task is put into a class by a short rule (status,
deadline, per cent against the pace), the classes are counted by unit, section and period, and four tables are written.
What the rule leaves out the program does beside: figures against targets, milestones, what stands from an earlier
period, lights, ranks, warnings, changes. So tasks, units and their numbers are the same in both, classes are not.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing

import numpy as np
import pandas as pd

_KEY = ["period", "task_id", "unit", "role"]
_KEPT_UP = ["已完成", "超序时进度", "达到序时进度", "持续推进"]
_CLASSES = [*_KEPT_UP, "未达序时进度", "未启动", "逾期未完成", "任务调整", "未报送"]
# The more cautious of two leads' reports decides.
_CAUTION = ["未启动", "申请调整", "推进中", "已完成"]
_LAST_DAYS = {"上旬": "10", "中旬": "20", "下旬": "28"}


def main(ledger: str, target: str) -> None:
    """Read, count, write."""
    with closing(sqlite3.connect(ledger)) as connection:
        tasks = pd.read_sql("select * from tasks", connection).drop_duplicates("task_id", keep="last")
        assigned = pd.read_sql("select * from assignments", connection)
        asked = pd.read_sql("select period, task_id, unit, role from issued", connection).drop_duplicates(_KEY)
        progress = pd.read_sql("select * from progress order by ledger_id", connection)
        returns = pd.read_sql("select period, unit, state from returns", connection)
    reports = progress.drop_duplicates(_KEY, keep="last")
    judged = _judged(asked[asked["role"] == "牵头"], tasks, reports)
    whole = _whole(tasks, judged["period"].unique(), judged)
    last = asked["period"].iloc[-1]
    now, said = whole[whole["period"] == last], reports[reports["period"] == last]
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        _ledger(tasks, assigned, now, said).to_excel(writer, sheet_name="总台账", index=False)
        _units(judged, asked, returns, last).to_excel(writer, sheet_name="单位汇总", index_label="单位")
        _counted(now, "section", "任务数").to_excel(writer, sheet_name="板块汇总", index_label="板块")
        _counted(whole, "period", "任务数").to_excel(writer, sheet_name="趋势", index_label="期次")


def _judged(asked: pd.DataFrame, tasks: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """A row for every period, task and lead unit that was asked, with its class."""
    rows = asked.merge(reports, "left", _KEY).merge(tasks[["task_id", "section", "due", "ongoing"]], "left", "task_id")
    month, part = rows["period"].str[5:7], rows["period"].str[8:].map(_LAST_DAYS).fillna("28")
    ended = pd.to_datetime(rows["period"].str[:5] + month + "-" + part)
    pace = ended.dt.day_of_year / 365 * 100
    behind = pd.to_datetime(rows["due"]) < ended
    status, percent = rows["status"], rows["percent_value"]
    rows["category"] = np.select(
        [status.isna(), status == "已完成", status == "申请调整", behind, status == "未启动", rows["ongoing"] == 1,
         percent > pace + 5, percent < pace - 5],
        ["未报送", "已完成", "任务调整", "逾期未完成", "未启动", "持续推进", "超序时进度", "未达序时进度"],
        "达到序时进度")
    return rows


def _whole(tasks: pd.DataFrame, periods: np.ndarray, judged: pd.DataFrame) -> pd.DataFrame:
    """A row for every period and task: the most cautious of its leads; a task that nobody leads is not reported."""
    order = judged["status"].map({status: at for at, status in enumerate(_CAUTION)})
    newest = judged.assign(order=order).sort_values("order").drop_duplicates(["period", "task_id"])
    every = pd.MultiIndex.from_product([periods, tasks["task_id"]], names=["period", "task_id"]).to_frame(index=False)
    rows = every.merge(newest.drop(columns="section"), "left", ["period", "task_id"])
    rows = rows.merge(tasks[["task_id", "section"]], "left", "task_id")
    return rows.assign(category=rows["category"].fillna("未报送"))


def _ledger(tasks: pd.DataFrame, assigned: pd.DataFrame, whole: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """One row per task: who, until when, how it stands, what every lead unit said."""
    assigned = assigned.sort_values("position", kind="stable").groupby(["role", "task_id"])["printed"].agg("、".join)
    said = reports[reports["role"] == "牵头"].groupby("task_id")
    texts = said[["progress", "problem", "next_step"]].agg(lambda column: "\n".join(column.fillna("")))
    table = tasks.set_index("task_id").join(whole.set_index("task_id")[["category", "status", "value", "percent"]])
    table = table.join(assigned["牵头"].rename("leads")).join(assigned["配合"].rename("supports")).join(texts)
    columns = {"no": "序号", "section": "板块", "content": "重点工作", "leaders": "牵头领导", "leads": "牵头单位",
               "supports": "配合单位", "deadline_text": "完成时限", "category": "类别", "status": "状态",
               "value": "完成值", "percent": "完成比例", "progress": "本期进展", "problem": "存在问题",
               "next_step": "下一步"}
    return table[list(columns)].rename(columns=columns)


def _units(judged: pd.DataFrame, asked: pd.DataFrame, returns: pd.DataFrame, last: str) -> pd.DataFrame:
    """One row per unit: its classes, how many tasks it supports, how it reported; the best at the top."""
    now = asked[asked["period"] == last]
    table = _counted(judged[judged["period"] == last], "unit", "牵头任务").reindex(now["unit"].unique(), fill_value=0)
    table["配合任务"] = now[now["role"] == "配合"]["unit"].value_counts().reindex(table.index, fill_value=0)
    state = returns[returns["period"] == last].drop_duplicates("unit", keep="last").set_index("unit")["state"]
    table["报送情况"] = state.reindex(table.index).fillna("未报")
    return table.sort_values("达标率", ascending=False)


def _counted(rows: pd.DataFrame, by: str, total: str) -> pd.DataFrame:
    """How many rows of each class, how many in all, and the share of those that keep up."""
    table = pd.crosstab(rows[by], rows["category"]).reindex(columns=_CLASSES, fill_value=0)
    table.insert(0, total, table.sum(axis=1))
    return table.assign(达标率=(table[_KEPT_UP].sum(axis=1) / table[total]).round(3))


if __name__ == "__main__":
    main(*sys.argv[1:])
