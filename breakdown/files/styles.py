"""The style table of templates/workbook.toml as one frozen value: fonts, sizes, colours, page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import reduce
from typing import Any

from breakdown.errors import TemplateError

_COLOUR = re.compile(r"^#[0-9A-Fa-f]{6}$")
_PLACES = {"align": ("left", "center", "right"), "valign": ("top", "vcenter", "bottom")}
# Styles that the writer itself lays under every cell; the others are named by books.
NEEDED = (
    "title", "subtitle", "heading", "body", "note", "warning", "sign", "header", "header_input", "group", "group_input",
    "cell", "text", "short", "int", "number", "percent", "date", "datetime", "flag", "link", "locked", "input",
)


@dataclass(frozen=True)
class Style:
    """How a cell looks; what is None is left to the style beneath. size and height in points, colours as #RRGGBB."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    strike: bool | None = None
    underline: bool | None = None
    color: str | None = None
    fill: str | None = None
    border: str | None = None
    align: str | None = None
    valign: str | None = None
    number: str | None = None
    height: float | None = None

    def under(self, top: Style) -> Style:
        """This style with everything that `top` says laid over it."""
        said = {item.name: getattr(top, item.name) for item in fields(top) if getattr(top, item.name) is not None}
        return replace(self, **said)


# No matter of taste: what is typed stays text, letter by letter.
_OWN = {"typed": Style(number="@")}


@dataclass(frozen=True)
class Page:
    """Margins in millimetres; how far a page may be scaled down, how small text may get, how low a row may be (pt)."""

    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    least_scale: float
    least_size: float
    least_height: float


@dataclass(frozen=True)
class Styles:
    """The whole style table: styles by name, chart colours by name, the page."""

    styles: Mapping[str, Style]
    colors: Mapping[str, str]
    page: Page
    # of the same styles many workbooks are made
    _looks: dict[tuple[str, ...], Style] = field(default_factory=dict, init=False, compare=False, repr=False)
    # formats of theirs that a writer has made, for all workbooks to come
    made: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def style(self, name: str) -> Style:
        """The style of that name; TemplateError when the table lacks it."""
        if name not in self.styles:
            raise _mistake(f"缺少样式〔styles.{name}〕")
        return self.styles[name]

    def look(self, names: tuple[str, ...]) -> Style:
        """The styles of these names laid over each other, the last one on top."""
        if names not in self._looks:
            self._looks[names] = reduce(Style.under, (_OWN.get(name) or self.style(name) for name in names))
        return self._looks[names]

    def color(self, name: str) -> str:
        """A chart colour by name, or the colour itself when given as #RRGGBB."""
        return self.colors.get(name, name)


def build_styles(data: Mapping[str, Any]) -> Styles:
    """The style table from the parsed workbook.toml; TemplateError names what is missing, unknown or no colour."""
    for section in ("fonts", "page", "colors", "styles"):
        if not isinstance(data.get(section), Mapping):
            raise _mistake(f"缺少〔{section}〕一节")
    for name, value in data["colors"].items():
        _check_colour(f"colors〕“{name}", value)
    styles = {name: _style(name, given, data["fonts"]) for name, given in data["styles"].items()}
    for name in NEEDED:
        if name not in styles:
            raise _mistake(f"缺少样式〔styles.{name}〕")
    return Styles(styles, dict(data["colors"]), _page(data["page"]))


def _style(name: str, given: Mapping[str, Any], fonts: Mapping[str, str]) -> Style:
    kinds = {"font": str, "color": str, "fill": str, "align": str, "valign": str, "number": str, "size": (int, float),
             "height": (int, float), "bold": bool, "strike": bool, "underline": bool, "border": str}
    for key, value in given.items():
        if key in _PLACES and value not in _PLACES[key]:
            raise _mistake(f"〔styles.{name}〕“{key}”的值“{value}”不对")
        if key not in kinds:
            raise _mistake(f"〔styles.{name}〕不认识“{key}”")
        if not isinstance(value, kinds[key]):  # type: ignore[arg-type]
            raise _mistake(f"〔styles.{name}〕“{key}”的值“{value}”不对")
        if key in ("color", "fill", "border"):
            _check_colour(f"styles.{name}〕“{key}", value)
    font = given.get("font")
    return Style(**{**given, **({"font": fonts.get(font, font)} if font else {})})


def _page(given: Mapping[str, Any]) -> Page:
    wanted = {item.name for item in fields(Page)}
    for key in sorted(wanted ^ set(given)):
        raise _mistake(f"〔page〕{'缺少' if key in wanted else '不认识'}“{key}”")
    for key, value in given.items():
        if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
            raise _mistake(f"〔page〕“{key}”应是大于 0 的数")
    return Page(**{key: float(value) for key, value in given.items()})


def _check_colour(where: str, value: object) -> None:
    if not isinstance(value, str) or not _COLOUR.match(value):
        raise _mistake(f"〔{where}”的颜色“{value}”不对，应写成 #RRGGBB")


def _mistake(found: str) -> TemplateError:
    return TemplateError(f"workbook.toml {found}", "", "请对照自带的样式表改正，或删去该文件改用自带的样式")
