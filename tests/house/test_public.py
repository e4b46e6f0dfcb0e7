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


def test_the_package_offers_the_four_verbs_and_the_settings() -> None:
    offered = importlib.import_module("breakdown")
    assert offered.__all__ == ["Settings", "issue", "merge", "read_notice", "summarize"]
    parameters = {name: list(inspect.signature(getattr(offered, name)).parameters) for name in offered.__all__[1:]}
    assert parameters == {
        "issue": ["known", "period", "settings", "units", "kind"],
        "merge": ["records", "files", "period", "settings", "received_at"],
        "read_notice": ["notice", "year"],
        "summarize": ["records", "period", "settings", "as_of"],
    }
