"""What the units of the district report: how every task goes on over the year, and what is wrong with which form.

Nothing is drawn by lot: a task's course follows from its number, a form's mishap from unit and month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

COURSES = {
    0: "ahead", 1: "ahead", 2: "ahead", 3: "lagging", 4: "lagging", 5: "recovered", 6: "recovered", 7: "stalled",
    8: "late start", 9: "never", 10: "asks", 11: "vague",
    12: "asks", 13: "asks",
}
# Of fifty units each month one meets with each of these.
MISHAPS = {
    0: "missing", 1: "missing", 2: "late", 3: "late", 4: "空表", 5: "截断", 6: "改动", 7: "列顺序打乱", 8: "表头改名",
    9: "加列", 10: "twice", 11: "上期表",
}
_SENT_ANEW = "，已按核验意见补齐材料"


@dataclass(frozen=True)
class Target:
    """What a task is measured by: a row of the ledger's targets; kind "" where it has no number."""

    kind: str
    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class Matter:
    """One task as its lead unit sees it; due: the month of its deadline, first: the one that the notice names."""

    number: int
    content: str
    target: Target
    due: int
    first: int
    ongoing: bool

    @property
    def course(self) -> str:
        """How the task goes on."""
        return COURSES.get(self.number * 7 % 25, "steady")

    @property
    def asks_in(self) -> int:
        """The month whose form asks for a later deadline; 0 when none does."""
        return self.first - 1 if self.course == "asks" and self.first < 12 else 0

    @property
    def staged(self) -> bool:
        """Whether the unit has a stage plan for it."""
        return self.target.kind == "" and not self.ongoing and self.first > 4


def mishap(unit: int, month: int) -> str:
    """What happens to a unit's form of a month; "" when nothing."""
    found = MISHAPS.get((unit * 7 + month * 5) % 50, "")
    return "" if found == "上期表" and month == 1 else found


def stages(matter: Matter, person: str) -> Iterator[list[str]]:
    """Rows of the 细化方案: one third, two thirds, the end."""
    for share, label in ((1 / 3, "完成前期手续"), (2 / 3, "完成主体工作"), (1.0, "通过验收")):
        month = max(1, round(matter.first * share))
        yield [str(matter.number), label, f"{month}月底前", person, "65550100"]


def lead_report(matter: Matter, month: int, sent_back: bool) -> dict[str, str]:
    """What the lead unit types for a month, by header."""
    done = _share(matter, month)
    said = {"填报人": "张三", "联系电话": "65550100"}
    if matter.ongoing:
        return said | {"状态": "推进中", "本期进展": f"{month}月走访企业{8 + month}家，协调解决问题{month}件。"}
    if done <= 0:
        return said | {"状态": "未启动", "本期进展": "正在做前期准备。", "存在问题": "资金尚未到位。"}
    figures = _figures(matter, month, done)
    if done >= 1 and (matter.target.kind not in ("rate", "ceiling") or month == 12):
        again = _SENT_ANEW if sent_back else ""
        return said | figures | {"状态": "已完成", "佐证材料": f"验收单{matter.number}号",
                                 "本期进展": f"已完成：{matter.content.rstrip('。')}{again}。"}
    status = "申请调整" if month == matter.asks_in else "推进中"
    texts = {"状态": status, "本期进展": _words(matter, month, done)}
    if matter.course in ("lagging", "never", "stalled"):
        texts |= {"存在问题": "用地手续办理较慢，施工力量不足。", "下一步措施": "倒排工期，每周调度一次。"}
    return said | figures | texts


def support_report(matter: Matter, month: int) -> dict[str, str]:
    """What a supporting unit types: in the end the same as the lead unit."""
    status = "已完成" if not matter.ongoing and _share(matter, month) >= 1 else "推进中"
    return {"状态": status, "本期进展": f"{month}月配合牵头单位开展工作{1 + month % 3}次。"}


def _share(matter: Matter, month: int) -> float:
    """How much of a task is done by the end of a month; 1 or more when all is."""
    even = month / matter.due
    match matter.course:
        case "ahead":
            return even + 0.12
        case "lagging":
            return month / (matter.due + 1.5) * 0.95 if month <= matter.due else 1.0
        case "recovered":
            return even * 0.5 if month < min(7, matter.due) else even
        case "stalled":
            return min(4, month) / matter.due if month < 9 else even
        case "late start":
            return (month - 4) / max(matter.due - 4, 1)
        case "never":
            return min(even * 0.7, 0.85)
        case "asks":
            return month / (matter.first + 1)
        case _:
            return even


def _figures(matter: Matter, month: int, done: float) -> dict[str, str]:
    """完成值 by the target's kind, 完成比例 where it has no number."""
    target, behind = matter.target, matter.course in ("lagging", "never", "stalled")
    if target.kind == "cumulative":
        reached = target.value * min(done, 1.05)
        # what is counted piece by piece has no tenths
        whole = not any(measure in target.unit for measure in ("元", "米", "里", "亩", "吨", "万"))
        reached = int(reached) if whole else int(reached * 10) / 10
        return {"完成值": f"{reached:g}{target.unit}"}
    if target.kind == "rate":
        word = next((word for word in ("增长", "下降", "压减", "压缩") if word in target.text), "")
        return {"完成值": f"{word}{target.value * (0.93 if behind else 1 + (month % 3) / 50):.1f}{target.unit}"}
    if target.kind == "ceiling":
        return {"完成值": f"{target.value * (1.08 if behind else 0.9):g}{target.unit}"}
    return {"完成比例": f"{int(100 * min(done, 1)):d}%"}


def _words(matter: Matter, month: int, done: float) -> str:
    if matter.course == "vague":
        return "各项工作有序推进，取得阶段性成效。"
    said = _figures(matter, month, done)
    # who stands still writes the same words again
    since = "" if matter.course == "stalled" and 4 < month < 9 else f"截至{month}月底，"
    if matter.course == "stalled" and month == 4:
        since = ""
    return f"{since}{said.get('完成值') or '已完成工作量' + said['完成比例']}，正按计划实施。"
