"""Every frame's columns, declared once.

One declaration gives the headers and locks of the workbooks, the ledger's tables, the recognition of a returned sheet
and the table in the README. Text is never null ("" = not written); a date is a date or NaT; a number is float or NaN.
"""

from __future__ import annotations

from breakdown.frame import Column as Column
from breakdown.frame import Frame as Frame
from breakdown.frame import conform as conform
from breakdown.frame import make_frame as make_frame

STATUSES = ("未启动", "推进中", "已完成", "申请调整")
# What a unit may ask to have changed in a task, and what the office says to it.
REQUEST_KINDS = ("任务表述", "责任单位", "完成时限", "目标值")
DECISIONS = ("同意", "不同意")
# What checking a report comes to; the first two decide on a claimed completion, the last only says that it is true.
RESULTS = ("销号", "退回", "属实")
RETURN_STATES = ("已报", "迟报", "空报", "退回", "重复", "无法识别")
UNIT_KINDS = ("部门", "镇街", "园区", "企业", "其他")
ROLES = ("牵头", "配合")

# Rows as written: one per task of the notice, before any wording is turned into values. `part` is text or table.
WRITTEN = Frame(
    "written",
    (
        Column("part", "部分"),
        Column("no", "序号", width=6),
        Column("kind", "类别", width=6),
        Column("section", "板块", width=18),
        Column("subsection", "二级标题", width=18),
        Column("content", "重点工作", width=44),
        Column("goal", "年度目标", width=30),
        Column("leaders", "牵头领导"),
        Column("leads", "牵头单位", width=20),
        Column("supports", "配合单位", width=28),
        Column("deadline_text", "完成时限", width=20),
        Column("remark", "备注", width=16),
        Column("doubts", "存疑", width=30),
        Column("place", "出处", width=18),
        Column("line", "行", "int"),
    ),
)

# How every field of a task was read. position: of the task among the rows of its notice, from 0.
ORIGINS = Frame(
    "origins",
    (
        Column("task_id", "编号", width=10),
        Column("position", "顺序", "int", width=6),
        Column("field", "项目", width=10),
        Column("value", "读作", width=30),
        Column("rule", "依据", width=30),
        Column("place", "出处", width=18),
        Column("quote", "原文", width=40),
        Column("considered", "另有可能", width=30),
    ),
)

TASKS = Frame(
    "tasks",
    (
        Column("task_id", "编号", width=10),
        Column("no", "序号", width=6, synonyms=("编号", "No", "号")),
        Column("kind", "类别", width=6, choices=("指标", "任务")),
        Column("section", "板块", width=16, synonyms=("一级标题",)),
        Column("subsection", "二级标题", width=16),
        Column("content", "重点工作", width=44, synonyms=("工作任务", "任务内容", "主要任务", "任务")),
        Column("goal", "年度目标", width=24, synonyms=("目标",)),
        Column("leaders", "牵头领导", width=10, synonyms=("责任领导", "分管领导")),
        Column("deadline_text", "完成时限", width=16, synonyms=("时限", "完成时间")),
        Column("due", "到期日", "date", width=11),
        Column("ongoing", "持续推进", "flag", width=6),
        Column("done", "已完成", "flag", width=6),
        Column("open", "集合单位", "flag", width=6),
        Column("remark", "备注", width=16),
        Column("doubts", "存疑", width=30),
        Column("year", "年度", "int", width=6),
        Column("notice", "来源通知", width=20),
        Column("place", "出处", width=18),
        Column("position", "次序", "int", width=6),
    ),
    key=("task_id",),
)

ASSIGNMENTS = Frame(
    "assignments",
    (
        Column("task_id", "编号", width=10),
        Column("unit", "单位", width=20),
        Column("printed", "通知中的名称", width=20),
        Column("role", "角色", width=6, choices=ROLES),
        Column("via", "来源", width=14),
        Column("position", "次序", "int", width=6),
    ),
    key=("task_id", "unit", "printed", "role"),
)

