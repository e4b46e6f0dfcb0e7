"""The frames of a summary, declared once: their columns are the headers of the printed tables."""

from __future__ import annotations

from breakdown.columns import Column, Frame

# Classes in print order: exclusive, and together the whole ledger.
CATEGORIES = (
    "已完成", "超序时进度", "达到序时进度", "未达序时进度", "未启动", "逾期未完成", "持续推进", "任务调整", "未报送",
)
# The classes that count as on plan when units are ranked.
ON_PLAN = ("已完成", "超序时进度", "达到序时进度", "持续推进")
# The classes that lag.
LAGGING = ("未达序时进度", "未启动", "逾期未完成")
# From the most to the least cautious: of several lead units' classes the first of these counts for the task. Who says
# nothing takes nothing from the others' progress, but a task is not done before all who lead it have said so.
CAUTION = (
    "任务调整", "逾期未完成", "未启动", "未达序时进度", "达到序时进度", "持续推进", "超序时进度", "未报送", "已完成",
)
LIGHTS = ("红", "黄", "绿", "蓝", "灰")
# How units stand with their return of the period, in print order.
RETURN_WORDS = ("按时报送", "待报", "迟报", "空报", "退回未重报", "未报")
# Whose return is wanted while the day by which it is due has not passed: no failing.
NOT_DUE = RETURN_WORDS[1]
FAILINGS = RETURN_WORDS[2:]
ALERTS = ("逾期", "未达序时", "未启动", "未报送", "临近时限", "疑似停滞", "报喜不报忧", "数字与状态不符")

# What is counted from period to period: a unit last of its group, a task that lags, a task that is red.
MATTERS = ("末位", "滞后", "红灯")

_CLASS_COUNTS = tuple(Column(name, name, "int", width=7) for name in CATEGORIES)
_LIGHT_COUNTS = tuple(Column(name, name, "int", width=6, group="灯") for name in LIGHTS)

# One row per task and lead unit: how the task stands by that unit's own report.
STANDINGS = Frame(
    "standings",
    (
        Column("task_id", "编号"),
        Column("unit", "牵头单位", width=18),
        Column("via", "来源"),
        Column("category", "类别", width=11),
        Column("light", "灯", width=5),
        Column("status", "状态", width=9),
        Column("value", "完成值", width=10),
        Column("percent", "完成比例（%）", "number", width=9),
        Column("pace", "序时进度（%）", "number", width=9),
        Column("gap", "与序时之差", "number", width=9),
        Column("basis", "判定依据", width=20),
        Column("reported", "填报期次"),
        Column("progress", "本期进展", width=40),
        Column("problem", "存在问题", width=18),
        Column("next_step", "下一步", width=18),
        Column("needs", "需协调事项", width=14),
        Column("origin", "出处", width=18),
    ),
    key=("task_id", "unit"),
)

# One row per task, lead unit and target whose figure the unit reported; figure: in the target's own measure.
FIGURES = Frame(
    "figures",
    (
        Column("period", "期次"),
        Column("task_id", "编号"),
        Column("unit", "牵头单位"),
        Column("position", "次序", "int"),
        Column("figure", "完成值", "number"),
        Column("percent", "完成比例（%）", "number"),
        Column("category", "类别"),
        Column("basis", "判定依据"),
    ),
    key=("period", "task_id", "unit", "position"),
)

# One row per task in the notice's order: the most cautious of its lead units' standings, all of them shown.
TASK_STANDINGS = Frame(
    "task_standings",
    (
        Column("task_id", "编号"),
        Column("no", "序号", width=6),
        Column("kind", "性质", width=6),
        Column("section", "板块", width=11),
        Column("content", "重点工作", width=36),
        Column("goal", "年度目标", width=20),
        Column("leaders", "牵头领导", width=9),
        Column("leads", "牵头单位", width=14),
        Column("supports", "配合单位", width=16),
        Column("deadline", "完成时限", width=13),
        Column("due", "到期日", "date", width=11),
        Column("assumed", "时限为默认", "flag"),
        Column("light", "灯", width=5),
        Column("category", "类别", width=9),
        Column("previous", "上期类别", width=9),
        Column("status", "状态", width=8),
        Column("value", "完成值", width=9),
        Column("percent", "完成比例（%）", "number", width=8),
        Column("pace", "序时进度（%）", "number", width=8),
        Column("basis", "判定依据", width=20),
        Column("progress", "本期进展", width=40),
        Column("problem", "存在问题", width=18),
        Column("next_step", "下一步", width=18),
        Column("origin", "出处", width=13),
        Column("unit", "以何单位填报为准", width=14),
    ),
    key=("task_id",),
)

