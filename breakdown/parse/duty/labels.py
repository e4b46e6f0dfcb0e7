"""Labels before values (责任单位：A、B；配合单位：C), on lines of their own, several in a line, or inside brackets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from breakdown.names import looks_like_people, unit_share
from breakdown.parse.duty.times import is_time
from breakdown.words import Labels, Words

Role = Literal["lead", "support", "either", "leader", "person", "deadline", "goal", "task", "progress", "remark"]
_ROLES: tuple[Role, ...] = (
    "lead", "support", "either", "leader", "person", "deadline", "task", "goal", "progress", "remark"
)  # fmt: skip
# Labels that may stand in the middle of a line; the others are also common words of running text.
_INLINE: tuple[Role, ...] = ("lead", "support", "either", "leader", "deadline", "person", "progress")
_UNITS: tuple[Role, ...] = ("lead", "support", "either")
# Values that are sentences and keep their final stop.
_PROSE: tuple[Role, ...] = ("goal", "task", "progress", "remark")
_OPENERS, _CLOSERS = "（(【〔[［〖｛{〈＜", "）)】〕]］〗｝}〉＞"
# what may stand between a label and its colon: 责任单位（部门）：
_NOTE = r"(?:\s*[（(][^（()）:：]{1,20}[）)](?=\s*[:：]))?"
# A word before a colon; the box is there for the sake of the other pattern.
_OTHER = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<plain>(?:[\u4e00-\u9fff]{{2,6}}(?:单位|部门)、)?[\u4e00-\u9fff/／]{{2,12}}(?:(?<=牵头|主办|责任|配合)[（(][\u4e00-\u9fff]{{1,4}}[)）](?:单位|部门|领导))?)(?P<boxed>(?!))?(?P<bare>(?!))?{_NOTE}\s*[:：]"
)
# the time up to which progress is told (1-6月完成情况, 截至6月底进展情况)
_UP_TO = re.compile(r"(?:截[至止到])?[\d年月日.\-—至底末上下半第一二三四季度]+$")
# Signs that only point at a label.
_POINTERS = "→►▶➢●•■◆▪"
_MARKS = f"。；;，,、 \t\u3000/／|｜{_POINTERS}"
# Parts of label and header words that tell a field where the whole word is not in the vocabulary, in order of trial.
_BODY = "(单位|部门|科室|处室|厅局|股室|学院|主体|镇街|乡镇)"
_AND = "(及|和|与|兼|、|/|／)?"
_PERSON = "(领导|负责人|责任人|联系人|经办人)"
# one label over those who lead and those who help
_COMPOUND = (
    rf"^(牵头|主办|主责)(?:{_BODY}{_AND}|[及和与兼、/／]|(?=配合|协办|协同|协助|参与))"
    rf"(责任|配合|协办|协同|协助|参与|实施|落实){_BODY}$"
)
_PARTS: tuple[tuple[str, Role], ...] = (
    # both in one label: units, and persons beside them
    (rf"^牵头.{{0,2}}({_PERSON}{_AND}.{{0,2}}{_BODY}|{_BODY}{_AND}.{{0,4}}{_PERSON})$", "lead"),
    (rf"^(配合|协同|协办).{{0,2}}{_BODY}{_AND}.{{0,4}}{_PERSON}$", "support"),
    (rf"^.{{0,4}}{_PERSON}{_AND}.{{0,2}}{_BODY}$", "either"),
    (rf"^(责任|负责|落实|实施).{{0,2}}{_BODY}{_AND}.{{0,4}}{_PERSON}$", "either"),
    (_COMPOUND, "either"),
    (r"(领导|负责人)$", "leader"),
    (r"(责任人|联系人|经办人)$", "person"),
    (rf"^.{{0,4}}(牵头|主办|主责|承办|领办)(责任|负责)?{_BODY}$", "lead"),
    (rf"^.{{0,4}}(配合|协同|协办|参与|参加|协助|支持|协作|会同|会办|联办|协管|联动|辅助)(责任)?{_BODY}$", "support"),
    (rf"^([省市区县镇院校]级?)?(具体|直接|主体)?(责任|落实|实施|执行|负责|主管|承担){_BODY}(及.{{1,4}})?$", "either"),
    (r"^(责任|职责|任务|部门|单位)分工$", "either"),
    (r"(时限|时间|节点|时点|进度|期限|限期|(截止|完成|办结)日期|进度安排|时间安排)(要求)?$", "deadline"),
    (r"^.{0,4}目标(任务|值|要求)?$", "goal"),
    (r"(完成|进展|落实|推进|办理|实施)(情况|进度)$", "progress"),
    (r"^(备注|说明)$", "remark"),
    (
        r"^(报告|建设|实施|重点|主要|具体|年度|民生|实事|改革|督办|目标|工作|任务|项目|分解|推进|落实|责任|量化|细化|攻坚|攻关|专项|[一二三]级"
        r"|[与和及])*(任务|工作|事项|举措|措施|内容|项目|要点|分解|活动|实事|(?<=具体)要求|(?<=任务)要求)(名称)?$",
        "task",
    ),
)


class Clause(NamedTuple):
    """One labelled value: what it is, the label as printed, the value without outer punctuation."""

    role: Role
    label: str
    value: str


class _Label(NamedTuple):
    """A label in its line: role, text, where it begins (with the bracket it opens), where its value begins and ends."""

    role: Role
    text: str
    start: int
    at: int
    limit: int


def role_of(label: str, labels: Labels) -> Role | None:
    """Which field a label or header word (without white space) names: by the vocabulary, else by its parts."""
    # 牵头（责任）单位
    word = re.sub(r"[（(][^（()）]{1,4}[)）](?=.)", "", label)
    for role in _ROLES:
        if word in getattr(labels, role):
            return role
    return next((role for pattern, role in _PARTS if re.search(pattern, word)), None) if len(word) <= 12 else None


def names_both(label: str) -> bool:
    """Whether one label stands over leading and other units, so that their order alone can tell who leads."""
    return re.search(_COMPOUND, label) is not None


def label_of(text: str, labels: Labels) -> Role | None:
    """The field that a line names which is nothing but a label of the vocabulary, without colon."""
    word = re.sub(r"\s+", "", text)
    return next((role for role in _ROLES if word in getattr(labels, role)), None)


def split_labels(text: str, words: Words) -> tuple[str, list[Clause]]:
    """The text outside the labelled clauses of a line, and the clauses; a bracket around clauses goes with them."""
    body, clauses = _parted(text, words)
    return body, list(clauses)


@lru_cache(maxsize=4096)
def _parted(text: str, words: Words) -> tuple[str, tuple[Clause, ...]]:
    found = _find_labels(text, words)
    clauses: list[Clause] = []
    outside: list[str] = []
    cursor = 0
    for index, label in enumerate(found):
        if label.start >= cursor:
            outside.append(text[cursor : label.start])
            head = text[label.start + 1 : label.at] if text[label.start] in _OPENERS else ""
            if head.strip(_MARKS):
                clauses.append(Clause("either", "", _trim(head)))
        value_at = _value_start(text, label)
        following = found[index + 1].start if index + 1 < len(found) else len(text)
        end = min(following, label.limit)
        clauses.append(Clause(label.role, label.text, _clean(text[value_at:end], label.role, words)))
        cursor = end + 1 if end == label.limit < len(text) else end
    rest = text[cursor:] if found else text
    parts = [*outside, rest]
    first = parts[0] if parts[0].strip(f"{_POINTERS} ") else ""
    body = first + "".join(part for part in parts[1:] if part.strip(_MARKS))
    return (body.rstrip(f" \t\u3000|｜{_POINTERS}"), tuple(clauses)) if found else (text, ())


def _find_labels(text: str, words: Words) -> list[_Label]:
    found: list[_Label] = []
    candidates = _matches(text, words)
    for match, after in zip(candidates, [*candidates[1:], None], strict=False):
        word = re.sub(r"\s+", "", match["boxed"] or match["plain"])
        value = text[match.end() : after.start() if after else len(text)]
        # 责任 is a label where units follow it
        weak = word in words.labels.group and _names_units(value, words)
        role = role_of(word, words.labels) or ("either" if weak else None)
        if role is None or match["bare"] and not (role in _INLINE and _fits(value, role, words)):
            continue
        glued = bool(found) and _fits(text[_value_start(text, found[-1]) : match.start()], found[-1].role, words)
        if found and match.start() < found[-1].limit < len(text):
            if glued or _stands_alone(text, match.start(), role, True):
                found.append(_Label(role, word, match.start(), match.start(), found[-1].limit))
            continue
        start, limit = match.start(), len(text)
        if role == "progress" and (time := _UP_TO.search(text[:start])):
            start, word = time.start(), time[0] + word
        label_at = start
        opener = _open_bracket(text, found[-1].at if found else 0, start)
        if opener is not None:
            head = text[opener + 1 : start].strip(_MARKS)
            if head and not _says_units(head, words):
                continue
            start, limit = opener, _closing(text, opener)
        elif not (match["boxed"] and role in _INLINE) and not _stands_alone(text, start, role, bool(found)):
            # a stop may be missing before it; then what stands around it must be units or a time
            clear = role in _UNITS and unit_share(re.split(r"[。；;\n]", value, maxsplit=1)[0], words.units) == 1
            if not clear and not (glued and role in _INLINE):
                continue
        found.append(_Label(role, word, start, label_at, limit))
    return found


def _fits(value: str, role: Role, words: Words) -> bool:
    """Whether a value is what its label asks for: units, a time, persons; or a mark for nothing."""
    value = value.strip().rstrip(_OPENERS).strip(_MARKS)
    if not value or value in words.units.empty:
        return bool(value)
    if role in _UNITS:
        return unit_share(value, words.units) == 1
    if role == "deadline":
        return is_time(value, words)
    return role in ("leader", "person") and looks_like_people(value, words)


def _names_units(value: str, words: Words) -> bool:
    return _fits(value, "either", words) or _says_units(re.split("[，,；;。]", value)[0].strip(), words)


def _value_start(text: str, label: _Label) -> int:
    """Where the value begins: behind the label word, its box and its colon."""
    at = label.at + (text[label.at] in _OPENERS)
    left = len(label.text)
    while left:
        left -= not text[at].isspace()
        at += 1
    rest = re.match(rf"\s*[】\]〕］〗]?{_NOTE}\s*[:：为]?", text[at:])
    return at + (rest.end() if rest else 0)


def _stands_alone(text: str, start: int, role: Role, follows: bool) -> bool:
    """Whether a label is no word of running text: at the start or behind a mark; 目标 only behind other labels."""
    before = text[:start].rstrip()
    if not before:
        return True
    if role not in _INLINE:
        return follows and before[-1] in "。；;"
    return before[-1] in f"。；;，,、.！!）)】]〕”|｜{_POINTERS}{_OPENERS}" or text[start - 1].isspace()


def _says_units(text: str, words: Words) -> bool:
    verbs = (*words.units.lead_verbs, *words.units.duty_verbs, *words.units.assist_verbs)
    return text.endswith(verbs) or unit_share(text, words.units) == 1


def _open_bracket(text: str, begin: int, end: int) -> int | None:
    """The innermost bracket that is open at `end`."""
    depth = 0
    for index in range(end - 1, begin - 1, -1):
        if text[index] in _CLOSERS:
            depth += 1
        elif text[index] in _OPENERS:
            if depth == 0:
                return index
            depth -= 1
    return None


def _closing(text: str, opener: int) -> int:
    depth = 0
    for index in range(opener, len(text)):
        depth += (text[index] in _OPENERS) - (text[index] in _CLOSERS)
        if depth == 0:
            return index
    return len(text)


def _matches(text: str, words: Words) -> list[re.Match[str]]:
    """Labels of the vocabulary, and words before a colon that may be labels by their parts; of two the longer one,
    unless a name is glued to the shorter (市财政局完成时限：).
    """
    known = list(_pattern(words.labels).finditer(text))
    others = []
    for match in _OTHER.finditer(text):
        inside = next((each for each in known if match.start() < each.start() and each.end() <= match.end()), None)
        glued = inside is not None and unit_share(text[match.start() : inside.start()], words.units) == 1
        if (role_of(match["plain"], words.labels) or match["plain"] in words.labels.group) and not glued:
            others.append(match)
    known = [each for each in known if not any(o.start() < each.start() and each.end() <= o.end() for o in others)]
    others = [match for match in others if not any(match.start() < each.end() <= match.end() for each in known)]
    return sorted([*known, *others], key=lambda match: match.start())


@lru_cache(maxsize=4)
def _pattern(labels: Labels) -> re.Pattern[str]:
    """Labels in a box, before a colon, or parted from their value by space only."""
    words = {word for role in _ROLES for word in getattr(labels, role)}
    # a label may be spaced out to fill a line (责 任 单 位)
    spaced = "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(
        rf"[【\[〔［〖](?P<boxed>{spaced}|[\u4e00-\u9fff]{{2,9}})[】\]〕］〗]\s*[:：]?"
        rf"|(?P<plain>{spaced})(?:{_NOTE}\s*[:：]|(?P<bare>[ \t\u3000]+|为)(?=\S))"
    )


def _clean(value: str, role: Role, words: Words) -> str:
    value = value.strip()
    if role in _PROSE:
        return value.rstrip(_OPENERS).rstrip()
    value = _trim(value)
    return "" if value in words.units.empty else value


def _trim(value: str) -> str:
    value = value.strip().rstrip(_OPENERS).rstrip(_MARKS)
    opened, closed = (sum(value.count(mark) for mark in marks) for marks in (_OPENERS, _CLOSERS))
    if closed > opened and value[-1] in _CLOSERS:
        value = value[:-1].rstrip(_MARKS)
    return value
