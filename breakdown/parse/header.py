"""Header words of a table, also of one whose borders are lost: which column holds what."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from breakdown.parse.lines import Line, read_number, squeeze
from breakdown.words import Labels

Field = Literal[
    "number", "section", "subsection", "content", "goal", "deadline", "leader", "person", "lead", "support", "remark"
]
# Parts of header words that tell a column where the whole word is not in the vocabulary, in order of trial.
_PARTS: tuple[tuple[str, str], ...] = (
    (r"(领导|负责人)$", "leader"),
    (r"(责任人|联系人|经办人)$", "person"),
    (r"^.{0,4}(牵头|主办|主责|承办)(责任)?(单位|部门|科室|处室)$", "lead"),
    (r"^.{0,4}(配合|协同|协办|参与|协助)(责任)?(单位|部门|科室|处室)$", "support"),
    (r"^(责任|落实|实施|执行)(单位|部门|科室|处室|主体)(及.{1,4})?$", "either"),
    (r"(时限|时间|节点|进度|期限|进度安排|时间安排)(要求)?$", "deadline"),
    (r"^.{0,4}目标(任务|值|要求)?$", "goal"),
    (r"^(备注|说明)$", "remark"),
    (r"^(序号?|编号)$", "number"),
    (
        r"^(重点|主要|具体|年度|民生|实事|改革|督办|目标|工作|任务|项目|分解|推进|落实|责任|量化|细化)*"
        r"(任务|工作|事项|举措|措施|内容|项目|要点|分解)$",
        "task",
    ),
)


class Header(NamedTuple):
    """Columns from left to right, and the lines (first to last number, inclusive) that the header words take."""

    fields: tuple[Field, ...]
    first: int
    last: int
    words: tuple[str, ...]
    doubts: tuple[str, ...]


def header_role(text: str, labels: Labels) -> str:
    """What a cell heads: a label role, "number", or "" when it is no header word."""
    word = squeeze(text).strip("*：:")
    if not 1 <= len(word) <= 14 or read_number(word) or re.search(r"[。，,；;：:“”\d]", word):
        return ""
    for role in ("number", "lead", "support", "either", "leader", "person", "deadline", "task", "goal", "remark"):
        if word in getattr(labels, role):
            return role
    plain = re.sub(r"[（(].*?[)）]", "", word)
    return next((role for pattern, role in _PARTS if re.search(pattern, plain)), "") if len(plain) <= 9 else ""


def find_header(lines: list[Line], labels: Labels) -> Header | None:
    """The first run of header words, one per line, that names a number or task column and units; None without one."""
    filled = [line for line in lines if not line.blank]
    for index, line in enumerate(filled):
        if header_role(line.text, labels) not in ("number", "task"):
            continue
        run = _run(filled, index, labels)
        roles = {role for _, role in run}
        if len(run) >= 3 and roles & {"lead", "support", "either"} and "task" in roles | {"goal"} & roles:
            return _make_header(run, labels)
    return None


def _run(filled: list[Line], start: int, labels: Labels) -> list[tuple[Line, str]]:
    run: list[tuple[Line, str]] = []
    for line in filled[start:]:
        role = header_role(line.text, labels)
        if not role or (role == "number" and run):
            break
        run.append((line, role))
    return run


def _make_header(run: list[tuple[Line, str]], labels: Labels) -> Header:
    roles = _flatten_levels([role for _, role in run])
    fields, doubts = _to_fields(roles)
    return Header(fields, run[0][0].number, run[-1][0].number, tuple(squeeze(line.text) for line, _ in run), doubts)


def _flatten_levels(roles: list[str]) -> list[str]:
    """Leaf columns of a header printed on one or two levels: the lower words take the place of the group above them.

    A lower level is a closing run of unit and task words whose groups (责任单位, 具体任务分解) stand further up.
    """
    split = len(roles)
    while split > 0 and roles[split - 1] in ("lead", "support", "either", "task", "goal"):
        split -= 1
    for start in range(split, len(roles)):
        upper, lower = roles[:start], roles[start:]
        units = [role for role in lower if role in ("lead", "support", "either")]
        tasks = [role for role in lower if role in ("task", "goal")]
        unit_group = _last(upper, "either")
        task_group = _last(upper, "task")
        if len(units) < 2 or unit_group is None or len(tasks) == 1 or (tasks and task_group is None):
            continue
        groups = {unit_group: units, **({task_group: tasks} if tasks and task_group is not None else {})}
        return [leaf for index, role in enumerate(upper) for leaf in groups.get(index, [role])]
    return roles


def _last(roles: list[str], wanted: str) -> int | None:
    return max((index for index, role in enumerate(roles) if role == wanted), default=None)


def _to_fields(roles: list[str]) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """Roles as fields: of several task columns the last is the content, those before it are headings."""
    doubts: list[str] = []
    if "task" not in roles and "goal" in roles:
        roles = ["task" if role == "goal" else role for role in roles]
    at_tasks = [index for index, role in enumerate(roles) if role == "task"]
    names: dict[int, Field] = {at_tasks[-1]: "content"} if at_tasks else {}
    for index, name in zip(at_tasks[:-1], ("section", "subsection"), strict=False):
        names[index] = name  # type: ignore[assignment]
    if len(at_tasks) > 3:
        doubts.append("表头中的任务栏多于三栏，多出的按备注读取")
    has_lead = "lead" in roles
    fields: list[Field] = []
    for index, role in enumerate(roles):
        if index in names:
            fields.append(names[index])
        elif role == "either":
            fields.append("support" if has_lead else "lead")
        elif role == "task":
            fields.append("remark")
        else:
            fields.append(role)  # type: ignore[arg-type]
    return tuple(fields), tuple(doubts)
