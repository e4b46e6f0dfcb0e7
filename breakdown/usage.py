"""What is wrong with a command as somebody typed it, in Chinese."""

from __future__ import annotations

import re
from typing import Any

# What the parser says, and how a clerk reads it.
_SAYS = tuple((re.compile(english), chinese) for english, chinese in (
    ("Value error, ", ""),
    (r"Missing command\.?", "缺少命令"),
    (r"No such command '(.*?)'\.?", r"没有 \1 这个命令"),
    (r" ?Did you mean '(.*?)'\?", r"，您是不是要写 \1"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", r"多出了 \1"),
    (r"Option '?(.*?)'? requires an argument\.?", r"\1 后面缺少内容"),
    (r"Option '?(.*?)'? does not take a value\.?", r"\1 后面不带内容"),
    (r"'(.*?)' is not one of (.*?)\.?$", r"没有 \1，应是 \2 之一"),
    (r"Input should be greater than or equal to (\d+)|.* is not in the range x>=(\d+)\.?", r"应不小于 \1\2"),
    (r"Input should be a valid integer.*|'.*?' is not a valid integer\.?", "应是整数"),
))  # fmt: skip


def in_chinese(error: Any) -> str:
    """What the parser found wrong, without a full stop; what it says in words that we do not know stays as it is."""
    kind, param = type(error).__name__, getattr(error, "param", None)
    if kind == "MissingParameter":
        return f"缺少{_named(param)}".rstrip()
    if kind == "NoSuchOption":
        meant = "、".join(sorted(error.possibilities or ()))
        return f"没有 {error.option_name} 这个选项{f'，相近的有 {meant}' if meant else ''}"
    said = error.message
    for english, chinese in _SAYS:
        said = english.sub(chinese, said)
    said = said.replace("', '", "、").replace("'", "").strip()
    return f"{_named(param)}的内容不对：{said}".lstrip() if param else said


def _named(param: Any) -> str:
    """An option as it is typed, an argument as its help calls it."""
    return f" {param.opts[-1]} " if param.param_type_name == "option" else f"“{param.metavar or param.name}”"
