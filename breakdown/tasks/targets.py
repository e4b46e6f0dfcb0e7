"""The numeric targets of a task's text: name, kind, relation, value, unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from breakdown.tasks.numbers import ARABIC, SHARE, Quantity, find_quantities, fold_width, relate
from breakdown.words import Targets

Kind = Literal["cumulative", "rate", "ceiling", "qualitative"]

RATIO = "∶1"
RATES = (SHARE, "倍", "个百分点", "百分点", RATIO)


@dataclass(frozen=True)
class Target:
    """One target of a task.

    name: what is counted, "" where the print gives none (the heading names it). kind: cumulative (counted up over the
    year), rate (a growth rate or a level to be reached, no share of the year), ceiling (not to be exceeded).
    relation: one of ≥ > ≤ < ≈ =. value, unit: as printed (of a range the end that binds). text: the clause.
    """

    name: str
    kind: Kind
    relation: str
    value: float
    unit: str
    text: str


@dataclass(frozen=True)
class _Place:
    """A quantity in its clause: what stands before it (since the one before) and behind it (to the next comma)."""

    quantity: Quantity
    clause: tuple[int, int]
    head: str
    tail: str
    # a quantity follows in the same item of an enumeration, and nothing joins the two
    crowded: bool
    # whether a quantity stands before in the same clause
    follows: bool
    # the clause before, "" when it is long
    opening: str


class _Before(NamedTuple):
    """The target before: in this clause (or, then only as a subject, in the one just before), None when further off."""

    target: Target | None
    same_clause: bool


_HIDDEN = re.compile(r"“[^“”\n]*”|《[^《》\n]*》|‘[^‘’\n]*’|\"[^\"\n]*\"|『[^』\n]*』|「[^」\n]*」")
_CLAUSE = "，,。；;：:\n！!？?"
_ITEM = _CLAUSE + "、"
_JOINTS = "和及与暨并或"
_BARE = re.compile(rf"(?<=[一-鿿”])(?<!第)({ARABIC})([万亿]*)(?![\dA-Za-z.%])")
_RATIO = re.compile(rf"(?<![\d.])({ARABIC})\s*[∶:：比]\s*({ARABIC})(?![\d.])")
_AMOUNT = re.compile(r"[元斤吨亩瓦米里顷头羽只时天日度克]$")
_TIME = re.compile(r"(?:天|日|小时)$")
_SITE = re.compile("(?:全长|总长|占地|总投资|估算投资)$")
_LINK = re.compile(
    r"(?:(?:提高|提升|扩大|增加|下降|降低|压缩|缩短|减少|压减|发展|增长)?(?:至|到)|达到?|实现|分别|均|各|约|有|为|近|超|逾|突破|最少|再|的"
    r"|在[去上]年(?:的)?基础上)$"
)
_OPENING = re.compile(
    r"^(?:[、，和及与并以将（(]|到?20\d\d年(?:底|末)?|[“\"]?十[二三四五六七八九]五[”\"]?(?:规划)?(?:末|期末|期间|时期)"
    r"|\d{1,2}月(?:底|末)?前?|[一二三四]季度|(?:上|下)半年)"
)


def read_targets(content: str, words: Targets) -> tuple[Target, ...]:
    """Every numeric target of a task's text in print order; () when it has none."""
    plain = _HIDDEN.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], fold_width(content))
    # 完成投资30亿元（其中工业投资10亿元）: the bracket goes on counting
    plain = re.sub("[（(](?=其中)", "，", plain)
    found: list[Target] = []
    last: _Place | None = None
    for place in _places(plain, content, words):
        if _is_target(plain, place, words):
            near = last is not None and last.clause[1] >= place.clause[0] - 1
            same = last is not None and (last.clause == place.clause or _goes_on(place))
            found.append(_target(content, place, _Before(found[-1] if near else None, same), words))
            last = place
    return tuple(_tell_apart(found))


def _places(plain: str, content: str, words: Targets) -> Iterator[_Place]:
    """Every quantity with its surroundings."""
    quantities = _quantities(plain, words)
    before: Quantity | None = None
    for at, quantity in enumerate(quantities):
        start, end = _reach(plain, quantity.start, quantity.end, _CLAUSE)
        follows = before is not None and before.end > start
        opening = before.end if before and follows else start
        item_end = _reach(plain, quantity.start, quantity.end, _ITEM)[1]
        after = quantities[at + 1] if at + 1 < len(quantities) else None
        tail_end, crowded = item_end, False
        if after and after.start < item_end:
            between = plain[quantity.end : after.start]
            joint = max(between.rfind(sign) for sign in _JOINTS)
            crowded = joint < 0
            tail_end = quantity.end + joint if joint >= 0 else after.start
        head, tail = content[opening : quantity.start], content[quantity.end : tail_end]
        yield _Place(quantity, (start, end), head, tail, crowded, follows, _clause_before(content, plain, start))
        # what a name took as its tail is no part of the next name
        if not crowded:
            before = replace(quantity, end=tail_end)


