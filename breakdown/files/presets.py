"""Presets of lights by name: the office's own before the ones that ship, mistakes with file and line."""

from __future__ import annotations

import re
from pathlib import Path

from breakdown.errors import TemplateError
from breakdown.files.templates import bundled, find_template, parse_template, read_template
from breakdown.report.lights import Lights
from breakdown.report.presets import build_lights
from breakdown.report.score_rules import Scoring, build_scoring

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"^\s*\"?([^\"=#\s]+)\"?\s*=")


def load_lights(folder: Path | None = None, name: str = "default") -> Lights:
    """The preset of that name; TemplateError lists the names there are, or names file, line and field of a mistake."""
    known = preset_names(folder)
    if name not in known:
        next_step = "请改正 breakdown.toml 中的 preset"
        raise TemplateError(f"没有名为“{name}”的亮灯规则", f"现有 {'、'.join(known)}", next_step)
    path = find_template(f"presets/{name}.toml", folder)
    lines = line_numbers(read_template(path))
    return build_lights(parse_template(path), lambda field: f"{path} {_line(lines, field)}")


def load_scoring(folder: Path | None = None) -> Scoring:
    """The rules of scores.toml; TemplateError names file, line and field of a mistake."""
    path = find_template("scores.toml", folder)
    lines = line_numbers(read_template(path))
    return build_scoring(parse_template(path), lambda field: f"{path} {_line(lines, field)}")


def preset_names(folder: Path | None = None) -> list[str]:
    """The presets that a folder can name, its own among them."""
    places = [bundled(), *([folder / "templates"] if folder else [])]
    return sorted({path.stem for place in places for path in (place / "presets").glob("*.toml")})


def line_numbers(text: str) -> dict[str, int]:
    """The line of every field of a TOML text by its path: near_days, classes.已完成, slips.2.times (the second one)."""
    found: dict[str, int] = {}
    table, counts = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        head, key = _TABLE.match(line), _KEY.match(line)
        if head:
            table = head[2].strip('"')
            if head[1] == "[[":
                found.setdefault(table, number)
                counts[table] = counts.get(table, 0) + 1
                table = f"{table}.{counts[table]}"
            found[table] = number
        elif key:
            found[f"{table}.{key[1]}" if table else key[1]] = number
    return found


def _line(lines: dict[str, int], field: str) -> str:
    """Where a field stands, or where what it belongs to stands."""
    while field not in lines and "." in field:
        field = field.rpartition(".")[0]
    return f"第{lines[field]}行" if field in lines else ""