CLASS_TABLE = Frame(
    "class_table",
    (
        Column("category", "类别", width=18),
        Column("count", "项数", "int", width=14),
        Column("share", "占比（%）", "number", width=14),
        Column("previous", "上期项数", "number", width=14),
        Column("previous_share", "上期占比（%）", "number", width=14),
        Column("change", "增减", "number", width=14),
    ),
    key=("category",),
)

LIGHT_TABLE = Frame(
    "light_table",
    (
        Column("light", "灯", width=18),
        Column("count", "项数", "int", width=10),
        Column("share", "占比（%）", "number", width=10),
        Column("meaning", "含义", width=40),
    ),
    key=("light",),
)

UNIT_TABLE = Frame(
    "unit_table",
    (
        Column("group", "组别", width=8),
        Column("rank", "名次", "number", width=6),
        Column("previous_rank", "上期名次", "number", width=6),
        Column("moved", "升降", width=7.5),
        Column("unit", "单位", width=20),
        Column("total", "牵头任务", "int", width=7),
        *_CLASS_COUNTS,
        Column("on_plan", "达标率（%）", "number", width=10),
        *_LIGHT_COUNTS,
        Column("supporting", "配合任务", "int", width=7),
        Column("returned", "报送情况", width=13),
    ),
    key=("unit",),
)

_SHARED_TABLE = (Column("total", "任务数", "int", width=8), *_CLASS_COUNTS,
                 Column("on_plan", "达标率（%）", "number", width=10), *_LIGHT_COUNTS)
LEADER_TABLE = Frame("leader_table", (Column("leader", "牵头领导", width=18), *_SHARED_TABLE), key=("leader",))
SECTION_TABLE = Frame("section_table", (Column("section", "板块", width=30), *_SHARED_TABLE), key=("section",))

LAGGING_UNITS = Frame(
    "lagging_units",
    (Column("unit", "单位", width=14), Column("total", "牵头任务", "int", width=8), *_CLASS_COUNTS,
     Column("on_plan", "达标率（%）", "number", width=10), Column("lagging", "滞后", "int", width=6)),
    key=("unit",),
)

# How each of the periods so far went; a row adds up to the tasks.
TREND = Frame(
    "trend",
    (Column("period", "期次", width=14), Column("pace", "序时进度（%）", "number", width=9), *_SHARED_TABLE,
     Column("name", "期次代号")),
    key=("name",),
)

# Tasks whose class or figures are not those of the period before.
CHANGES = Frame(
    "changes",
    (
        Column("turn", "变化", width=11),
        Column("no", "序号", width=6),
        Column("content", "重点工作", width=36),
        Column("leaders", "牵头领导", width=9),
        Column("unit", "牵头单位", width=16),
        Column("previous", "上期类别", width=12),
        Column("category", "本期类别", width=12),
        Column("previous_value", "上期完成值", width=11),
        Column("value", "本期完成值", width=11),
        Column("previous_percent", "上期完成比例（%）", "number", width=9),
        Column("percent", "本期完成比例（%）", "number", width=9),
        Column("basis", "本期判定依据", width=28),
        Column("task_id", "编号"),
    ),
    key=("task_id",),
)

# One row per target; figure, goal and gap in the target's own measure.
INDICATORS = Frame(
    "indicators",
    (
        Column("kind", "类型", width=6),
        Column("no", "序号", width=6),
        Column("name", "指标", width=20),
        Column("target", "年度目标", width=20),
        Column("goal", "目标值", "number", width=9),
        Column("measure", "计量单位", width=9),
        Column("figure", "完成值", "number", width=9),
        Column("percent", "完成率（%）", "number", width=9),
        Column("pace", "序时进度（%）", "number", width=9),
        Column("gap", "与目标之差", "number", width=9),
        Column("stages", "节点（到期/全部）", width=9),
        Column("category", "判定", width=13),
        Column("trend", "较上次", width=13.5),
        Column("unit", "牵头单位", width=14),
        Column("deadline", "完成时限", width=13),
        Column("basis", "判定依据", width=22),
        Column("shrunk", "累计数减少", "flag"),
        Column("leaders", "牵头领导"),
        Column("content", "重点工作"),
        Column("task_id", "编号"),
        Column("position", "次序", "int"),
    ),
    key=("task_id", "position"),
)

ALERT_TABLE = Frame(
    "alert_table",
    (
        Column("alert", "预警类别", width=13),
        Column("light", "灯", width=5),
        Column("no", "序号", width=6),
        Column("content", "重点工作", width=40),
        Column("leaders", "牵头领导", width=10),
        Column("unit", "牵头单位", width=20),
        Column("deadline", "完成时限", width=16),
        Column("sentence", "情况", width=36),
        Column("task_id", "编号"),
    ),
    key=("alert", "task_id", "unit"),
)

