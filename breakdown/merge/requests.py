"""What units ask to have changed (调整申请): read, bound to tasks, judged, and which of several askings stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from breakdown.cells import fold
from breakdown.columns import REQUEST_KINDS
from breakdown.days import read_day
from breakdown.form import ADJUST
from breakdown.frame import missing
from breakdown.merge.intake import Entry, FreeRow, Noted, Origin, Request, Taken
from breakdown.merge.prefer import why
from breakdown.merge.shelf import IssuedForm
from breakdown.problems import Problem
from breakdown.records import Records
from breakdown.stages import by_number, plain_number
from breakdown.words import Requests

REQUEST_CODES = frozenset({"request-task", "request-kind", "request-wanted", "request-reason", "request-late"})
_HEADERS = {"request-task": "任务序号", "request-kind": "申请事项", "request-wanted": "建议调整为",
            "request-reason": "理由", "request-late": "建议调整为"}
_DEADLINE = REQUEST_KINDS[2]


def read_requests(
    rows: Iterable[FreeRow], form: IssuedForm, unit: str, origin: Origin, words: Requests
) -> tuple[tuple[Request, ...], list[Problem]]:
    """The rows of a 调整申请 as requests, and which words for the matter were understood as another."""
    tasks = by_number((row.cells["no"], row.task_id) for row in form.rows)
    made, problems = [], []
    for row in rows:
        number, typed, wanted, reason = row.texts
        kind = read_kind(typed, words)
        made.append(Request(unit, tasks.get(plain_number(number), ""), number, kind, wanted, reason, row.sheet, row.row,
                            origin))
        if kind != typed:
            problems.append(Problem("提示", f"{origin.file}〔{row.sheet}〕{row.cell('kind')}", "request-kind",
                                    f"申请事项“{typed}”按“{kind}”记", "如不是这个意思，请从下拉列表中重选", typed))
    return tuple(made), problems


def read_kind(text: str, words: Requests) -> str:
    """The matter that a unit's word means, one of REQUEST_KINDS; what means none, or several, stays as it is."""
    plain = fold(text)
    if plain in REQUEST_KINDS:
        return plain
    listed = zip(REQUEST_KINDS, (words.wording, words.units, words.deadline, words.target), strict=True)
    found = [kind for kind, synonyms in listed if any(word in plain for word in synonyms)]
    return found[0] if len(found) == 1 else text


def settle_requests(taken: Sequence[Taken], winners: Iterable[Entry]) -> tuple[list[Request], list[dict[str, Any]]]:
    """The requests that stand, in order of unit, task and matter, and conflict rows of what later files say otherwise.

    A request stands until the unit words it anew: one that a later return does not repeat is not withdrawn. What names
    no task or no matter stands only while the unit's latest list has it. A status 申请调整 whose matter is not in the
    list is a request without one, with 存在问题 as its reason.
    """
    standing: dict[tuple[str, str, str], list[Request]] = {}
    last: dict[str, Origin] = {item.unit: item.origin for item in taken if item.requests}
    for request in (request for item in taken for request in item.requests):
        if request.settled or request.origin == last[request.unit]:
            standing.setdefault((request.unit, *request.key), []).append(request)
    found = [request for listed in standing.values() for request in listed if request.origin == listed[-1].origin]
    asked = {(request.unit, request.task_id) for request in found}
    found += [Request(entry.unit, entry.task_id, "", "", "", entry.texts.get("problem", ""), *entry.home, entry.origin)
              for entry in winners
              if entry.texts.get("status") == "申请调整" and (entry.unit, entry.task_id) not in asked]
    conflicts = [row for listed in standing.values() for row in _reworded(listed)]
    return sorted(found, key=lambda request: (request.unit, *request.key, request.row)), conflicts


def check_requests(taken: Taken, form: IssuedForm, late: Callable[[Request], date | None]) -> list[Noted]:
    """The findings of one file's requests, and of its 申请调整 that say nothing of what is to be changed.

    late: the due day of a request's task where it was asked for only after it.
    """
    found = [(request.task_id, problem) for request in taken.requests for problem in _faults(request, form, late)]
    asked = {request.task_id for request in taken.requests}
    for entry in taken.filled:
        if entry.texts.get("status") == "申请调整" and entry.task_id not in asked:
            found.append((entry.task_id, _unexplained(entry)))
    return [Noted(taken.unit, taken.origin, problem, task_id, _HEADERS.get(problem.code, "状态"))
            for task_id, problem in found]


