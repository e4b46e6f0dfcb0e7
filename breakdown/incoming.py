"""Notices on their way into a folder: kept as received, read under its registry, compared with its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from breakdown.errors import NoticeError
from breakdown.files.atomic import namesakes, write_whole
from breakdown.files.folder import Folder
from breakdown.files.templates import load_words
from breakdown.problems import Problem
from breakdown.records import Reading, Records

# What is told of a corrected notice before it is adopted.
DIFFERENCES = ("notice-known", "task-new", "task-gone", "task-moved", "task-changed")


def refuse_own(folder: Folder, paths: Sequence[Path]) -> None:
    """NoticeError where one is no notice but a workbook of the folder: it would be read as tasks."""
    own = {folder.review: "核对表", folder.units: "单位名册", folder.path / "issued": "填报表",
           folder.path / "returned": "回表", folder.path / "reports": "报表"}
    found = {place.resolve(): what for place, what in own.items()}
    for path in paths:
        if what := next((found[at] for at in (path.resolve(), *path.resolve().parents) if at in found), ""):
            raise NoticeError(f"{path.name} 是本文件夹的{what}，不是通知", "应是印发的通知文件", "请给出通知文件")


def keep_notice(folder: Folder, path: Path) -> None:
    """Keep a notice as received under notices/; another one of its name stands beside it, numbered."""
    data = path.read_bytes()
    target = next(one for one in namesakes(folder.notices / path.name)
                  if not one.exists() or one.resolve() == path.resolve() or one.read_bytes() == data)
    if not target.exists():
        write_whole(target, data)


def read_under(folder: Folder, reading: Reading) -> Reading:
    """A reading under the registry of a folder, its problems headed by the differences to what the ledger holds."""
    from breakdown.files.reader import read_workbook
    from breakdown.review.adopt import plan_adoption
    from breakdown.review.recall import recall
    from breakdown.review.registry import read_registry

    if not folder.units.exists():
        return reading
    records = _records(folder)
    registry = read_registry(read_workbook(folder.units))
    known = recall(reading, registry, records, load_words(folder.path).units)
    differences = [found for found in plan_adoption(records, known).problems if _told(found)]
    return replace(known, problems=[*differences, *known.problems])


def _told(problem: Problem) -> bool:
    # of a notice that is new to the ledger only how many tasks came is said, and that it is not another one
    return problem.code in DIFFERENCES and (problem.code, problem.place) != ("task-new", "任务")


def _records(folder: Folder) -> Records:
    from breakdown.files.ledger import open_ledger

    ledger = open_ledger(folder.ledger)
    try:
        return ledger.records()
    finally:
        ledger.close()
