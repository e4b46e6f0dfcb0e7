"""The text of a Word template, one line for each of its paragraphs, so that a mistake in it has a place.

The line has the paragraph's own fields and marks, {%p … %} and {%tr … %} as plain {% … %}. Filled in by Jinja it says
what the finished paper must say.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from jinja2 import StrictUndefined, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from breakdown.errors import TemplateError
from breakdown.paper import Field

NEXT = "请对照自带的模板改正，或删去该文件，改用自带的模板"
_WRITE = "这里只能写文字、{{ 名称 }}、{% if 名称 %} … {% endif %} 和 {% for 项 in 名称 %} … {% endfor %}"
_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For, nodes.Getattr, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)
# What stands for a whole paragraph or row; the other one only inside a table.
_PARAGRAPH, _ROW = re.compile(r"(\{[%{#])p (?=[^}%#]*[%}#]\})"), re.compile(r"(\{[%{#])(?:tr|tc) (?=[^}%#]*[%}#]\})")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
# What begins and does not end.
_OPEN = re.compile(r"\{[{%#]")
# What Jinja says of a name that it was not given: 'x' is undefined, or … has no attribute 'x'.
_UNKNOWN = re.compile(r"(?:attribute )?'([^']*)'(?: is undefined|$)")
_QUOTED = 24


@dataclass(frozen=True)
class Line:
    """One paragraph of a template: where it stands, its text as printed and as Jinja reads it.

    beside: what text stands beside a mark that takes its whole paragraph or row, and would be lost.
    """

    place: str
    printed: str
    text: str
    beside: str = ""

    @property
    def quoted(self) -> str:
        """Its beginning, by which a person finds it."""
        return self.printed if len(self.printed) <= _QUOTED else f"{self.printed[:_QUOTED]}…"


def new_environment() -> ImmutableSandboxedEnvironment:
    """No loader: a template cannot name another file. Nothing global: what is not given is unknown."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    made.globals.clear()
    return made


def body_lines(document: Document) -> list[Line]:
    """The paragraphs of a template, those of its tables where they stand."""
    return list(_body_lines(document))


def margin_lines(document: Document) -> list[Line]:
    """The paragraphs of its headers and footers."""
    lines = []
    for part in document.part.package.iter_parts():
        kind = part.content_type.rpartition(".")[2].partition("+")[0]
        if isinstance(part, XmlPart) and kind in ("header", "footer"):
            word = "页眉" if kind == "header" else "页脚"
            lines += [_line(word, paragraph) for paragraph in part.element.iter(qn("w:p"))]
    return lines


def body_text(document: Document) -> str:
    """All the text of a finished paper but its headers and footers, without any blank."""
    return bare("".join(map(_own_text, document.element.body.iter(qn("w:p")))))


def bare(text: str) -> str:
    """A text without any blank."""
    return "".join(text.split())


def filled_text(path: Path, lines: list[Line], fields: Mapping[str, Field]) -> str:
    """What the lines say with the fields filled in; TemplateError names place and field of a mistake."""
    environment, text = new_environment(), "\n".join(line.text for line in lines)
    try:
        tree = environment.parse(text)
        _check(path, lines, tree, fields)
        code = environment.compile(tree, path.name, str(path))
        template = environment.template_class.from_code(environment, code, environment.make_globals(None))
        return template.render(fields)
    except TemplateSyntaxError as error:
        torn = next((at for at, line in enumerate(lines, 1) if _OPEN.search(_TAG.sub("", line.text))), 0)
        ended = not torn and "Unexpected end of template" in str(error)
        found = "以前有循环或条件没有结束（缺 endfor 或 endif）" if ended else "写法有误"
        raise _mistake(path, lines, torn or error.lineno, found, _WRITE) from error
    except (RecursionError, SyntaxError) as error:
        raise TemplateError(f"{path} 写得太复杂，读不了", "条件和循环不应层层相套", NEXT) from error
    except (UndefinedError, SecurityError, TypeError) as error:
        at = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == str(path)]
        name = _UNKNOWN.search(str(error)) if isinstance(error, UndefinedError) else None
        found = f"不认识“{name[1]}”" if name else "填不出来"
        raise _mistake(path, lines, at[-1] if at else 1, found, "应只用自带模板里有的名称和写法") from error


def _check(path: Path, lines: list[Line], tree: nodes.Template, fields: Mapping[str, Field]) -> None:
    """Only what can be written, and only names there are, also where nothing is filled in this time."""
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            raise _mistake(path, lines, node.lineno, "用了不能用的写法", _WRITE)
    unknown = meta.find_undeclared_variables(tree) - set(fields)
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            known = f"可用的名称是 {'、'.join(fields)}"
            raise _mistake(path, lines, name.lineno, f"不认识“{name.name}”", known)


def _mistake(path: Path, lines: list[Line], number: int, found: str, expected: str) -> TemplateError:
    line = lines[min(number, len(lines)) - 1]
    return TemplateError(f"{path} {line.place}“{line.quoted}”{found}", expected, NEXT)


def _body_lines(document: Document) -> Iterator[Line]:
    body = document.element.body
    tables = {table: number for number, table in enumerate(body.iter(qn("w:tbl")), 1)}
    number = 0
    for paragraph in body.iter(qn("w:p")):
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        if row is None:
            number += 1
            yield _line(f"第{number}段", paragraph)
        else:
            table = next(row.iterancestors(qn("w:tbl")))
            at = [each for each in table.iter(qn("w:tr")) if next(each.iterancestors(qn("w:tbl"))) is table].index(row)
            yield _line(f"第{tables[table]}个表第{at + 1}行", paragraph, row)


def _line(place: str, paragraph: Any, row: Any = None) -> Line:
    printed = " ".join(_own_text(paragraph).split())
    text, paragraphs = _PARAGRAPH.subn(r"\1 ", printed)
    text, rows = (text, 0) if row is None else _ROW.subn(r"\1 ", text)
    taken = "".join(map(_own_text, row.iter(qn("w:p")))) if rows else printed if paragraphs else ""
    # Word likes to turn the quotes inside a field
    text = _TAG.sub(lambda tag: tag[0].translate(_QUOTES), text)
    return Line(place, printed, text, _TAG.sub("", taken).strip())


def _own_text(paragraph: Any) -> str:
    """The text of a paragraph without that of a text box in it, which has paragraphs of its own."""
    own = (text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is paragraph)
    return "".join(text.text or "" for text in own)
