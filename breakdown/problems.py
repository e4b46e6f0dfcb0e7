"""Problems: what a person should look at, one row each, never an exception."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["错误", "存疑", "提示"]

# Every code that may stand in a problem row, with its Chinese title; a test pins that no other is used.
CODES: dict[str, str] = {
    "unread": "未识别的文字",
    "number-gap": "编号缺失",
    "number-repeat": "编号重复",
    "number-missing": "无编号",
    "heading-empty": "标题下没有任务",
    "total-differs": "与通知所述总数不符",
    "total-agrees": "与通知所述总数一致",
    "task-doubted": "任务存疑",
    "no-lead": "无牵头单位",
    "no-units": "通知未列责任单位",
    "no-deadlines": "通知未列完成时限",
    "no-year": "通知未写年度",
    "attachment-missing": "附件缺失",
    "revised": "修订标记",
    "embedded": "嵌入的对象",
    "unit-similar": "单位名称相近",
    "unit-unknown": "单位未登记",
    "unit-expanded": "单位名称已补全",
    "collective-open": "集合单位待明确",
    "collective-defined": "通知定义的集合单位",
    "parts-differ": "正文与表格不一致",
    "layout": "版式存疑",
    "role-both": "同一单位既牵头又配合",
    "deadline": "时限存疑",
    "print": "疑似印刷错误",
    "file-unreadable": "文件无法识别",
    "file-skipped": "没有读取的文件",
    "form-rejected": "整表退回",
    "form-empty": "空报",
    "form-old": "旧版表",
    "identity-guessed": "按内容认出的表",
    "identity-differs": "表内标识不一致",
    "header-renamed": "表头改名",
    "column-extra": "多出的列",
    "sheet-extra": "多出的工作表",
    "text-extra": "表外文字",
    "row-unknown": "台账中没有的行",
    "row-foreign": "其他表的行",
    "row-repeated": "同一行重复出现",
    "locked-changed": "锁定内容被改动",
    "note-kept": "表外批注",
    "note-unread": "批注读不出",
    "struck": "加了删除线",
    "picture": "单元格里是图片",
    "hidden-read": "隐藏的内容",
    "text-cut": "文字可能被截断",
    "plan-dropped": "细化方案被清空",
    "plan-task": "细化方案的任务序号存疑",
    "plan-label": "细化方案未写节点",
    "plan-day": "细化方案的时间无法识别",
    "plan-differs": "细化方案与通知节点不一致",
    "status-read": "状态按近义归类",
    "status-unknown": "状态无法识别",
    "status-missing": "未填状态",
    "status-stands": "状态按上期计",
    "percent-unread": "完成比例无法识别",
    "value-unread": "完成值无法识别",
    "day-unread": "时间无法识别",
    "done-below-100": "已完成但比例不足",
    "done-no-evidence": "已完成但无佐证",
    "done-future": "完成时间晚于报送",
    "adjust-no-reason": "申请调整未写原因",
    "adjust-no-kind": "申请调整未写事项",
    "request-task": "调整申请的任务序号存疑",
    "request-kind": "调整申请的事项存疑",
    "request-wanted": "调整申请的建议存疑",
    "request-reason": "调整申请未写理由",
    "request-late": "到期后才申请延期",
    "ruling": "调整申请的决定有误",
    "request-open": "调整申请待决定",
    "check-result": "核验结果无法识别",
    "check-missing": "核验记录不全",
    "check-unclaimed": "核验的任务未报完成",
    "check-day": "核验日期存疑",
    "falls-back": "进度倒退",
    "value-jump": "数值疑似差了单位",
    "formula": "公式没有结果",
    "text-repeated": "与上期内容相同",
    "paper-long": "文件太长",
    "font-missing": "缺字体",
    "notice-known": "与台账中通知的关系",
    "task-new": "新增任务",
    "task-changed": "任务有变化",
    "task-moved": "任务移动",
    "task-gone": "任务已取消",
    "row-empty": "行不完整",
    "cell-extra": "表外内容",
    "cell-wrong": "填写有误",
    "wording-differs": "文字与数值不一致",
    "registry-changed": "单位登记有变化",
    "successor": "单位的承接",
    "review-note": "核对人备注",
}


class Problem(NamedTuple):
    """One thing to look at: where, which kind (a key of CODES), one sentence, what to do, and the value it is about."""

    severity: Severity
    place: str
    code: str
    sentence: str
    hint: str = ""
    value: str = ""
