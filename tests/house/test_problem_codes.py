"""Every problem code in use is declared, every declared code is in use, and each has a Chinese title of its own."""

from __future__ import annotations

import ast
import re

from breakdown.problems import CODES
from tests.house.source import modules


def codes_in_use() -> set[str]:
    """The third argument, or `code=`, of every Problem(...), and every literal that is a declared code."""
    used = set()
    for module in modules():
        if module.name == "problems.py":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Problem":
                given = [word.value for word in node.keywords if word.arg == "code"] + node.args[2:3]
                used |= {str(value.value) for value in given if isinstance(value, ast.Constant)}
            if isinstance(node, ast.Constant) and node.value in CODES:
                used.add(str(node.value))
    return used


def test_no_code_is_used_without_being_declared() -> None:
    assert codes_in_use() - set(CODES) == set()


def test_no_code_is_declared_without_being_used() -> None:
    assert set(CODES) - codes_in_use() == set()


def test_titles_are_chinese_and_differ() -> None:
    assert len(set(CODES.values())) == len(CODES)
    assert all(re.search(r"[一-鿿]", title) for title in CODES.values())
