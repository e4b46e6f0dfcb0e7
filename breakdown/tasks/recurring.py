"""Duties that come back (每月25日前, 每季度末): they have no one date, and what they say is no date of the task."""

from __future__ import annotations

import re

_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]+)"
_PERIOD = rf"(?:每|逐)(?:两|{_COUNT})?个?(?:半年|季度?|月|周|旬|天|日)(?:度)?"
_RECURRING = re.compile(
    rf"{_PERIOD}(?:的)?(?:(?:末|首|最后一?|第[一二三]?)个?月)?(?:的)?(?:{_COUNT}[日号](?:[、和]{_COUNT}[日号])*|[一二三四五六日天末底初]|[上中下]旬)?(?:之?前)?"
    rf"(?:(?:结束|终了)?(?:之|以)?后的?{_COUNT}\s*个?(?:工作)?[日天](?:之|以)?内)?"
    rf"|次月\s*{_COUNT}[日号](?:之?前)?"
    r"|一[月季周旬年]一[\u4e00-\u9fff]|按(?:月|季度?|周|旬)(?=调度|推进|通报|报送|开展|实施|落实|汇总|督查)"
)


def hide_recurring(text: str) -> tuple[str, bool]:
    """The text with every recurring time masked, its length unchanged, and whether there was one."""
    # a letter, not a sign: 2021年每季度末 is no year alone
    hidden = _RECURRING.sub(lambda match: "_" * len(match[0]), text)
    return hidden, hidden != text
