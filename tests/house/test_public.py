"""The public name of every room, pinned: a change here is a change for everyone who imports it."""

from __future__ import annotations

import importlib
import inspect

import pytest

PUBLIC = {
    "parse": "parse_document",
    "tasks": "build_tasks",
    "review": "plan_review",
    "issue": "plan_books",
    "merge": "reconcile",
    "report": "summarize",
}


@pytest.mark.parametrize(("room", "function"), PUBLIC.items())
def test_a_room_offers_one_function(room: str, function: str) -> None:
    front = importlib.import_module(f"breakdown.{room}")
    defined = [name for name, value in vars(front).items() if getattr(value, "__module__", "") == front.__name__]
    offered = getattr(front, "__all__", [name for name in defined if not name.startswith("_")])
    assert [name for name in offered if inspect.isfunction(getattr(front, name))] == [function]