# What units asked to have changed, and the answer.
ADJUSTMENTS = Frame(
    "adjustments",
    (
        Column("asked", "申请期次", width=11),
        Column("unit", "单位", width=14),
        Column("no", "序号", width=6),
        Column("content", "重点工作", width=30),
        Column("kind", "申请事项", width=9),
        Column("wanted", "建议调整为", width=20),
        Column("reason", "理由", width=26),
        Column("received_at", "申请时间", "datetime", width=17),
        Column("decision", "决定", width=8),
        Column("before", "原为", width=16),
        Column("after", "调整为", width=16),
        Column("approver", "批准人", width=9),
        Column("decided_on", "批准日期", "date", width=11),
        Column("note", "批复意见", width=20),
    ),
    key=("asked", "unit", "no", "kind"),
)

RETURN_TABLE = Frame(
    "return_table",
    (
        Column("state", "报送情况", width=13),
        Column("unit", "单位", width=24),
        Column("group", "组别", width=8),
        Column("leading", "牵头任务", "int", width=9),
        Column("supporting", "配合任务", "int", width=9),
        Column("received_at", "收到时间", "datetime", width=17),
        Column("file", "文件", width=28),
        Column("contact", "联系人", width=10),
        Column("phone", "联系电话", width=14),
        Column("note", "说明", width=30),
    ),
    key=("unit",),
)

# One row per task and lead unit that claims it done.
CLOSING_TABLE = Frame(
    "closing_table",
    (
        Column("standing", "核验情况", width=10),
        Column("no", "序号", width=6),
        Column("content", "重点工作", width=32),
        Column("unit", "牵头单位", width=18),
        Column("deadline", "完成时限", width=13),
        Column("claimed", "报完成期次", width=12),
        Column("proof", "佐证材料", width=20),
        Column("approver", "批准人", width=9),
        Column("checked_on", "核验日期", width=14),
        Column("evidence", "核验依据", width=20),
        Column("reason", "退回原因", width=20),
        Column("task_id", "编号"),
    ),
    key=("task_id", "unit"),
)

# One row per task and period of the year: the light of that period, and the light in which it is shown now.
TRAIL = Frame(
    "trail",
    (
        Column("task_id", "编号"),
        Column("no", "序号", width=6),
        Column("period", "期次"),
        Column("title", "期次", width=12),
        Column("category", "类别", width=11),
        Column("light", "当期亮灯", width=9),
        Column("shown", "现显示", width=8),
        Column("made_good", "后来补上", "flag"),
        Column("basis", "判定依据", width=30),
        Column("percent", "完成比例（%）", "number", width=9),
        Column("pace", "序时进度（%）", "number", width=9),
    ),
    key=("task_id", "period"),
)

# One row per matter and unit or task that it was ever found of this year; figure, light and step are of this period,
# "" where it was not found of it now.
REPEATS = Frame(
    "repeats",
    (
        Column("matter", "事由", width=8),
        Column("group", "组别", width=8),
        Column("unit", "单位", width=18),
        Column("no", "序号", width=6),
        Column("content", "重点工作", width=32),
        Column("leaders", "牵头领导", width=10),
        Column("running", "连续期数", "int", width=7),
        Column("total", "累计期数", "int", width=7),
        Column("periods", "出现期次", width=24),
        Column("light", "灯", width=5),
        Column("figure", "本期情况", width=32),
        Column("step", "应到步骤", width=16),
        Column("signer", "签发人", width=14),
        Column("task_id", "编号"),
    ),
    key=("matter", "unit", "task_id"),
)

# One row per period in which a matter was found that steps follow: the figure that said so, counts and step then.
ESCALATIONS = Frame(
    "escalations",
    (
        Column("matter", "事由", width=8),
        Column("unit", "单位", width=18),
        Column("no", "序号", width=6),
        Column("content", "重点工作", width=32),
        Column("title", "期次", width=12),
        Column("light", "灯", width=5),
        Column("figure", "当期情况", width=36),
        Column("running", "连续期数", "int", width=7),
        Column("total", "累计期数", "int", width=7),
        Column("step", "步骤", width=16),
        Column("signer", "签发人", width=14),
        Column("group", "组别", width=8),
        Column("leaders", "牵头领导", width=10),
        Column("period", "期次"),
        Column("task_id", "编号"),
    ),
    key=("matter", "unit", "task_id", "period"),
)
