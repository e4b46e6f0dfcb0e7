"""Where a report of completion stands: waiting to be checked (待核验), struck off (已销号) or sent back (退回).

One reading of the ledger for forms, merging and reports alike.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal

from breakdown.assigned import lead_order
from breakdown.cells import fold
from breakdown.columns import RESULTS
from breakdown.frame import missing
from breakdown.periods import Period, parse_period
from breakdown.records import Records

Row = Mapping[Any, Any]
Pair = tuple[str, str]
Standing = Literal["待核验", "退回", "已销号"]
# In the order in which lists show them: what is to be done comes first.
PENDING: Final = "待核验"
SENT_BACK: Final = "退回"
CLOSED: Final = "已销号"
STANDINGS: tuple[Standing, ...] = (PENDING, SENT_BACK, CLOSED)
# Columns of `progress` that say what was claimed; and how much of each a workbook shows.
CLAIM_COLUMNS = ("value", "percent", "progress", "evidence")
_MOST_SHOWN = 300


@dataclass(frozen=True)
class Claim:
    """One lead unit's completion of one task, and what checking came to; reported, decided: named rows."""

    reported: Any
    standing: Standing
    decided: Any | None

    @property
    def report(self) -> Row:
        """Its newest report, a row of `progress` by column."""
        row: Row = self.reported._asdict()
        return row

    @property
    def closing(self) -> Row | None:
        """The newest decision, a row of `closings` by column."""
        return self.decided._asdict() if self.decided else None

    @property
    def basis(self) -> str:
        """What checking came to, in a few words: 待核验, 已销号（张三，2021年4月6日）, 核验退回：缺验收单."""
        closing = self.closing
        if closing is None or self.standing == PENDING:
            return PENDING
        if self.standing == SENT_BACK:
            return f"核验退回：{closing['reason'].rstrip('。；;，, ') or '没有写原因'}"
        said = "，".join(filter(None, (closing["approver"], checked_day(closing))))
        return f"{CLOSED}（{said}）" if said else CLOSED


@dataclass
class _Dated:
    """Named rows, oldest first, and the last day of each one's period."""

    rows: list[Any] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def until(self, period: Period) -> list[Any]:
        """Those of this period and earlier ones."""
        return self.rows[: bisect_right(self.days, period.last_day)]


_NONE = _Dated()


@dataclass(frozen=True)
class Claimed:
    """What claims are worked out from, read once for any number of periods: by task and unit, sorted by them."""

    reports: Mapping[Pair, _Dated]
    closings: Mapping[Pair, _Dated]
    ended: Mapping[str, date]
    leads: Mapping[str, list[str]]


def find_claims(records: Records, period: Period) -> dict[Pair, Claim]:
    """By task and lead unit every completion that stands in a period, in order of task and unit."""
    return claims_in(read_claims(records), period)


def read_claims(records: Records) -> Claimed:
    """The reports with a status of units that claimed a task done at any time, and all decisions."""
    reports, closings = records.named("progress"), records.named("closings")
    named = {row.period for row in (*reports, *closings)} | {row.claimed for row in closings}
    ended = {name: parse_period(name).last_day for name in named - {""}}
    leading = [row for row in reports if row.role == "牵头" and row.status]
    claiming = {(row.task_id, row.unit) for row in leading if row.status == "已完成"}
    stated = [row for row in leading if (row.task_id, row.unit) in claiming]
    decided = [row for row in closings if row.result in RESULTS[:2]]
    return Claimed(_by_pair(stated, ended), _by_pair(decided, ended), ended, lead_order(records))


def claims_in(claimed: Claimed, period: Period) -> dict[Pair, Claim]:
    """By task and lead unit every completion that stands in a period, in order of task and unit.

    What counts is the unit's newest report with a status, of this period or an earlier one, and the newest decision.
    A 销号 holds for as long as the unit reports nothing else. A 退回 holds until the unit claims anew: in a later
    period, or with other words or figures. A 属实 changes neither. Units that lead no more and did not report in the
    period are left out.
    """
    ended, found = claimed.ended, {}
    for key, reports in claimed.reports.items():
        stated = reports.until(period)
        leads = claimed.leads.get(key[0], ())
        if not stated or not (stated[-1].period == period.name or key[1] in leads):
            continue
        closing = next(reversed(claimed.closings.get(key, _NONE).until(period)), None)
        standing = _standing(stated, closing, ended)
        if standing:
            found[key] = Claim(stated[-1], standing, closing)
    return found


def before(period: Period) -> Period:
    """All the time before a period's last day: what a form of the period can show of earlier ones."""
    return Period(period.last_day - timedelta(days=1), period.first_day, "")


def through(period: Period) -> Period:
    """The time after a period: what was reported before it is all that was reported through the period."""
    day = period.last_day + timedelta(days=1)
    return Period(day, day, "")


def checked_day(closing: Row) -> str:
    """The day of checking as papers write it (2021年4月6日), as typed where it is none that can be read."""
    day = closing["checked_date"]
    return str(closing["checked_on"]) if missing(day) else f"{day.year}年{day.month}月{day.day}日"


def claim_code(claimed: str, texts: Iterable[str]) -> str:
    """A short code of what was claimed: the period, and as much of CLAIM_COLUMNS as workbooks show."""
    said = "\n".join([claimed, *(fold(shown(text)) for text in texts)])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def report_code(report: Row) -> str:
    """The code of a row of `progress`."""
    return claim_code(report["period"], (report[name] for name in CLAIM_COLUMNS))


def shown(text: str) -> str:
    """As much of a text as a workbook shows beside a blank, where a longer one would make rows that no page holds."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def _by_pair(rows: Iterable[Any], ended: Mapping[str, date]) -> dict[Pair, _Dated]:
    """By task and unit the rows, oldest first."""
    found: dict[Pair, _Dated] = {}
    for row in sorted(rows, key=lambda row: (ended[row.period], row.period)):
        dated = found.setdefault((row.task_id, row.unit), _Dated())
        dated.rows.append(row)
        dated.days.append(ended[row.period])
    return dict(sorted(found.items()))


def _standing(stated: list[Any], closing: Any | None, ended: Mapping[str, date]) -> Standing | None:
    report = stated[-1]
    since = ended[closing.claimed or closing.period] if closing else None
    if closing and since and closing.result == RESULTS[0]:
        later = [row.status for row in stated if ended[row.period] >= since]
        if later and set(later) == {"已完成"}:
            return CLOSED
    if report.status != "已完成":
        return None
    if closing and since and closing.result == RESULTS[1]:
        same = report.period == closing.claimed and report_code(report._asdict()) == closing.claim
        if same or ended[report.period] < since:
            return SENT_BACK
    return PENDING
