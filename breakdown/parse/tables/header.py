"""Header words of a table, also of one whose borders are lost: which column holds what."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from breakdown.parse.duty.labels import role_of
from breakdown.parse.lines import Line, read_number, squeeze
from breakdown.parse.tables.assume import ending_of
from breakdown.words import Labels

Field = Literal[
    "number", "section", "subsection", "content", "goal", "deadline", "leader", "person", "lead", "support", "remark"
]

# The longest word that heads a column.
_LONGEST = 14
# A word between header words that no vocabulary knows, and what its end may say.
_STRANGE = "?"
_BY_END = ("deadline", "leader", "goal")
_SAID = {
    "task": "任务前面的标题栏", "lead": "牵头单位", "support": "配合单位", "deadline": "完成时限", "leader": "牵头领导",
    "goal": "目标",
}  # fmt: skip


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
    if len(word) > _LONGEST:
        # what a bracket adds to the word (责任部门（加*号为牵头部门）)
        word = re.sub(r"[（(].*[)）]$", "", word)
    if not 1 <= len(word) <= _LONGEST or read_number(word) or re.search(r"[。，,；;：:“”\d]", word):
        return ""
    if word in labels.number or re.fullmatch(r"序号?|[\u4e00-\u9fff]{0,4}(编号|序号)", word):
        return "number"
    if word in labels.group:
        return "either"
    role = role_of(word, labels) or role_of(re.sub(r"[（(].*?[)）]", "", word), labels) or ""
    return "remark" if role == "progress" else role


def find_header(lines: list[Line], labels: Labels) -> Header | None:
    """The first run of header words, one per line, that names a number or task column and units; None without one."""
    filled = [line for line in lines if not line.blank]
    for index, line in enumerate(filled):
        if not header_role(line.text, labels) and squeeze(line.text) not in labels.section:
            continue
        run = _run(filled, index, labels)
        if not run or run[0][1] not in ("number", "task") and "number" not in [role for _, role in run[1:3]]:
            continue
        roles = {role for _, role in run}
        if len(run) >= 3 and roles & {"lead", "support", "either"} and roles & {"task", "goal"}:
            return _make_header(run, labels)
    return None


def _run(filled: list[Line], start: int, labels: Labels) -> list[tuple[Line, str]]:
    run: list[tuple[Line, str]] = []
    for index, line in enumerate(filled[start:], start):
        role = header_role(line.text, labels)
        if not role and (run or squeeze(line.text) in labels.section) and _is_column(line.text):
            # an unknown word between header words heads a column too: in front of the task text it is a grouping
            following = {header_role(other.text, labels) for other in filled[index + 1 : index + 3]} - {"", "number"}
            role = "task" if "task" in following else _STRANGE if following or _ends_head(filled, index) else ""
        if not role or (role == "number" and any(known == "number" for _, known in run)):
            break
        run.append((line, role))
    return _assumed(run)


def _ends_head(filled: list[Line], at: int) -> bool:
    """Whether a word at the end of a head says what it heads, and the first number comes soon."""
    rest = filled[at : at + 3]
    first = next((place for place, line in enumerate(rest) if squeeze(line.text) == "1"), 0)
    return first > 0 and all(_is_column(line.text) and ending_of(squeeze(line.text)) for line in rest[:first])


def _assumed(run: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """The run, in which words that no vocabulary knows take the free roles by their ends, else the remark."""
    roles = [role for _, role in run]
    if not {"task", "goal"} & set(roles) and "number" in roles:
        # words between the number and the units head headings, and the last of them the tasks
        units = next((at for at, role in enumerate(roles) if role in ("lead", "support", "either")), 0)
        roles[:units] = ["task" if role == _STRANGE else role for role in roles[:units]]
    for at, (line, _) in enumerate(run):
        if roles[at] == _STRANGE:
            sort = ending_of(squeeze(line.text))
            wanted = ("lead", "support") if sort == "units" else (str(sort),) if sort in _BY_END else ()
            taken = {*roles, *(("lead",) if "either" in roles else ())}
            roles[at] = next((each for each in wanted if each not in taken), "remark")
    return [(line, role) for (line, _), role in zip(run, roles, strict=True)]


def _is_column(text: str) -> bool:
    return re.fullmatch(r"[\u4e00-\u9fff]{2,8}", squeeze(text)) is not None and read_number(text) is None


def _make_header(run: list[tuple[Line, str]], labels: Labels) -> Header:
    roles = _flatten_levels([role for _, role in run])
    fields, doubts = _to_fields(roles)
    task = max((at for at, (_, role) in enumerate(run) if role == "task"), default=-1)
    doubts += tuple(
        f"表头“{squeeze(line.text)}”不在词表中，按{'任务' if at == task else _SAID.get(role, '备注')}读取"
        for at, (line, role) in enumerate(run)
        if not header_role(line.text, labels) and squeeze(line.text) not in labels.section
    )
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
