"""Which file the office said is to count (--prefer): it counts as though it had come again at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from breakdown.columns import PREFERRED
from breakdown.errors import FolderError
from breakdown.frame import missing
from breakdown.merge.intake import FileKey, Origin, Preferred, Taken
from breakdown.merge.kept import content_code
from breakdown.records import Row

Stamps = Mapping[FileKey, datetime]


def remembered(returns: Iterable[Row]) -> Stamps:
    """When files were preferred in earlier merges; returns: rows of the frame, of the period."""
    return {(row["file"], row["sha256"]): row["preferred_at"] for row in returns if not missing(row["preferred_at"])}


def decide(parts: Callable[[], Iterable[Sequence[Taken]]], stamps: Stamps, wanted: Preferred | None) -> Stamps:
    """The moments with those of this merge; a file that was preferred before and still counts keeps its moment.

    parts: all files of the period, whenever asked for, those of one unit always together. Raises FolderError for a file
    without content, and for two files of one unit that say different things.
    """
    if wanted is None:
        return stamps
    found = {item.origin.key: item for taken in parts() for item in stamp(taken, stamps)
             if item.origin.key in wanted.files}
    chosen = [found[key] for key in dict.fromkeys(wanted.files)]
    for item in chosen:
        _refuse(item, chosen)
    again = [item for item in chosen if item.origin.key in stamps]
    outdone = {mine.origin.key for taken in parts() if again for item in stamp(taken, stamps) for mine in again
               if _outdoes(item, mine)}
    return {**stamps, **{item.origin.key: wanted.at for item in chosen
                         if item.origin.key not in stamps or item.origin.key in outdone}}


def stamp(taken: Sequence[Taken], stamps: Stamps) -> list[Taken]:
    """The files with the moment from which they count; a file of the same unit that says the same counts with them."""
    if not stamps:
        return list(taken)
    moments: dict[tuple[str, ...], datetime] = {}
    for item in taken:
        if item.state == "已报" and (at := stamps.get(item.origin.key)):
            moments[_content(item)] = max(at, moments.get(_content(item), at))
    return [item.preferred(moments.get(_content(item))) if item.state == "已报" else item for item in taken]


def why(one: Origin, winner: Origin, several: str = "同一单位多次报送") -> str:
    """Why, of several returns of a unit, one counts; said of each of them. several: what there are."""
    received = f"此件 {one.received_at:%Y-%m-%d %H:%M} 收到"
    if winner.preferred:
        return f"{PREFERRED}“{winner.file}”（{winner.preferred_at:%Y-%m-%d %H:%M} 指定）；{received}"
    if one.received_at == winner.received_at and one.key != winner.key:
        return f"{several}，与“{winner.file}”同时收到，分不出先后；以此件为准的，请在合并时用 --prefer 指定；{received}"
    return f"{several}，以后收到的为准；{received}"


def _content(item: Taken) -> tuple[str, ...]:
    return item.unit, item.kind, content_code(item)


def _refuse(item: Taken, chosen: Iterable[Taken]) -> None:
    file = item.origin.file
    if item.state != "已报":
        raise FolderError(f"“{file}”是{item.state}，没有可采用的内容", "应是填有内容、已经采纳的回表",
                          "请在合并报告的“回收登记”里另选一份")
    for other in chosen:
        if (other.unit, other.kind) == (item.unit, item.kind) and _content(other) != _content(item):
            raise FolderError(f"“{file}”和“{other.origin.file}”都是“{item.unit}”报的，内容不同",
                              "同一单位只能指定采用一份", "请只留一个 --prefer")


def _outdoes(item: Taken, mine: Taken) -> bool:
    """Whether a file counts instead of another one: a later one of its unit, or of another lead of one of its tasks."""
    if item.state != "已报" or item.origin.rank <= mine.origin.rank:
        return False
    if (item.unit, item.kind) == (mine.unit, mine.kind):
        return _content(item) != _content(mine)
    return item.unit != mine.unit and bool(_led(item) & _led(mine))


def _led(item: Taken) -> set[str]:
    return {entry.task_id for entry in item.entries if entry.role == "牵头" and "status" in entry.texts}
