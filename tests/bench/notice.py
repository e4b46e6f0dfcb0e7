"""A notice of any size, in labelled lines: so many tasks, so many units, so many of them to support each task."""

from __future__ import annotations

from collections.abc import Iterator

OFFICES = """
发展 财务 工业 商贸 交通 水务 农业 林草 教育 体育 卫生 民政 住建 城管 环保 规划 文旅 科技 人社 医保 应急 统计 审计 司法
信访 退役军人 市场监管 行政审批 大数据 投资促进 金融 国资 供销 机关事务 档案 气象 地震 粮食 能源 邮政管理 消防 税务 公路
铁路 海事 渔业 畜牧 乡村振兴
"""
TOWNS = """
清溪 柳林 石桥 东坪 青石 古渡 云台 白鹭 双石 月湖 松坪 南坡
"""
BEFORE, AFTER = "东西南北上下前后长平安永", "溪林桥坪石渡台湖坡岭河湾"
KINDS = ("乡", "街道")
# Names of three characters are more than any office has; a province's month in one ledger needs them.
UNITS = (*(f"区{name}局" for name in OFFICES.split()), *(f"{name}镇" for name in TOWNS.split()),
         *(f"{first}{last}{kind}" for kind in KINDS for first in BEFORE for last in AFTER),
         *(f"{first}{middle}{last}{kind}" for kind in (*KINDS, "镇") for first in BEFORE
           for middle in (*BEFORE, *AFTER) for last in AFTER))
ACTIONS = (
    "新增规模以上企业{n}家以上，完成技术改造项目{n}个",
    "改造老旧小区{n}个，惠及居民{n}00户",
    "新建改建农村公路{n}公里，实施危桥改造{n}座",
    "主要指标增长{n}%左右，位居全市前列",
    "严控各类支出，一般性支出压减{n}%以上，把资金用在刀刃上",
    "推进专项整治，完善长效机制，群众满意度持续提升",
)
DEADLINES = ("6月底前", "9月底前", "11月底前", "12月底前", "持续推进")
PARTS = "一二三四五六七八九十"


HEAD = (
    "云河区人民政府办公室",
    "关于印发2021年区政府工作报告重点任务分解方案的通知",
    "各镇人民政府，区级各部门：",
    "现将重点任务分解方案印发给你们，共{tasks}项任务。",
    "2021年2月26日",
    "2021年区政府工作报告重点任务分解方案",
)
COLUMNS = ("序号", "重点工作", "工作任务", "牵头单位", "配合单位", "完成时限")


def write_notice(tasks: int, units: int = 60, supports: int = 5) -> str:
    """The notice's text, of at most 10,716 units; every unit is named about equally often."""
    lines = list(head_lines(tasks))
    above = ""
    for number, section, content, lead, helpers, deadline in task_rows(tasks, units, supports):
        if section != above:
            lines.append(section)
            above = section
        lines.append(f"{number}.{content}。")
        lines.append(f"牵头单位：{lead}；配合单位：{helpers}；完成时限：{deadline}。")
    return "\n".join(lines) + "\n"


def head_lines(tasks: int) -> list[str]:
    """The letter and the title above the tasks."""
    return [line.format(tasks=tasks) for line in HEAD]


def task_rows(tasks: int, units: int = 60, supports: int = 5) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The same tasks as rows of a table with the header COLUMNS."""
    size = tasks // len(PARTS) + 1
    for at in range(tasks):
        helpers = "、".join(UNITS[(at * 7 + step * 11) % units] for step in range(1, supports + 1))
        yield (
            str(at + 1), f"{PARTS[at // size]}、第{PARTS[at // size]}方面重点任务",
            ACTIONS[at % len(ACTIONS)].format(n=at % 37 + 3), UNITS[at % units], helpers,
            DEADLINES[at % len(DEADLINES)],
        )
