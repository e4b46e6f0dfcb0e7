"""The district's notice, put together from tasks.txt: 150 tasks of 36 departments and 14 towns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

NAME, YEAR = "云河区", 2021
TOWNS = ("清溪镇", "柳林镇", "石桥镇", "东坪镇", "白石镇", "南湾镇", "北岭镇", "松岗镇", "河口镇", "双井镇", "大坪镇",
         "新桥镇", "云峰镇", "长滩镇")
LEADERS = ("赵清源", "张三", "李四", "王五", "陈明")
# Every so many tasks are helped by all towns, or led by two units.
_ALL_TOWNS, _JOINT = 12, 29
_LETTER = f"""云河府办发〔{YEAR}〕3号
云河区人民政府办公室
关于印发{YEAR}年区政府工作报告重点任务分解方案的通知
各镇人民政府，区级各部门：
《{YEAR}年区政府工作报告重点任务分解方案》经区政府常务会议审定，现予印发，请逐项落到实处。
一、明确责任。牵头单位对任务落实负总责，配合单位主动配合。本方案中的各镇包括{"、".join(TOWNS)}。
二、按时报送。方案共150项任务，各单位每月5日前通过填报表报送上月进展，没有进展的也要说明原因。
三、严格督办。区政府督查室按月汇总、按季通报，年底对照任务逐项核验。
云河区人民政府办公室
{YEAR}年1月22日
{YEAR}年区政府工作报告重点任务分解方案
"""


@dataclass(frozen=True)
class Duty:
    """One task as tasks.txt has it: its section, lead unit, sentence, and the words of its deadline."""

    section: str
    unit: str
    sentence: str
    deadline: str


def duties() -> list[Duty]:
    """All tasks in order."""
    found, section = [], ""
    for line in (Path(__file__).parent / "tasks.txt").read_text(encoding="utf-8").splitlines():
        unit, colon, tasks = line.partition("：")
        if line.startswith("#"):
            continue
        section = section if colon else line
        for task in tasks.split("|") if colon else ():
            sentence, _, deadline = task.partition("＠")
            found.append(Duty(section, unit, sentence, deadline or "12月底前"))
    return found


def notice_text() -> str:
    """The notice as a text file holds it."""
    listed = duties()
    departments = list(dict.fromkeys(duty.unit for duty in listed if duty.unit not in TOWNS))
    lines, section = [], ""
    for number, duty in enumerate(listed, 1):
        if duty.section != section:
            section = duty.section
            lines.append(section)
        helper = departments[(departments.index(duty.unit) + 7) % len(departments)] if duty.unit in departments else ""
        leads = f"{duty.unit}、{departments[number % 7]}" if number % _JOINT == 0 else duty.unit
        helpers = "各镇" if number % _ALL_TOWNS == 0 else helper or "区财政局"
        leader = LEADERS["一二三四五六".index(section[0]) % len(LEADERS)]
        lines.append(f"{number}.{duty.sentence}。")
        lines.append(f"牵头领导：{leader}；牵头单位：{leads}；配合单位：{helpers}；完成时限：{duty.deadline}。")
    return _LETTER + "\n".join(lines) + "\n"
