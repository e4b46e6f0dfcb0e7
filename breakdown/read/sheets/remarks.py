"""What should be said of a sheet beside its texts: what is hidden, struck through, a comment or a picture."""

from __future__ import annotations

from collections.abc import Iterable

from breakdown.cells import SheetCells, cell_name
from breakdown.problems import Problem

_CHECK = "请打开原文件核对"
_MOST = 12


def sheet_problems(sheet: SheetCells, place: str) -> list[Problem]:
    """One problem for each kind of thing that a look at the sheet does not show, or shows as no text."""
    found = []
    if hidden := _hidden(sheet):
        found.append(Problem("提示", place, "hidden-read", f"{hidden}是隐藏的，其中的内容已一并读入", _CHECK))
    for (row, column), note in sorted(sheet.notes.items()):
        where = f"{place}{cell_name(row, column)}"
        found.append(Problem("提示", where, "note-kept", f"单元格批注没有读入：“{note.strip()}”", _CHECK, note))
    if sheet.struck:
        cells = _listed(cell_name(*cell) for cell in sorted(sheet.struck))
        found.append(Problem("存疑", place, "struck", f"{cells}的文字加了删除线，已照常读入", _CHECK))
    if sheet.pictures:
        cells = _listed(cell_name(*cell) for cell in sorted(sheet.pictures))
        found.append(Problem("提示", place, "picture", f"{cells}处有图片，图片里的文字没有读入", _CHECK))
    return found


def _hidden(sheet: SheetCells) -> str:
    if sheet.hidden:
        return "工作表"
    rows = [row for row in sorted(sheet.hidden_rows) if any(map(any, sheet.texts[row : row + 1]))]
    parts = [f"第{_listed(str(row + 1) for row in rows)}行"] if rows else []
    columns = [at for at in sorted(sheet.hidden_columns) if any(any(row[at : at + 1]) for row in sheet.texts)]
    parts += [f"{_listed(cell_name(0, column)[:-1] for column in columns)}列"] if columns else []
    return "、".join(parts)


def _listed(names: Iterable[str]) -> str:
    """Names one after the other; many of them are counted."""
    every = list(names)
    return "、".join(every[:_MOST]) + (f"等{len(every)}处" if len(every) > _MOST else "")
