"""The words of rules that a notice states once for all its tasks (列第一位的为牵头单位，下同)."""

from __future__ import annotations

import re

_FIRST = (
    r"(?:(?:列|排|居|位列|排列|位居|名列|写)(?:名|在|于)?(?:第一位?|首位|首|最前面?|前面)"
    r"|第一(?:个|位|家)?(?=的|为|单位|责任|部门|牵头)|首(?:个|位|家)(?=的|为|单位|责任|部门|牵头)|首列)"
)
# the first-named of several responsible units leads
FIRST_LEADS = re.compile(rf"{_FIRST}的?[^，,。；;（）()]{{0,20}}?牵头")
_MARK = r"[*＊★☆▲△※#]"
MARK_LEADS = re.compile(
    rf"(?:(?:标|带|注|加|打|有|划|画)(?:注|有|记|明)?[“\"‘'（(]?(?P<mark>{_MARK})[”\"’'）)]?"
    rf"|(?P<sign>{_MARK})[”\"’'）)]?(?:的|者)?(?:为|是|即|表示|代表))[^，,。；;]{{0,14}}牵头"
)
LOOK_LEADS = re.compile(r"(?:加粗|粗体|黑体|下划线|划线|斜体|红色|标红)[^，,。；;]{0,10}牵头")
# whom all tasks concern, beside those whom each of them names
ALL_SUPPORT = re.compile(
    r"(?:以[上下]|上述|所有|全部|各项|下列|具体)(?:各项|所有|重点|具体|政策)*(?:工作|任务|事项|项目|措施|政策)*"
    r"[^，,。；;]{0,4}(?:均|都)(?:需|须|应|要)?(?:由|涉及)?(?P<units>[^。；;]{2,60}?)"
    r"(?:(?:负责|共同|积极|予以|做好|组织|分别|按职责)*(?:配合|落实|参与)|(?=[，,]\s*(?:均?不再|下同)))"
)
# 各镇（街道）为各项任务的配合单位
SUPPORT_OF_ALL = re.compile(
    r"(?P<units>[^，,。；;:：]{2,60}?)(?:均|都|同时|同)?(?:为|是|作为)(?:以[上下]|上述|所有|全部|各项|下列|每项)(?:重点)?(?:工作|任务|事项|项目)"
    r"的?(?:共同)?(?:配合|协办|协同|参与|支持)(?:责任)?(?:单位|部门)"
)
# by when all tasks are due that name no time of their own; when units report is another matter
DEFAULT_TIME = re.compile(
    r"(?:未(?:单独|另行|另|逐项)?(?:注|标|列|写|载)?明确?[^，,。；;]{0,8}(?:时限|时间|期限|日期)|(?:各项|所有|全部|上述|以上)[^，,。；;]{0,8}(?:任务|工作|事项))"
    r"[^。；;报]{0,20}?(?:均|都|一律|须|应|要|必须|原则上|请)[^，,。；;报]{0,8}?"
    r"(?P<time>(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|末)?|年底|年末|[一二三四]季度末?|上半年)(?:之?前|以前|内)?)[^，,。；;报]{0,4}"
    r"(?:完成|办结|落实到位)"
)
# what makes a sentence inside a task a rule on units and no part of the task
OF_UNITS = re.compile(r"(?:以?下|后)同|(?:单位|部门|科室|者)[^，。；]{0,6}牵头|牵头(?:责任)?(?:单位|部门|科室)")
SAME = re.compile(r"(?:以?下|后)同|[，,；;。]\s*以下[^。；;，,]{0,12}(?:均|都)")
# the words of a rule inside a bracket, from the mark before them
_INSIDE = re.compile(
    rf"[，,；;。、]?\s*(?:其中|注)?[:：，,]?\s*(?:{_FIRST}|(?:标|带|注|加|打|有)(?:注|有|记)?[“\"]?[*＊★☆▲△※#])"
    r"[^；;。（）()]*?牵头[^；;。，,（）()]*(?:[，,](?:其余|其他|其它)[^；;。，,]*)?(?:[，,；;。]?\s*(?:以?下|后)同)?"
    r"|[，,；;。]\s*(?:以下|具体)[^。；;，,]{0,12}(?:均|都)(?:需|须|应|要|由|涉及)[^。；;]*"
    r"(?:落实|配合|参与|不再|下同)[^。；;]*。?$"
    r"|。[^。]*(?:以?下|后)同|[，,；;。]\s*(?:以?下|后)同"
)


def strip_rule(text: str) -> str:
    """What stands in a bracket without the rule that it states for all brackets after it."""
    stripped = _INSIDE.sub("", text)
    return text if stripped == text else re.sub(r"[（(][\s。]*[）)]", "", stripped)
