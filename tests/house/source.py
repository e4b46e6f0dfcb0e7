"""The source under test, parsed once: every module of the package with its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "breakdown"
ROOMS = ("parse", "tasks", "review", "issue", "merge", "report")
DOORS = ("read", "files")


@dataclass(frozen=True)
class Module:
    """One source file: path below the package, text, syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def folder(self) -> str:
        """The folder directly below the package, "" for top-level modules."""
        return self.name.split("/")[0] if "/" in self.name else ""


def modules() -> list[Module]:
    """All modules of the package, by name."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path.relative_to(PACKAGE).as_posix(), text, ast.parse(text)))
    return found


def room_modules() -> list[Module]:
    """The modules that must stay pure."""
    return [module for module in modules() if module.folder in ROOMS]


def imported(module: Module) -> Iterator[str]:
    """Dotted names of everything a module imports, wherever the import stands; relative imports made absolute."""
    package = ("breakdown/" + module.name).split("/")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module or "") if part)
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)


def functions(module: Module) -> Iterator[tuple[str, int]]:
    """Every function of a module with the number of its lines, decorators and docstring included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
