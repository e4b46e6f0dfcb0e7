"""What `breakdown units` prints: the registry, names that may be one unit, and where a unit is used."""

from __future__ import annotations

from breakdown.records import Records
from breakdown.review.usage import find_usage, list_units, suggest_merges
from breakdown.screen import say, table
from breakdown.words import Units

_HEADER = ("单位", "类型", "排名分组", "别名", "起止", "承接单位", "牵头", "配合")


def show_units(records: Records, words: Units) -> None:
    """The registry: units with what they lead and support, collectives with their members, names that may be one."""
    table("单位", _HEADER, list_units(records))
    members: dict[str, list[str]] = {}
    for row in records.members.to_dict("records"):
        members.setdefault(row["collective"], []).extend(filter(None, [row["member"]]))
    listed = [(name, "、".join(names) or "待明确") for name, names in members.items()]
    table("集合单位", ("集合单位", "成员"), listed)
    for sentence in suggest_merges(records, words):
        say(sentence)


def show_usage(records: Records, name: str) -> None:
    """One unit: what the registry says of it, its names, its tasks, its periods."""
    found = find_usage(records, name)
    for sentence in found.about:
        say(sentence)
    if found.names:
        table("名称的来历", ("名称", "出处"), found.names)
    if found.tasks:
        table("任务", ("编号", "序号", "重点工作", "角色", "通知", "通知中的名称"), found.tasks)
    if found.periods:
        table("期次", ("期次", "发表条数", "牵头填报", "配合填报"), found.periods)
    else:
        say("还没有发过表，也没有报过进展")
