"""Every number of a bulletin, worked out anew from rows as `export` gives them, by rules written here once more.

Nothing of report/ is used but the bulletin itself. The tasks of this ledger hold no figure in their texts.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from breakdown.paper import Paper
from breakdown.periods import parse_period
from breakdown.records import Records
from breakdown.report import summarize
from breakdown.report.bulletin import bulletin_paper
from tests.report.office import SETTINGS, with_rows
from tests.report.test_bulletin import said

PERIODS = ("2021-01", "2021-02", "2021-03")
ENDS = dict(zip(PERIODS, (date(2021, 1, 31), date(2021, 2, 28), date(2021, 3, 31)), strict=True))
PACE = {"2021-01": 8.3, "2021-02": 16.7, "2021-03": 25.0}
GOOD = ("已完成", "超序时进度", "达到序时进度", "持续推进")
LATE = ("未达序时进度", "未启动", "逾期未完成")
STATES = {"已报": "按时报送", "迟报": "迟报", "空报": "空报", "退回": "退回未重报", "": "未报"}
PLACES = "东西南北中甲乙丙丁戊己庚辛壬癸"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
Rows = list[dict[str, Any]]


def ledger(seed: int) -> dict[str, Rows]:
    """Rows of a ledger in which every task has one lead unit and reports its status and a per cent."""
    draw = random.Random(seed)
    units = [f"区{name}局" for name in "财教农林水"] + [f"{name}镇" for name in "清白桃"]
    tasks: Rows = [
        {"task_id": f"t{at}", "no": str(at), "kind": "任务", "section": draw.choice(("工业", "民生", "生态")),
         "content": f"{draw.choice(('修建', '整治', '改造'))}{a}{b}路", "year": 2021, "position": at,
         "due": draw.choice((date(2021, 3, 20), date(2021, 12, 31))), "ongoing": False}
        for at, (a, b) in enumerate(pairwise(draw.choices(PLACES, k=draw.randint(4, 40))), 1)
    ]
    for task in tasks:
        task["deadline_text"] = f"{task['due'].month}月{task['due'].day}日前"
    leads: Rows = [{"task_id": task["task_id"], "unit": draw.choice(units), "role": "牵头", "position": 0}
                   for task in tasks]
    rows: dict[str, Rows] = {"tasks": tasks, "assignments": [row | {"printed": row["unit"]} for row in leads],
                             "issued": [], "progress": [], "returns": [],
                             "units": [{"unit": unit, "kind": "镇街" if unit.endswith("镇") else "部门"}
                                       for unit in units]}
    for period in PERIODS:
        states = {row["unit"]: draw.choice(("已报", "已报", "已报", *STATES)) for row in leads}
        for row in leads:
            rows["issued"].append(row | {"period": period, "revision": 1, "row_id": row["task_id"]})
            if states[row["unit"]] in ("已报", "迟报"):
                rows["progress"].append(row | {"period": period} | report(draw))
        rows["returns"] += [
            {"file": f"{unit}.xlsx", "sha256": unit + period, "unit": unit, "period": period, "revision": 1,
             "state": state, "received_at": "2021-04-01"} for unit, state in states.items() if state]
    return rows


def report(draw: random.Random) -> dict[str, Any]:
    status = draw.choice(("推进中", "推进中", "推进中", "推进中", "未启动", "已完成", "申请调整"))
    percent = 100.0 if status == "已完成" else float(draw.randint(0, 60))
    return {"status": status, "percent": f"{percent:g}%", "percent_value": percent,
            "progress": "推进有困难" + draw.choice(PLACES) * 3}


class Recount:
    """All figures of a period, from the rows alone."""

    def __init__(self, rows: dict[str, Rows], period: str) -> None:
        self.rows, self.period = rows, period
        self.reports = {(row["period"], row["task_id"]): row for row in rows["progress"]}
        self.lead = {row["task_id"]: row["unit"] for row in rows["assignments"]}
        self.total = len(rows["tasks"])
        self.classes = self.by_task(period)
        self.count = Counter(self.classes.values())
        at = PERIODS.index(period)
        self.before = self.by_task(PERIODS[at - 1]) if at else {}
        asked = {row["unit"] for row in rows["issued"]}
        came = {row["unit"]: row["state"] for row in rows["returns"] if row["period"] == period}
        self.returns = Counter(STATES[came.get(unit, "")] for unit in asked)
        self.asked = len(asked)

    def by_task(self, period: str) -> dict[str, str]:
        return {task["task_id"]: self.one(task, period) for task in self.rows["tasks"]}

    def one(self, task: dict[str, Any], period: str) -> str:
        row = self.reports.get((period, task["task_id"]))
        if row is None:
            earlier = [self.reports.get((each, task["task_id"])) for each in PERIODS if each < period]
            last = next((each for each in reversed(earlier) if each), None)
            return "已完成" if last and last["status"] == "已完成" else "未报送"
        if row["status"] in ("已完成", "申请调整"):
            return "已完成" if row["status"] == "已完成" else "任务调整"
        if task["due"] < ENDS[period]:
            return "逾期未完成"
        if row["status"] == "未启动":
            return "未启动"
        percent, pace = row["percent_value"], PACE[period]
        return "超序时进度" if percent > pace else "达到序时进度" if percent == pace else "未达序时进度"

    def lags_again(self) -> int:
        """The tasks that lag now and did the last time they said anything."""
        runs: Counter[str] = Counter()
        for period in PERIODS[: PERIODS.index(self.period) + 1]:
            for task, name in self.by_task(period).items():
                if name not in ("未报送", "任务调整"):
                    runs[task] = runs[task] + 1 if name in LATE else 0
        return sum(runs[task] > 1 and name in LATE for task, name in self.classes.items())

    def sum(self, names: tuple[str, ...]) -> int:
        return sum(self.count[name] for name in names)

    def grown(self, names: tuple[str, ...]) -> int:
        return self.sum(names) - sum(Counter(self.before.values())[name] for name in names)


def bulletin_of(rows: dict[str, Rows], period: str) -> Paper:
    records = with_rows(Records.empty(), **rows)
    summary = summarize(records, parse_period(period), date(2021, 4, 6), SETTINGS)
    return bulletin_paper(summary, SETTINGS, "督查室主任")


CASES = [(seed, period) for seed in range(8) for period in PERIODS]


def near(share: float, count: int, total: int) -> bool:
    """A share rounded down or up to one decimal."""
    return abs(share - 100 * count / total) < 0.1 + 1e-9


@pytest.mark.parametrize(("seed", "period"), CASES)
def test_the_totals_are_those_of_the_rows(seed: int, period: str) -> None:
    rows = ledger(seed)
    text, own = said(bulletin_of(rows, period), "总体情况"), Recount(rows, period)
    assert f"纳入台账的任务共{own.total}项" in text
    first = re.search(r"其中，(.*?)。", text)
    if len(own.count) == 1:
        assert first is None and f"全部{next(iter(own.count))}" in text
    else:
        assert first is not None
        told = re.findall(r"([^；，\d]+)(\d+)项，占([\d.]+)%", first[1])
        named = {name.replace("申请调整", "任务调整"): (int(count), float(share)) for name, count, share in told}
        assert {name: count for name, (count, _) in named.items()} == dict(own.count)
        assert all(near(share, count, own.total) for count, share in named.values())
        assert round(sum(share for _, share in named.values()), 1) == 100.0
    for words, names in (("持续推进的共", GOOD), ("进度滞后的共", LATE)):
        match = re.search(rf"{words}(\d+)项，占([\d.]+)%", text)
        if match:
            assert int(match[1]) == own.sum(names) and near(float(match[2]), own.sum(names), own.total)
        else:
            assert own.sum(names) in (0, own.total)
    returns = re.search(r"应报单位(\d+)家：(.*?)。", text)
    assert returns is not None and int(returns[1]) == own.asked
    assert {name: int(count) for name, count in re.findall(r"([^、\d]+)(\d+)家", returns[2])} == dict(own.returns)


@pytest.mark.parametrize(("seed", "period"), CASES)
def test_the_change_is_that_of_the_rows(seed: int, period: str) -> None:
    rows = ledger(seed)
    text, own = said(bulletin_of(rows, period), "总体情况"), Recount(rows, period)
    if not own.before:
        assert "没有上期填报，不作比较。" in text
        return
    for words, names in (("已完成的", ("已完成",)), ("进度滞后的", LATE)):
        match = re.search(rf"相比，(?:.*，)?{words}(?:(增加|减少)(\d+)项|没有增减)", text)
        assert match is not None
        assert (int(match[2]) * (1 if match[1] == "增加" else -1) if match[1] else 0) == own.grown(names)
    moved = [task for task, name in own.classes.items() if own.before[task] != name]
    match = re.search(r"类别有变化的(\d+)项：(.*?)。", text)
    assert (int(match[1]) if match else 0) == len(moved)
    if match:
        assert sum(map(int, NUMBER.findall(match[2]))) == len(moved)


@pytest.mark.parametrize(("seed", "period"), CASES)
def test_the_points_count_the_rows(seed: int, period: str) -> None:
    rows = ledger(seed)
    paper, own = bulletin_of(rows, period), Recount(rows, period)
    text = said(paper, "进展较好", "存在问题", "下一步要求")
    new = [task for task, name in own.classes.items() if name == "已完成" and own.before.get(task) != name]
    caught = [task for task, name in own.classes.items()
              if own.before.get(task) in LATE and name in GOOD and name != "已完成"]
    led = Counter(own.lead.values())
    on_plan = Counter(own.lead[task] for task, name in own.classes.items() if name in GOOD)
    expected = {
        r"(?:本期新完成|已经完成)(\d+)项": len(new), r"(\d+)项任务超序时进度": own.count["超序时进度"],
        r"本期赶上的(\d+)项": len(caught), r"(\d+)项任务时限已过仍未完成": own.count["逾期未完成"],
        r"(\d+)项任务未达序时进度，占": own.count["未达序时进度"], r"(\d+)项任务尚未启动": own.count["未启动"],
        r"(\d+)项任务没有可用的填报": own.count["未报送"], r"(\d+)项任务连续两期以上滞后": own.lags_again(),
        r"(?:对进度滞后的|对逾期未完成的)(\d+)项任务": own.sum(LATE),
    }
    for pattern, count in expected.items():
        match = re.search(pattern, text)
        assert (int(match[1]) if match else 0) == count, pattern
    full = {unit for unit, count in led.items() if on_plan[unit] == count}
    line = next((line for line in text.split("\n") if line.startswith("牵头任务全部完成")), "")
    assert {unit for unit in led if unit in line} == full
    assert sum(int(count) for count in re.findall(r"(\d+)家：", line)) == len(full)


@pytest.mark.parametrize(("seed", "period"), CASES)
def test_no_number_comes_from_nowhere(seed: int, period: str) -> None:
    """What is left of the text once dates and headings are gone holds but figures that the rows give."""
    rows = ledger(seed)
    paper, own = bulletin_of(rows, period), Recount(rows, period)
    text = re.sub(r"\d{4}年(?:\d+月)?(?:\d+日)?|\d+月\d+日前?|不足100%|附件\d", "", said(paper))
    allowed = {float(own.total), float(own.asked), PACE[period], 100.0}
    allowed |= {row["percent_value"] for row in rows["progress"] if row["period"] == period}
    ends = ENDS[period]
    allowed |= {float(sum((ends + timedelta(at)).weekday() < 5 for at in range(1, (task["due"] - ends).days + 1)))
                for task in rows["tasks"]}
    # counts of anything go no higher than the tasks or the units; shares are those of a count
    allowed |= {float(count) for count in range(max(own.total, own.asked) + 1)}
    wholes = {own.total, *Counter(own.lead.values()).values()}
    shares = [100 * part / whole for whole in wholes for part in range(whole + 1)]
    stray = [number for number in NUMBER.findall(text) if float(number) not in allowed
             and not any(abs(float(number) - share) < 0.1 + 1e-9 for share in shares)]
    assert stray == []
    for content, percent in re.findall(r"([修整改][^：。\s]*路)（[^（）]*），完成([\d.]+)%", said(paper, "进展较好")):
        tasks = [task["task_id"] for task in rows["tasks"] if task["content"] == content]
        assert float(percent) in {own.reports[period, task]["percent_value"] for task in tasks
                                  if (period, task) in own.reports}
