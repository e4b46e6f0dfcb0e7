"""Lights and must-fill highlights of the task sheets: conditional formats that Excel, WPS and LibreOffice all show."""

from __future__ import annotations

from breakdown.book import Rule

_EVERY_DAY = "YEAR({today})*10000+MONTH({today})*100+DAY({today})"
# a row's id begins with its due day; zeros: none
_OVERDUE = f'AND({{status}}<>"已完成",VALUE(LEFT({{key}},8))>0,VALUE(LEFT({{key}},8))<{_EVERY_DAY})'

_COMMON = (
    Rule(("status",), '{status}="已完成"', "green"),
    Rule(("status",), '{status}="推进中"', "blue"),
    Rule(("status",), '{status}="申请调整"', "yellow"),
    Rule(("evidence",), 'AND({status}="已完成",LEN({evidence})=0)', "must"),
    Rule(("problem",), 'AND({status}="申请调整",LEN({problem})=0)', "must"),
    Rule(("deadline_text",), f"IFERROR({_OVERDUE},FALSE)", "red"),
)
RULES: dict[str, tuple[Rule, ...]] = {
    "牵头": (Rule(("status",), "LEN({status})=0", "must"), *_COMMON),
    # support reports are filled in where there is something to say, so an empty status is no fault there
    "配合": _COMMON,
}