MILESTONES = Frame(
    "milestones",
    (
        Column("task_id", "编号", width=10),
        Column("position", "次序", "int", width=6),
        Column("label", "节点", width=14),
        Column("due", "完成时间", "date", width=11),
        Column("text", "内容", width=40),
    ),
    key=("task_id", "position"),
)

TARGETS = Frame(
    "targets",
    (
        Column("task_id", "编号", width=10),
        Column("position", "次序", "int", width=6),
        Column("name", "指标名称", width=20),
        Column("kind", "类型", width=10, choices=("cumulative", "rate", "ceiling", "qualitative")),
        Column("relation", "关系", width=6),
        Column("value", "目标值", "number", width=10),
        Column("unit", "单位", width=8),
        Column("text", "原文", width=30),
    ),
    key=("task_id", "position"),
)

UNITS = Frame(
    "units",
    (
        Column("unit", "单位", width=22),
        Column("full_name", "全称", width=28, editable=True),
        Column("aliases", "别名", width=28, editable=True),
        Column("kind", "类型", width=8, editable=True, choices=UNIT_KINDS),
        # units are ranked within their group; the kind is proposed
        Column("ranking", "排名分组", width=9, editable=True),
        Column("valid_from", "启用日期", "date", width=11, editable=True),
        Column("valid_to", "停用日期", "date", width=11, editable=True),
        # takes over what is still to be done, from the day after valid_to
        Column("successor", "承接单位", width=20, editable=True),
        Column("contact", "联系人", width=10, editable=True),
        Column("phone", "联系电话", width=14, editable=True),
        Column("note", "备注", width=24, editable=True),
    ),
    key=("unit",),
)

# One row per member; a collective that nobody has defined yet stands once with an empty member (issued to nobody).
MEMBERS = Frame(
    "members",
    (
        Column("collective", "集合单位", width=26),
        Column("member", "成员单位", width=22, editable=True),
        Column("valid_from", "加入日期", "date", width=11, editable=True),
        Column("valid_to", "退出日期", "date", width=11, editable=True),
        Column("note", "说明", width=30, editable=True),
    ),
    key=("collective", "member"),
)

# What the unit saw when its form was issued: one row per form row, the locked cells as a JSON object {column: text}.
ISSUED = Frame(
    "issued",
    (
        Column("period", "期次"),
        Column("unit", "单位"),
        Column("revision", "版次", "int"),
        Column("row_id", "行号"),
        Column("task_id", "编号"),
        Column("role", "角色"),
        Column("cells", "锁定内容"),
    ),
    key=("period", "unit", "revision", "row_id"),
)

PROGRESS = Frame(
    "progress",
    (
        Column("period", "期次", width=10),
        Column("task_id", "编号", width=10),
        Column("unit", "单位", width=20),
        Column("role", "角色", width=6),
        Column(
            "status", "状态", width=9, editable=True, choices=STATUSES, group="本期填报",
            synonyms=("本期状态", "进展状态", "完成状态", "完成情况", "工作状态"),
            prompt="从下拉列表中选择：未启动、推进中、已完成、申请调整",
        ),
        Column(
            "value", "完成值", width=10, editable=True, group="本期填报", synonyms=("完成数", "累计完成值", "完成数量"),
            prompt="有数量目标的填累计完成数，可带单位，如 12家、2000万元", typed="figure",
        ),
        Column(
            "percent", "完成比例", "percent", width=9, editable=True, group="本期填报",
            synonyms=("完成率", "进度", "完成百分比", "完成进度"), prompt="填百分数，如 50%", typed="figure",
        ),
        Column(
            "progress", "本期进展", width=34, editable=True, group="本期填报",
            synonyms=("进展情况", "工作进展", "推进情况", "进展"), prompt="本期做了什么、到什么程度，写明数字",
        ),
        Column(
            "problem", "存在问题", width=20, editable=True, group="本期填报",
            synonyms=("问题", "困难和问题", "主要问题"), prompt="没有的可不填",
        ),
        Column(
            "next_step", "下一步措施", width=20, editable=True, group="本期填报",
            synonyms=("下一步打算", "下步措施", "下步工作", "下一步工作"), prompt="没有的可不填",
        ),
        Column(
            "expected_on", "预计完成时间", width=12, editable=True, group="本期填报",
            synonyms=("预计完成日期", "预计办结时间"), prompt="如 2021-6-30、6月底前", typed="day",
        ),
        Column(
            "needs", "需协调事项", width=16, editable=True, group="本期填报",
            synonyms=("需协调解决的问题", "需协调问题"), prompt="需要区领导或其他单位协调的事项",
        ),
        Column(
            "evidence", "佐证材料", width=14, editable=True, group="本期填报", synonyms=("佐证", "证明材料"),
            prompt="文件名、文号或链接",
        ),
        Column("reporter", "填报人", width=9, editable=True, group="本期填报", synonyms=("经办人", "填表人")),
        Column(
            "phone", "联系电话", width=13, editable=True, group="本期填报", synonyms=("电话", "手机", "联系方式"),
            typed="text",
        ),
        Column("remark", "批注", width=20),
        Column("percent_value", "完成比例（数值）", "number"),
        Column("expected_date", "预计完成日", "date"),
        Column("file", "来源文件", width=24),
        Column("sheet", "工作表", width=10),
        Column("row", "行", "int", width=6),
        Column("received_at", "收到时间", "datetime", width=17),
    ),
    key=("period", "task_id", "unit", "role"),
)