def _quantities(plain: str, words: Targets) -> list[Quantity]:
    found = [quantity for quantity in find_quantities(plain, words) if _is_count(plain, quantity, words)]
    for match in _BARE.finditer(plain):
        value = float(match[1].replace(",", ""))
        bare = relate(plain, Quantity(value, match[2], start=match.start(), end=match.end()), words)
        ends = plain[bare.end : bare.end + 1] in _ITEM
        if ends and not 1900 <= value <= 2100 and not _overlaps(match, found):
            found.append(bare)
    for match in _RATIO.finditer(plain):
        if "比" in plain[max(0, match.start() - 8) : match.start()] and float(match[2]) and not _overlaps(match, found):
            found.append(Quantity(float(match[1]) / float(match[2]), RATIO, start=match.start(), end=match.end()))
    return sorted(found, key=lambda quantity: quantity.start)


def _is_count(plain: str, quantity: Quantity, words: Targets) -> bool:
    """三项制度 and 百里长廊 are names; 新建三所学校, 十余个, 突破千元 are counts, and so is all in Arabic figures."""
    sign = plain[quantity.start]
    if sign.isascii() or quantity.unit == SHARE or quantity.relation != "=":
        return True
    if sign in "百千":
        return False
    return quantity.value >= 10 or (quantity.value > 1 and plain[: quantity.start].endswith(words.creation))


def _overlaps(match: re.Match[str], found: list[Quantity]) -> bool:
    return any(quantity.start < match.end() and match.start() < quantity.end for quantity in found)


