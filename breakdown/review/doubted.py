"""Doubtful tasks as rows of 核对结果: what is doubted, how each field was read, what else it could have been."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from breakdown.problems import Problem
from breakdown.records import Reading

_NEXT = "请对照原文，在“任务核对”表里改正；没有错的，把那一行的“存疑”清空"


def doubted_tasks(reading: Reading) -> list[Problem]:
    """One problem per doubtful task of a notice; none for a reading of the ledger, which knows no notice."""
    origins: dict[str, list[Mapping[Any, Any]]] = {}
    for origin in reading.origins.to_dict("records"):
        origins.setdefault(origin["task_id"], []).append(origin)
    tasks = reading.tasks[reading.tasks["doubts"] != ""]
    return [
        _problem(task, origins[task["task_id"]]) for task in tasks.to_dict("records") if task["task_id"] in origins
    ]


def _problem(task: Mapping[Any, Any], origins: list[Mapping[Any, Any]]) -> Problem:
    name = f"第“{task['no']}”项" if task["no"] else f"“{task['content'][:20]}”"
    how = [f"{origin['field']}：{origin['rule']}" for origin in origins if origin["rule"]]
    others = [f"{origin['field']}另有可能：{origin['considered']}" for origin in origins if origin["considered"]]
    quotes = dict.fromkeys(line for origin in origins for line in origin["quote"].split("\n") if line)
    return Problem(
        "存疑", task["place"], "task-doubted", f"{name}：{task['doubts']}".replace("\n", "；"),
        "\n".join([_NEXT, "读法：", *how, *others]), "\n".join(quotes),
    )