INPUT_COLUMNS: tuple[Column, ...] = tuple(column for column in PROGRESS.columns if column.editable)

# The unit's own stages (细化方案).
PLANS = Frame(
    "plans",
    (
        Column("period", "期次"),
        Column("unit", "单位"),
        Column("position", "次序", "int", width=6),
        Column("no", "任务序号", width=9, editable=True, synonyms=("序号",), typed="text"),
        Column("label", "节点", width=40, editable=True, synonyms=("阶段", "工作节点", "阶段任务")),
        Column(
            "due", "完成时间", width=14, editable=True, synonyms=("时间", "完成时限"), prompt="如 2021-6-30、6月底前",
            typed="day",
        ),
        Column("person", "责任人", width=12, editable=True),
        Column("phone", "电话", width=14, editable=True, synonyms=("联系电话",), typed="text"),
        Column("file", "来源文件"),
        Column("row", "行", "int"),
    ),
    key=("period", "unit", "position"),
)

# What units ask to have changed (异议).
REQUESTS = Frame(
    "requests",
    (
        Column("period", "期次", width=10),
        Column("unit", "单位", width=20),
        Column("position", "次序", "int", width=6),
        Column("task_id", "编号", width=10),
        Column("no", "任务序号", width=9, editable=True, synonyms=("序号",), typed="text"),
        Column(
            "kind", "申请事项", width=12, editable=True, choices=REQUEST_KINDS, synonyms=("调整事项", "申请调整事项"),
            prompt="从下拉列表中选择：任务表述、责任单位、完成时限、目标值",
        ),
        Column("wanted", "建议调整为", width=34, editable=True, synonyms=("调整为", "建议", "拟调整为")),
        Column("reason", "理由", width=40, editable=True, synonyms=("原因", "调整理由", "申请理由")),
        Column("file", "来源文件"),
        Column("row", "行", "int"),
        Column("received_at", "收到时间", "datetime", width=17),
    ),
    key=("period", "unit", "position"),
)

# What the office decided on a request; period, unit, task and kind are those of the request.
RULINGS = Frame(
    "rulings",
    (
        Column("period", "期次", width=10),
        Column("unit", "单位", width=20),
        Column("task_id", "编号", width=10),
        Column("kind", "申请事项", width=12),
        Column("decision", "决定", width=9, editable=True, choices=DECISIONS),
        Column("before", "原为", width=24),
        Column("after", "调整为", width=24, editable=True),
        Column("approver", "批准人", width=10, editable=True),
        Column("decided_on", "批准日期", "date", width=12, editable=True),
        Column("note", "批复意见", width=24, editable=True),
        Column("asked_at", "申请时间", "datetime", width=17),
    ),
    key=("period", "unit", "task_id", "kind"),
)

