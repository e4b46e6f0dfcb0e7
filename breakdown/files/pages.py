"""The leader's page as one HTML file: a Jinja template with its style, script and chart library put inside."""

from __future__ import annotations

import gzip
import json
import re
import traceback
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2 import TemplateError as Mistake
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from breakdown.errors import TemplateError
from breakdown.files.templates import bundled, find_template, read_template

_PAGE, _STYLE, _SCRIPT = "dashboard.html", "dashboard.css", "dashboard.js"
_LIBRARY = "vendor/chart.js/chart.umd.min.js"
# What Jinja says of a name that it was not given: 'x' is undefined, or … has no attribute 'x'.
_UNKNOWN = re.compile(r"(?:attribute )?'([^']*)'(?: is undefined|$)")
_NEXT = "请对照自带的模板改正，或删去该文件"


def page_bytes(facts: Mapping[str, Any], histories: Mapping[str, Any], folder: Path | None = None) -> bytes:
    """The page of dashboard.html with its facts; histories are packed one by one, to be opened when asked for.

    Every text is escaped where it stands. The office's own template, style or script comes before the bundled one;
    TemplateError names the file, line and what is wrong.
    """
    path = find_template(_PAGE, folder)
    packed = {name: _packed(history) for name, history in histories.items()}
    parts = {"style": _part(_STYLE, folder), "script": _part(_SCRIPT, folder), "library": _library()}
    return _rendered(path, {**facts, **parts, "histories": packed}).encode()


def _rendered(path: Path, values: Mapping[str, Any]) -> str:
    """No loader: a template cannot name another file. What is not given is unknown, and every value is escaped."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    try:
        tree = environment.parse(read_template(path))
        template = environment.template_class.from_code(
            environment, environment.compile(tree, path.name, str(path)), environment.make_globals(None))
        return template.render(values)
    except TemplateSyntaxError as error:
        raise _mistake(path, error.lineno, "写法有误") from error
    except (Mistake, TypeError, ValueError, ArithmeticError, LookupError) as error:
        lines = [line for frame, line in traceback.walk_tb(error.__traceback__)
                 if frame.f_code.co_filename == str(path)]
        name = _UNKNOWN.search(str(error)) if isinstance(error, UndefinedError) else None
        raise _mistake(path, lines[-1] if lines else 1, f"不认识“{name[1]}”" if name else "填不出来") from error


def _mistake(path: Path, line: int, found: str) -> TemplateError:
    return TemplateError(f"{path} 第{line}行{found}", "应只用自带模板里有的名称和写法", _NEXT)


def _part(name: str, folder: Path | None) -> Markup:
    return Markup(read_template(find_template(name, folder)))


def _library() -> Markup:
    text = read_template(bundled() / _LIBRARY)
    # the map of its sources is not shipped, and a page must ask for nothing
    return Markup(text.partition("//# sourceMappingURL")[0].rstrip())


def _packed(history: Any) -> str:
    """A history as JSON, packed by gzip with no time in it, in letters that stand anywhere in a page."""
    data = json.dumps(history, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    return b64encode(gzip.compress(data, 9, mtime=0)).decode()
