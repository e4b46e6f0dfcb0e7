"""A Word document as it stands when every tracked change is accepted, and every alternative has been chosen."""

from __future__ import annotations

from dataclasses import dataclass

from breakdown.read.word.elements import MC, PARAGRAPH, ROW, TABLE, Element, W, find, says_anything

_INSERTED, _DELETED, _MOVED = f"{W}ins", f"{W}del", f"{W}moveFrom"
_FIELD = f"{W}fldChar"


@dataclass
class Changes:
    """How many tracked changes were accepted: insertions, deletions, moves (paragraph marks and rows included)."""

    inserted: int = 0
    deleted: int = 0
    moved: int = 0

    def say(self) -> str:
        """The kinds and counts in words, "" where there are none."""
        counts = (("插入", self.inserted), ("删除", self.deleted), ("移动", self.moved))
        return "、".join(f"{what} {count} 处" for what, count in counts if count)


def settle(root: Element, changes: Changes) -> None:
    """Change the tree in place: one branch of every alternative, no deleted text, no field without an end."""
    _choose_branches(root)
    changes.inserted += sum(1 for _ in root.iter(_INSERTED))
    changes.deleted += sum(1 for _ in root.iter(_DELETED))
    changes.moved += sum(1 for _ in root.iter(_MOVED))
    _drop_rows(root)
    marks = [paragraph for paragraph in root.iter(PARAGRAPH) if _mark_is_gone(paragraph)]
    for each in [each for each in root.iter(_DELETED, _MOVED) if not _is_property(each)]:
        _remove(each)
    # from the last to the first, so that every text moves only once
    for paragraph in reversed(marks):
        _join_with_next(paragraph)
    _close_fields(root)


def _choose_branches(root: Element) -> None:
    """Of two versions of one thing the newer one, unless only the older one holds text."""
    for each in list(root.iter(f"{MC}AlternateContent")):
        parent = each.getparent()
        if parent is None:
            continue
        branches = [*each.iterchildren(f"{MC}Choice"), *each.iterchildren(f"{MC}Fallback")]
        chosen = next((branch for branch in branches if says_anything(branch)), branches[0] if branches else None)
        for inner in [] if chosen is None else list(chosen):
            each.addprevious(inner)
        parent.remove(each)


def _drop_rows(root: Element) -> None:
    for row in list(root.iter(ROW)):
        if find(row, "trPr/del") is not None:
            _remove(row)
        else:
            for cell in [cell for cell in row.iterchildren(f"{W}tc") if find(cell, "tcPr/cellDel") is not None]:
                _remove(cell)
    for table in list(root.iter(TABLE)):
        if next(table.iter(ROW), None) is None:
            _remove(table)


def _mark_is_gone(paragraph: Element) -> bool:
    return any(find(paragraph, f"pPr/rPr/{name}") is not None for name in ("del", "moveFrom"))


def _is_property(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in (f"{W}rPr", f"{W}trPr")


def _join_with_next(paragraph: Element) -> None:
    """Put the content of a paragraph whose mark is deleted before that of the next one; the first one's form stays."""
    following = paragraph.getnext()
    while following is not None and following.tag.rpartition("}")[2].startswith(("bookmark", "comment", "moveFrom")):
        following = following.getnext()
    speaks = says_anything(paragraph)
    if following is None or following.tag != PARAGRAPH:
        # a cell or a text needs a last paragraph
        if not speaks and following is not None:
            _remove(paragraph)
        return
    form = find(following, "pPr")
    if speaks:
        if form is not None:
            following.remove(form)
        form = find(paragraph, "pPr")
        following.insert(0, form)
    for each in [each for each in paragraph if each is not form and each.tag != f"{W}pPr"]:
        if form is None:
            following.insert(0, each)
        else:
            form.addnext(each)
        form = each
    _remove(paragraph)


def _close_fields(root: Element) -> None:
    """Without a beginning or an end there is no field, and nothing may be left out for one."""
    opened: list[Element] = []
    for mark in list(root.iter(_FIELD)):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append(mark)
        elif not opened:
            _remove(mark)
        elif kind == "end":
            opened.pop()
    for mark in opened:
        _remove(mark)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