def lateness(records: Records) -> Callable[[Request], date | None]:
    """For each request about a deadline the task's due day where it had passed when the request came."""
    due: dict[str, date] = {row["task_id"]: row["due"].date() for row in records.rows("tasks")
                            if not missing(row["due"])}

    def late(request: Request) -> date | None:
        day = due.get(request.task_id)
        return day if request.kind == _DEADLINE and day and request.origin.received_at.date() > day else None

    return late


def request_rows(requests: Sequence[Request], period: str) -> list[Mapping[str, Any]]:
    """Rows of the frame `requests`; position: among those of the unit."""
    return [{"period": period, "unit": unit, "position": at, "task_id": request.task_id,
             "no": request.no, "kind": request.kind, "wanted": request.wanted, "reason": request.reason,
             "file": request.origin.file, "row": request.row, "received_at": request.origin.received_at}
            for unit, listed in groupby(requests, attrgetter("unit")) for at, request in enumerate(listed, 1)]


def _faults(request: Request, form: IssuedForm, late: Callable[[Request], date | None]) -> Iterator[Problem]:
    place, quoted = request.place, "，".join(filter(None, (request.no, request.kind, request.wanted, request.reason)))
    if not request.task_id:
        sentence = f"任务序号“{request.no}”不是本单位任务的序号" if request.no else "没有写任务序号"
        yield Problem("错误", place, "request-task", f"{sentence}，看不出要调整哪一项", "请照任务表中的序号写", quoted)
    if request.kind not in REQUEST_KINDS:
        sentence = f"申请事项“{request.kind}”看不出是哪一类" if request.kind else "没有选申请事项"
        yield Problem("错误", place, "request-kind", sentence, f"请从{'、'.join(REQUEST_KINDS)}中选一个", quoted)
    if not request.wanted:
        yield Problem("存疑", place, "request-wanted", "没有写建议调整为什么",
                      "请写明建议的表述、单位、时限或目标值", quoted)
    elif request.kind == _DEADLINE and read_day(request.wanted, request.origin.received_at.year) is None:
        yield Problem("存疑", place, "request-wanted", f"建议的完成时限“{request.wanted}”看不出是哪天",
                      "请写成 2021-9-30 或 9月底前", request.wanted)
    if not request.reason:
        yield Problem("错误", place, "request-reason", "没有写申请调整的理由", "请写明为什么要调整", quoted)
    day = late(request)
    if day:
        sentence = f"{day.month}月{day.day}日已经到期，{request.origin.received_at:%Y-%m-%d} 才申请延期，仍按逾期计"
        yield Problem("存疑", place, "request-late", sentence,
                      "延期须在到期前申请；确有特殊情况的，请与督查部门联系", quoted)


def _unexplained(entry: Entry) -> Problem:
    place = entry.place("status")
    if "problem" in entry.texts:
        return Problem("存疑", place, "adjust-no-kind", f"申请调整，没有在“{ADJUST}”表里写明调整什么",
                       f"请在“{ADJUST}”表里写明申请事项、建议和理由", entry.texts["problem"])
    return Problem("错误", place, "adjust-no-reason", f"申请调整，没有在“{ADJUST}”表里写明调整什么、为什么",
                   f"请在“{ADJUST}”表里写明申请事项、建议和理由")


def _reworded(listed: Sequence[Request]) -> list[dict[str, Any]]:
    """Conflict rows where a later return words the same request otherwise."""
    said: dict[Origin, set[tuple[str, str]]] = {}
    for request in listed:
        said.setdefault(request.origin, set()).add((fold(request.wanted), fold(request.reason)))
    if len({frozenset(texts) for texts in said.values()}) < 2:
        return []
    return [{
        "task_id": request.task_id, "field": f"{ADJUST}：{request.kind}", "unit": request.unit,
        "value": "；".join(filter(None, (request.wanted, request.reason))), "place": request.place,
        "counted": request.origin == listed[-1].origin,
        "reason": why(request.origin, listed[-1].origin),
    } for request in listed]
