"""Papers: descriptions of Word documents that rooms return and `files/` fills in; plain values, comparable as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Field = str | int | Sequence["Field"] | Mapping[str, "Field"]


@dataclass(frozen=True)
class Paper:
    """A Word document: file name without suffix, the template it is made from, what its fields say.

    template: a name in templates/ (通报.docx). fields: by the names that the template uses, {{ 标题 }}; a list is gone
    through by {%p for 段 in 段落 %} (paragraphs) or {%tr for 行 in 表 %} (rows of a table), and the parts of an entry
    are {{ 行.序号 }}. A line end inside a text stays one.
    """

    name: str
    template: str
    fields: Mapping[str, Field]
