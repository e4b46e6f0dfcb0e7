"""The rooms are pure, small and named as the design says."""

from __future__ import annotations

import ast
from statistics import median

import pytest

from tests.house.source import DOORS, ROOMS, Module, functions, imported, modules, room_modules

FORBIDDEN = ("openpyxl", "xlsxwriter", "python_calamine", "docx", "sqlite3", "sqlalchemy", "jinja2", "typer", "click",
             "rich", "pathlib", "os", "io", "shutil", "tempfile", "subprocess", "time")
BUILTINS = ("open", "print", "input")
UPSTAIRS = ("breakdown.api", "breakdown.cli", "breakdown.cli_reports", "breakdown.desk", "breakdown.here",
            "breakdown.pipeline", "breakdown.reports", "breakdown.demo")
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"),
          ("Timestamp", "now"), ("Timestamp", "today")}


def beneath(name: str, parents: tuple[str, ...]) -> bool:
    return any(name == parent or name.startswith(parent + ".") for parent in parents)


def test_every_room_is_there() -> None:
    assert set(ROOMS) | set(DOORS) == {module.folder for module in modules()} - {"", "templates"}


def test_rooms_import_no_door_and_nothing_that_opens_a_file() -> None:
    doors = tuple(f"breakdown.{door}" for door in DOORS)
    found = [(module.name, name) for module in room_modules() for name in imported(module)
             if beneath(name, FORBIDDEN + UPSTAIRS + doors)]
    assert found == []


def test_rooms_open_nothing_and_know_no_clock() -> None:
    found = []
    for module in room_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILTINS:
                found.append((module.name, node.lineno, node.func.id))
            if isinstance(node, ast.Attribute):
                owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
                if (owner, node.attr) in CLOCKS:
                    found.append((module.name, node.lineno, f"{owner}.{node.attr}"))
    assert found == []


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_module_keeps_its_size_and_catches_by_name(module: Module) -> None:
    assert len(module.text.splitlines()) <= 400, "file above 400 lines"
    assert [(name, lines) for name, lines in functions(module) if lines > 50] == []
    broad = [node.lineno for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler) and catches_all(node)]
    assert broad == [], "an except clause that catches everything"


def catches_all(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(name, ast.Name) and name.id in ("Exception", "BaseException") for name in names)


def test_functions_are_short_in_the_median() -> None:
    assert median(lines for module in modules() for _, lines in functions(module)) <= 12


def test_no_function_is_named_like_its_folder() -> None:
    found = [(module.name, name) for module in modules() for name, _ in functions(module) if name == module.folder]
    assert found == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_comes_in_and_goes_out(room: str) -> None:
    front = next(module for module in modules() if module.name == f"{room}/__init__.py")
    docstring = ast.get_docstring(front.tree) or ""
    assert ">>>" in docstring or "::" in docstring or "\n    " in docstring, "no example in the docstring"
    assert len(docstring.splitlines()) >= 4
