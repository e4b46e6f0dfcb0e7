"""The words of 填报说明: templates that an office may edit, rendered by Jinja in a sandbox.

A template holds text, placeholders ({{ 单位 }}) and conditions ({% if 牵头项数 %} … {% endif %}). Whatever else Jinja
knows (loops, calls, attributes, filters, other files) is refused when the template is read, so that none can reach into
the program, run on or grow; the sandbox is the second wall. Values are data: no mark, tag or line end in them counts.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from breakdown.book import Lines, StyleName
from breakdown.errors import TemplateError
from breakdown.files.templates import find_template, read_template
from breakdown.form import Fact, Guide, Kind

_FILES: dict[Kind, str] = {"progress": "guide.j2", "plan": "plan_guide.j2"}
# Far more than a clerk would read, for the template as for what comes of it.
_MOST_TEXT = 20_000
# Put before every value, so that a value at the beginning of a line is told from a mark.
_DATA = "\0"
_MARK = re.compile(r"(#+|[>-](?=\s))\s*(.*)")
_STYLES: dict[str, StyleName] = {"#": "title", ">": "subtitle"}
_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.For: "循环（for）", nodes.Call: "函数", nodes.Getattr: "取属性（.）", nodes.Getitem: "取下标（[ ]）",
    nodes.Filter: "过滤器（|）", nodes.Include: "别的文件（include）", nodes.Import: "别的文件（import）",
    nodes.FromImport: "别的文件（import）", nodes.Extends: "别的文件（extends）",
}
_NEXT = "请对照自带的模板改正，或删去该文件"


def load_guide(kind: Kind, folder: Path | None = None) -> Guide:
    """The words of a kind of form, the office's own before the bundled ones, compiled once.

    Raises TemplateError, here or when the guide is used, with file and line of a mistake.
    """
    path = find_template(_FILES[kind], folder)
    return _compiled(path, read_template(path))


def _compiled(path: Path, text: str) -> _Guide:
    if len(text) > _MOST_TEXT:
        raise _too_long(path)
    tree = _parse(path, text)
    names: dict[str, int] = {}
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise _mistake(path, node.lineno, f"用了{_REFUSED.get(type(node), '不能用的写法')}")
        if isinstance(node, nodes.Name):
            names.setdefault(node.name, node.lineno)
    return _Guide(path, text, _compile(path, tree), names)


@dataclass(frozen=True)
class _Guide:
    """A template that was looked through: where it stands, what it asks for and in which line."""

    path: Path
    source: str
    template: Template
    names: Mapping[str, int]

    def __reduce__(self) -> tuple[Any, ...]:
        # what is compiled does not travel
        return _compiled, (self.path, self.source)

    def __call__(self, facts: Mapping[str, Fact]) -> Lines:
        for name, line in self.names.items():
            if name not in facts:
                raise _mistake(self.path, line, f"不认识“{name}”", f"可用的名称是 {'、'.join(facts)}")
        lines = tuple(_lines(self._text(facts)))
        if not lines:
            raise TemplateError(f"{self.path} 没有一行文字", "应写明怎么填", _NEXT)
        return Lines(lines)

    def _text(self, facts: Mapping[str, Fact]) -> str:
        text = ""
        try:
            for piece in self.template.generate({name: _plain(value) for name, value in facts.items()}):
                text += piece
                if len(text) > _MOST_TEXT:
                    raise _too_long(self.path)
        except (UndefinedError, SecurityError, TypeError) as error:
            # text against number, or half a condition
            at = [line for frame, line in traceback.walk_tb(error.__traceback__)
                  if frame.f_code.co_filename == str(self.path)]
            raise _mistake(self.path, at[-1], "算不出来", "文字只能与文字比，项数只能与数字比") from error
        return text


def _environment() -> ImmutableSandboxedEnvironment:
    """No loader: a template cannot name another file. Nothing global: what is not given is unknown."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=lambda value: f"{_DATA}{value}")
    made.globals.clear()
    return made


_ENVIRONMENT = _environment()


def _parse(path: Path, text: str) -> nodes.Template:
    try:
        return _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        raise _mistake(path, error.lineno, "写法有误") from error
    except (RecursionError, ValueError) as error:
        raise _too_deep(path) from error


def _compile(path: Path, tree: nodes.Template) -> Template:
    try:
        code = _ENVIRONMENT.compile(tree, path.name, str(path))
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise _too_deep(path) from error
    return Template.from_code(_ENVIRONMENT, code, {})


def _mistake(path: Path, line: int, found: str, expected: str = "") -> TemplateError:
    wanted = expected or "这里只能写文字、{{ 名称 }} 和 {% if 名称 %} … {% endif %}"
    return TemplateError(f"{path} 第{line}行{found}", wanted, _NEXT)


def _too_long(path: Path) -> TemplateError:
    return TemplateError(f"{path} 的文字太长", f"不应超过 {_MOST_TEXT} 字", _NEXT)


def _too_deep(path: Path) -> TemplateError:
    return TemplateError(f"{path} 写得太复杂，读不了", "条件不应层层相套，数字不应过长", _NEXT)


def _plain(value: Fact) -> Fact:
    """Text on one line; numbers as they are."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _lines(text: str) -> Iterator[tuple[str, StyleName]]:
    """The lines of a rendered template with their styles; steps are numbered from every heading on."""
    step = 0
    for line in map(str.strip, text.split("\n")):
        match = _MARK.fullmatch(line)
        mark, words = match.groups() if match else ("", line)
        words = words.replace(_DATA, "").strip()
        if not words:
            continue
        if mark == "-":
            step += 1
            yield f"{step}．{words}", "body"
        elif mark:
            step = 0
            yield words, _STYLES.get(mark, "heading")
        else:
            yield words, "body"
