"""Collectives: who stands behind 各镇, 成员单位, 有关部门, as far as the notice itself says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from breakdown.names import is_collective, looks_like_unit, split_units
from breakdown.parse.front import Front
from breakdown.problems import Problem
from breakdown.words import Words

# "(本方案中提到的)各县区政府包括A、B", "…是指A、B": the subject is the words just before the verb.
_DEFINITION = re.compile(
    r"(?P<subject>各[\u4e00-\u9fff]{1,12}|[\u4e00-\u9fff“”]{2,20}成员单位)[”」]?\s*[,，]?\s*(?:均|都)?"
    r"(?P<verb>包括|包含|含|是指|指)\s*[:：]?\s*(?P<list>[^。；;）\n]+?(?:[（(<〈][^）)>〉]*[）)>〉][^。；;）)\n]*?)*)(?=[。；;）)\n]|$)"
)
_PARTIAL = ("包括", "包含", "含")


class Definition(NamedTuple):
    """What a notice says a collective holds; `partial`: it says whom it includes, not who all of them are."""

    collective: str
    members: tuple[str, ...]
    partial: bool
    text: str


def find_definitions(front: Front, words: Words) -> list[Definition]:
    """Definitions of collectives in the letter around the tasks."""
    found = []
    for text in front.texts:
        for match in _DEFINITION.finditer(text):
            names = split_units(re.sub(r"\s+", "", match["list"]), words.units)
            members = tuple(name.text for name in names if looks_like_unit(name.text, words.units))
            # a list whose greater part are no units is running text
            if members and len(members) * 2 > len(names):
                subject = match["subject"].strip("“”")
                found.append(Definition(subject, members, match["verb"] in _PARTIAL, match[0]))
    return found


def make_members(
    collectives: Iterable[str], definitions: Sequence[Definition], towns: Sequence[str]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Rows of columns.MEMBERS for every collective of the notice, and the list of those that the office must define."""
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for collective in dict.fromkeys(collectives):
        definition = next((each for each in definitions if each.collective == collective), None)
        if definition is None:
            note = f"通知中出现的乡镇（街道）：{'、'.join(towns)}" if towns and "镇" in collective else ""
            rows.append({"collective": collective, "member": "", "note": note})
            problems.append(_open(collective))
            continue
        note = "通知说明包括此单位，其余成员请补全" if definition.partial else "通知中的定义"
        rows += [{"collective": collective, "member": member, "note": note} for member in definition.members]
        problems.append(_defined(definition))
    return rows, problems


def _open(collective: str) -> Problem:
    return Problem(
        "提示", "集合单位", "collective-open", f"“{collective}”包括哪些单位，通知没有写明",
        "请在“集合单位”表中填写成员；未填写前不向任何单位派发", collective,
    )


def _defined(definition: Definition) -> Problem:
    listed = "、".join(definition.members)
    if definition.partial:
        return Problem(
            "存疑", "集合单位", "collective-defined", f"通知说明“{definition.collective}”包括：{listed}",
            "通知只写了“包括”，其余成员请在“集合单位”表中补全", definition.text,
        )
    sentence = f"通知规定“{definition.collective}”是指：{listed}"
    return Problem("提示", "集合单位", "collective-defined", sentence, "请核对", definition.text)


def unit_kind(name: str, words: Words) -> str:
    """部门, 镇街, 园区, 企业 or 其他, by the ending of a unit's name."""
    core = re.sub(r"[（(<〈].*$", "", name)
    for kind, endings in (("企业", words.units.companies), ("园区", words.units.zones), ("镇街", words.units.towns)):
        if core.endswith(endings):
            return kind
    if core.endswith(words.units.institutions):
        return "其他"
    return "部门" if core.endswith(words.units.endings) and not is_collective(core, words.units) else "其他"