# What checking a unit's claim of completion came to (核验、销号); period: in which it was checked.
CLOSINGS = Frame(
    "closings",
    (
        Column("period", "期次", width=10),
        Column("task_id", "编号", width=10),
        Column("unit", "单位", width=20),
        Column(
            "result", "核验结果", width=9, editable=True, choices=RESULTS, prompt="从下拉列表中选择：销号、退回、属实",
        ),
        Column("approver", "批准人", width=10, editable=True, synonyms=("核验人",)),
        Column(
            "checked_on", "核验日期", width=12, editable=True, synonyms=("批准日期",), prompt="如 2021-4-6",
            typed="day",
        ),
        Column("evidence", "核验依据", width=24, editable=True, synonyms=("依据",), prompt="看了什么材料、到没到现场"),
        Column("reason", "退回原因", width=24, editable=True, prompt="退回的写明差什么、怎么补"),
        Column("checked_date", "核验日", "date"),
        Column("claimed", "报完成期次", width=10),
        # tells what the unit had reported when it was checked: a claim that it has worded anew is checked anew
        Column("claim", "填报校验码"),
        Column("file", "来源文件", width=24),
        Column("sheet", "工作表", width=10),
        Column("row", "行", "int", width=6),
        Column("received_at", "收到时间", "datetime", width=17),
    ),
    key=("period", "task_id", "unit"),
)

RETURNS = Frame(
    "returns",
    (
        Column("file", "文件", width=36),
        Column("sha256", "内容校验", width=14),
        Column("unit", "单位", width=20),
        Column("period", "期次", width=10),
        Column("revision", "版次", "int", width=6),
        Column("received_at", "收到时间", "datetime", width=17),
        Column("state", "状态", width=9, choices=RETURN_STATES),
        Column("filled", "填报条数", "int", width=8),
        Column("note", "说明", width=40),
        # when the office said that what this file holds is to count (--prefer)
        Column("preferred_at", "指定采用时间", "datetime", width=17),
    ),
    key=("period", "file", "sha256"),
)

PROBLEMS = Frame(
    "problems",
    (
        Column("severity", "程度", width=6, choices=("错误", "存疑", "提示")),
        Column("place", "位置", width=28),
        Column("code", "类别", width=16),
        Column("sentence", "情况", width=60),
        Column("hint", "处理建议", width=36),
        Column("value", "原值", width=24),
    ),
    key=("place", "code", "sentence"),
)

# What was taken from each returned file, whole, as JSON: what counts is worked out from all of them at every merge.
TAKEN = Frame(
    "taken",
    (
        Column("period", "期次", width=10),
        Column("file", "文件", width=36),
        Column("sha256", "内容校验", width=14),
        Column("content", "读出的内容", width=40),
    ),
    key=("period", "file", "sha256"),
)

# Problems found while merging, kept with their period.
FINDINGS = Frame("findings", (Column("period", "期次"), *PROBLEMS.columns), key=("period", "place", "code", "sentence"))

# Two values for one thing: both stand, `counted` says which one counts. field: a column's header, or the status of a
# task as a whole, on which its lead units may disagree; reason: says so where the office decided which file counts.
TASK_STATUS = "任务状态"
PREFERRED = "按指定采用"
CONFLICTS = Frame(
    "conflicts",
    (
        Column("period", "期次", width=10),
        Column("task_id", "编号", width=10),
        Column("field", "栏目", width=10),
        Column("unit", "单位", width=20),
        Column("value", "填报值", width=34),
        Column("place", "位置", width=34),
        Column("counted", "是否采用", "flag", width=8),
        Column("reason", "说明", width=36),
    ),
    key=("period", "task_id", "field", "unit", "place"),
)

# What the ledger keeps, each an append-only history of rows.
LEDGER: tuple[Frame, ...] = (
    TASKS, ASSIGNMENTS, MILESTONES, TARGETS, UNITS, MEMBERS, ISSUED, PROGRESS, PLANS, REQUESTS, RULINGS,
    CLOSINGS, RETURNS, TAKEN, FINDINGS, CONFLICTS,
)