def _reach(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    """The span around a place up to the nearest of the marks on either side."""
    while start > 0 and text[start - 1] not in marks:
        start -= 1
    while end < len(text) and text[end] not in marks:
        end += 1
    return start, end


def _goes_on(place: _Place) -> bool:
    return place.head.lstrip().startswith("其中")


def _is_target(plain: str, place: _Place, words: Targets) -> bool:
    """Whether a quantity is one that the task promises, not part of a name or a condition."""
    quantity, clause = place.quantity, plain[slice(*place.clause)]
    if re.search("每(?![年百千万])[^，、]{0,6}$", place.head) or place.tail.startswith("级"):
        return False
    if quantity.unit in RATES:
        return True
    if _is_condition(place, plain[quantity.start : quantity.end], words):
        return False
    if _TIME.search(quantity.unit):
        return any(word in place.head for word in (*words.ceiling, *words.rate, "天数"))
    if any(word in clause for word in (*words.creation, *words.cumulative, *words.level)):
        return True
    if quantity.relation != "=" or _goes_on(place) or place.follows:
        return True
    # what ends its item is counted (雨污管网127公里), unless it describes a site
    return bool(quantity.unit) and not place.tail.strip() and not _SITE.search(place.head)


def _is_condition(place: _Place, printed: str, words: Targets) -> bool:
    """亿元以上 and 50万头 describe a noun that follows, unless a verb takes them (建设10万亩高标准农田)."""
    quantity = place.quantity
    if place.crowded:
        return True
    noun = place.tail.strip("”’\"）) ")
    if noun and (_SITE.search(place.head) or (noun.startswith("的") and _AMOUNT.search(quantity.unit))):
        return True
    if not noun or noun.startswith(("标准", "的标准", "目标", "（", "(", "/")):
        return False
    bounded = printed.endswith((*words.at_least, *words.at_most, *words.about))
    if not bounded and not _AMOUNT.search(quantity.unit):
        return False
    head = _LINK.sub("", place.head)
    return not head.endswith((*words.creation, *words.cumulative)) or head.endswith(("以", "在"))


def _target(content: str, place: _Place, before: _Before, words: Targets) -> Target:
    quantity = place.quantity
    relation, value = quantity.relation, quantity.value
    head = place.head.rstrip()
    ceiling = relation in ("≤", "<") or (relation not in ("≥", ">") and head.endswith(words.ceiling))
    if quantity.upper is not None:
        value, relation = (quantity.upper, "≤") if ceiling else (value, "≥" if relation == "=" else relation)
    elif ceiling and relation == "=":
        relation = "≤"
    clause = content[slice(*place.clause)]
    kind: Kind = "cumulative"
    if ceiling:
        kind = "ceiling"
    elif quantity.unit in RATES or (any(word in head for word in words.level) and "累计" not in head):
        kind = "rate"
    return Target(_name(place, before, words), kind, relation, value, quantity.unit, clause.strip())


def _name(place: _Place, before: _Before, words: Targets) -> str:
    head, tail = _trim(place.head, words), _trim_tail(place.tail)
    verbs = (*words.creation, *words.cumulative)
    if not tail and (not head or head in words.level or (head in words.rate and place.quantity.unit in RATES)):
        # 销售额达5亿元、增长20%; 新增市场主体3万户、总量突破20万户: the subject stands before
        return _subject(before, place, head, words) + head
    if head and tail and head.endswith(("等", "、", *_JOINTS)):
        head = _leading(head, verbs)
    elif before.target and before.same_clause and not head.startswith((*verbs, *words.rate)):
        verb = _leading(before.target.name, verbs)
        # 完成投资30亿元，其中工业投资10亿元: one 投资 is enough
        head = verb.removesuffix(next((word for word in verbs if verb.endswith(word) and word in head), "")) + head
    elif len(head) > 20:
        head = _shorten(head, verbs)
    return head + tail


def _subject(before: _Before, place: _Place, head: str, words: Targets) -> str:
    """What a bare 增长, 总量 or 达到 is about: the target before, without its verb where a level is named."""
    name = before.target.name if before.target else ""
    if not head and before.same_clause:
        return name
    name = name.removesuffix(next((word for word in words.rate if name.endswith(word)), ""))
    if head not in words.level:
        return name or place.opening
    name = name.removeprefix(_leading(name, (*words.creation, *words.cumulative)))
    return name.removesuffix(next((verb for verb in words.creation if name.endswith(verb)), ""))


@lru_cache(maxsize=4)
def _links(words: Targets) -> tuple[str, ...]:
    relations = {*words.ceiling, *words.at_least, *words.above, *words.at_most, *words.below, *words.about}
    return tuple(sorted({*relations, "稳定在", "保持在"}, key=lambda word: (-len(word), word)))


def _trim(head: str, words: Targets) -> str:
    """A head without what leads in (力争全年…) and what links it to its number (…达到, …控制在)."""
    ends = _links(words)
    shorter = head.strip(" 　")
    while True:
        head = shorter
        shorter = head
        for word in ends:
            shorter = shorter.removesuffix(word)
        shorter = _LINK.sub("", shorter).rstrip("(（").replace("分别", "")
        shorter = _OPENING.sub("", shorter).strip(" 　")
        # 由15个工作日压缩至5个工作日
        shorter = re.sub(r"[由从]\d[^，、]*$", "", shorter)
        for word in words.lead_ins:
            shorter = shorter.removeprefix(word)
        if shorter == head:
            return head


def _trim_tail(tail: str) -> str:
    """What follows the number, when it is the noun that is counted (27个老旧小区改造 → 老旧小区改造)."""
    plain = re.sub(r"^(?:的?标准|目标|[(（].*|[)）])$", "", tail.strip(" 　"))
    return plain.removeprefix("的")


def _leading(text: str, verbs: tuple[str, ...]) -> str:
    """The verb that a text begins with (巩固提升 counts as one), "" when it begins with none."""
    taken = ""
    while verb := max((verb for verb in verbs if text.startswith(verb)), key=len, default=""):
        taken, text = taken + verb, text[len(verb) :]
    return taken


def _shorten(head: str, verbs: tuple[str, ...]) -> str:
    """A long head from its last verb on, as long as a noun of some length remains."""
    cuts = [at for verb in verbs for at in range(1, len(head) - 5) if head.startswith(verb, at)]
    return head[max(cuts) :] if cuts else head


def _clause_before(content: str, plain: str, start: int) -> str:
    """The clause before, when it is short enough to be what a bare 增长 is about."""
    if start < 2 or plain[start - 1] not in "，,":
        return ""
    opening, end = _reach(plain, start - 1, start - 1, _CLAUSE)
    return content[opening:end] if end - opening <= 12 else ""


def _tell_apart(found: list[Target]) -> Iterator[Target]:
    """A、B分别达到3%、5%: each value gets its own name; where the names cannot be split they are numbered."""
    at = 0
    while at < len(found):
        same = at + 1
        while same < len(found) and (found[same].name, found[same].text) == (found[at].name, found[at].text):
            same += 1
        group = found[at:same]
        names = _names_apart(found, at, same)
        for order, target in enumerate(group):
            if len(group) == 1:
                yield target
            elif len(names) == len(group):
                yield replace(target, name=names[order])
            else:
                yield replace(target, name=f"{target.name}（{order + 1}）")
        at = same


def _names_apart(found: list[Target], at: int, end: int) -> list[str]:
    word = re.match(r"分别(\D*)\d", found[at].text)
    size = end - at
    if word and at >= size > 1:
        # 接待游客500万人次，旅游收入50亿元，分别增长10%和12%
        return [target.name + word[1] for target in found[at - size : at]]
    return _split_names(found[at].name)


def _split_names(name: str) -> list[str]:
    """甲业增加值、乙业增加值占比 as 甲业增加值占比, 乙业增加值占比: what only the last one says belongs to all."""
    names = re.split("[、和]", name)
    for at, short in enumerate(names[:-1]):
        for size in range(len(short), 1, -1):
            cut = names[-1].find(short[-size:])
            if cut >= 0:
                names[at] = short + names[-1][cut + size :]
                break
    return names
