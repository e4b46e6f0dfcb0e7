"""Lights and must-fill highlights of the task sheets: conditional formats that Excel, WPS and LibreOffice all show."""

from __future__ import annotations

from breakdown.book import Rule
from breakdown.form import STANDING
from breakdown.periods import Period

# A row's id begins with its due day; zeros: none. The period's last day stands in the formula, not today: the form of a
# past period looks the same whenever it is opened.
_OVERDUE = 'AND({{status}}<>"已完成",VALUE(LEFT({{key}},8))>0,VALUE(LEFT({{key}},8))<={last:%Y%m%d})'
# A status that stands needs no word while nothing changes.
_ASKED = "AND(LEN({status})=0," + ",".join(f"{{last_status}}<>\"{status}\"" for status in STANDING) + ")"


def task_rules(role: str, period: Period) -> tuple[Rule, ...]:
    """The rules of the sheet of one role: statuses in colour, what must be filled in, due days that have come."""
    rules = (
        Rule(("status",), '{status}="已完成"', "green"),
        Rule(("status",), '{status}="推进中"', "blue"),
        Rule(("status",), '{status}="申请调整"', "yellow"),
        Rule(("evidence",), 'AND({status}="已完成",LEN({evidence})=0)', "must"),
        Rule(("deadline_text",), f"IFERROR({_OVERDUE.format(last=period.last_day)},FALSE)", "red"),
    )
    # support reports are filled in where there is something to say, so an empty status is no fault there
    return (Rule(("status",), _ASKED, "must"), *rules) if role == "牵头" else rules
