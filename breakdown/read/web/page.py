"""Which parts of a web page are its furniture: menus, share buttons, footers; structure tells, words only help.

What holds much of the page's own text is never furniture, whatever it is called: when in doubt text is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = "etree._Element"

# What a browser does not show as text of the page.
SILENT = frozenset(("script", "style", "template", "svg", "math", "object", "iframe", "meta", "link", "base", "input"))
_ASIDE = frozenset(("nav", "aside", "footer", "menu", "button", "select", "textarea", "noscript", "title", "dialog"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"))
# Words of class names and ids, as the makers of such pages choose them.
_NAMED = frozenset((
    "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "share",
    "bshare", "footer", "foot", "copyright", "sidebar", "aside", "toolbar", "tools", "search", "login", "qrcode",
    "ewm", "erweima", "pagination", "pager", "comment", "comments", "gotop", "backtop", "totop", "fontsize",
    "friendlink", "friendlinks", "related", "recommend", "hot", "weizhi", "dqwz", "position", "location", "sitemap",
    "robot", "fenxiang", "daohang",
))  # fmt: skip
_NAME = re.compile(r"[A-Z]?[a-z]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FILE = re.compile(r"\.(docx?|xlsx?|pdf|wps|et|ofd|zip|rar|odt|ods|txt)\b", re.IGNORECASE)
_DATE = re.compile(r"[\d〇○零一二三四五六七八九]{4}\s*年")
_SPACE = re.compile(r"\s+")
_BOXES = frozenset(("div", "ul", "ol", "dl", "table", "tbody", "tr", "td", "p", "section", "header", "h4", "h5", "li"))
# What a page is divided by; paragraphs and list items stand within such a part.
_PARTS = frozenset((
    "body", "div", "section", "article", "main", "form", "center", "table", "tbody", "tr", "td", "ul", "dl", "nav",
    "aside", "footer", "span", "font",
))  # fmt: skip
_LONG_RUN, _SHORT_RUN, _FEW_LINKS = 40, 12, 2


@dataclass
class Measure:
    """What an element holds, hidden parts left out.

    hidden: characters of these. plain, linked: characters outside and inside links. links, files: links that lead to
    no file, and those that do. ends: stops of sentences outside links. longest: characters of the longest text outside
    links. rows: of tables in it. tables: characters of the largest table in it.
    """

    hidden: int = 0
    plain: int = 0
    linked: int = 0
    links: int = 0
    files: int = 0
    ends: int = 0
    longest: int = 0
    rows: int = 0
    tables: int = 0

    @property
    def weight(self) -> int:
        """How much it counts as text of a notice, which speaks in sentences."""
        return self.plain + 20 * self.ends

    def add(self, other: Measure) -> None:
        """Take over what a child holds."""
        self.hidden += other.hidden
        self.plain += other.plain
        self.linked += other.linked
        self.links += other.links
        self.files += other.files
        self.ends += other.ends
        self.longest = max(self.longest, other.longest)
        self.rows += other.rows
        self.tables = max(self.tables, other.tables)

    def take(self, text: str | None, linked: bool) -> None:
        """Count a text."""
        size = len(_SPACE.sub("", text)) if text else 0
        if linked:
            self.linked += size
        elif size and text:
            self.plain += size
            self.longest = max(self.longest, size)
            self.ends += text.count("。") + text.count("；")


class Page:
    """A parsed page: what each of its elements holds, and which of them are furniture."""

    def __init__(self, name: str, root: Element) -> None:
        self.name, self.root = name, root
        self.measures: dict[Element, Measure] = {}
        self._measure()

    def measure(self, element: Element) -> Measure:
        """What an element holds."""
        return self.measures.get(element) or Measure()

    def is_furniture(self, element: Element) -> bool:
        """Whether an element, with all that it holds, is no text of the notice."""
        tag, held = tag_of(element), self.measure(element)
        if is_hidden(element):
            return held.plain <= self._whole.plain
        if tag in _ASIDE or element in self._behind:
            return tag in ("button", "select", "title") or self._small(held)
        if not self._small(held):
            return False
        if element.get("role", "") in _ROLES or tag == "header" and held.links > _FEW_LINKS:
            return True
        if held.ends <= 1 and held.rows < 3 and not held.files and names(element) & _NAMED:
            return True
        return tag in _BOXES and _is_menu(held)

    @cached_property
    def _whole(self) -> Measure:
        return self.measure(self.root)

    def _small(self, held: Measure) -> bool:
        # a page may show its text only when a script has run
        return held.plain <= max(self._whole.plain // 5, 20) and held.hidden <= self._whole.plain

    @cached_property
    def content(self) -> Element:
        """The smallest element that holds most of the page's own text."""
        element, enough = self.root, self._whole.weight * 0.6
        while enough:
            children = [each for each in element if self.measure(each).weight >= enough and not is_hidden(each)]
            if not children or tag_of(children[0]) not in _PARTS:
                break
            element = children[0]
        return element

    @cached_property
    def _behind(self) -> set[Element]:
        """What follows the content to the end of the page without a sentence, a date, a table or a file."""
        found: set[Element] = set()
        path = [self.content, *self.content.iterancestors()]
        for inner in reversed(path):
            following = [each for each in inner.itersiblings() if isinstance(each.tag, str)]
            for each in reversed(following):
                held = self.measure(each)
                if not held.plain + held.linked:
                    continue
                if tag_of(each) not in _PARTS or held.ends or held.longest >= _LONG_RUN:
                    return found
                if held.rows > 2 or held.files or _is_end(each):
                    return found
                found.add(each)
        return found

    def _measure(self) -> None:
        for _, element in etree.iterwalk(self.root, events=("end",)):
            held = Measure()
            tag = tag_of(element)
            if tag and tag not in SILENT:
                linked = tag == "a" and element.get("href") is not None
                held.take(element.text, linked)
                for child in element:
                    inner = self.measure(child)
                    held.add(Measure(hidden=inner.hidden + inner.plain) if is_hidden(child) else inner)
                    held.take(child.tail, linked)
                if linked:
                    _link(held, element)
                held.rows += tag == "tr"
                if tag == "table":
                    held.tables = max(held.tables, held.plain + held.linked)
            self.measures[element] = held


def tag_of(element: Element) -> str:
    """An element's tag without a prefix for XHTML; "" for a comment."""
    tag = element.tag
    return tag.removeprefix("html:").removeprefix("xhtml:") if isinstance(tag, str) else ""


def names(element: Element) -> set[str]:
    """The words of an element's class and id."""
    text = f"{element.get('class', '')} {element.get('id', '')}"
    return {word.lower() for word in _NAME.findall(text)}


def is_hidden(element: Element) -> bool:
    """Whether an element is not shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _link(held: Measure, element: Element) -> None:
    """Count a link; what it shows counts as linked, unless it leads to a file."""
    if _FILE.search(element.get("href", "")):
        held.files += 1
    else:
        held.links += 1
        held.linked, held.plain, held.ends, held.longest = held.linked + held.plain, 0, 0, 0


def _is_menu(held: Measure) -> bool:
    """Whether an element is little more than a list of links."""
    return (
        held.links >= _FEW_LINKS and not held.files and not held.ends and held.longest <= _SHORT_RUN
        and held.linked >= held.plain
    )  # fmt: skip


def _is_end(element: Element) -> bool:
    """Whether a short text behind the content belongs to it: a date, the list of attachments, a note."""
    text = "".join(element.itertext())[:2000]
    return bool(_DATE.search(text) or re.match(r"\s*(附|注)", text))
