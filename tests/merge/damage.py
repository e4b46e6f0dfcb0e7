"""What units and their programs do to a form: each function harms a workbook in memory, by the dice it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from breakdown.book import Value
from breakdown.cells import IDENTITY_SHEET, KEY_HEADER, SheetCells, WorkbookCells
from breakdown.columns import INPUT_COLUMNS
from breakdown.form import PLAN_COLUMNS, TASK_COLUMNS
from breakdown.merge.verify_form import TYPED

Rows = list[list[Value]]
Harm = Callable[[Rows, Random], None]
WIDE = str.maketrans("0123456789%|-", "０１２３４５６７８９％｜－")


def damage(cells: WorkbookCells, kinds: list[tuple[int, int]]) -> WorkbookCells:
    """The workbook after some kinds of damage, each (index into ALL, seed)."""
    for kind, seed in kinds:
        cells = ALL[kind % len(ALL)](cells, Random(seed))
    return cells


def header_row(rows: Rows) -> int | None:
    """Index of the first row that holds 重点工作 or 节点 as a header."""
    return next((at for at, row in enumerate(rows) if "重点工作" in row or "节点" in row), None)


def on_a_sheet(harm: Harm) -> Callable[[WorkbookCells, Random], WorkbookCells]:
    """Damage of one sheet's rows as damage of a workbook."""
    def harmed(cells: WorkbookCells, dice: Random) -> WorkbookCells:
        if not cells.sheets:
            return cells
        at = dice.randrange(len(cells.sheets))
        rows = [list(row) for row in cells.sheets[at].rows]
        harm(rows, dice)
        sheet = replace(cells.sheets[at], rows=tuple(tuple(row) for row in rows))
        return replace(cells, sheets=(*cells.sheets[:at], sheet, *cells.sheets[at + 1:]))

    return harmed


def _word(dice: Random) -> str:
    return f"外来文字{dice.randrange(10**9)}"


def _put(rows: Rows, row: int, column: int, value: Value) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = value


def shuffle_rows(rows: Rows, dice: Random) -> None:
    at = header_row(rows)
    if at is not None:
        below = rows[at + 1:]
        dice.shuffle(below)
        rows[at + 1:] = below


def shuffle_columns(rows: Rows, dice: Random) -> None:
    width = max(map(len, rows), default=0)
    order = list(range(width))
    dice.shuffle(order)
    for row in rows:
        row += [None] * (width - len(row))
        row[:] = [row[at] for at in order]


def insert_column(rows: Rows, dice: Random) -> None:
    at, head = dice.randrange(max(map(len, rows), default=0) + 1), header_row(rows)
    for index, row in enumerate(rows):
        row += [None] * (at - len(row))
        row.insert(at, _word(dice) if index == head or dice.random() < 0.4 else None)


def insert_rows(rows: Rows, dice: Random) -> None:
    for _ in range(dice.randrange(1, 4)):
        rows.insert(dice.randrange(len(rows) + 1), [None] * dice.randrange(3) + [_word(dice)])


def rename_headers(rows: Rows, dice: Random) -> None:
    at = header_row(rows)
    titles = {column.header: column.synonyms for column in (*TASK_COLUMNS, *PLAN_COLUMNS, *TYPED) if column.synonyms}
    for column, value in enumerate(rows[at] if at is not None else []):
        if value in titles and dice.random() < 0.5:
            rows[at or 0][column] = dice.choice(titles[str(value)])


def spoil_a_header(rows: Rows, dice: Random) -> None:
    at = header_row(rows)
    if at is not None:
        rows[at][dice.randrange(len(rows[at]))] = dice.choice([None, _word(dice)])


def delete_rows(rows: Rows, dice: Random) -> None:
    for _ in range(dice.randrange(1, 4)):
        if rows:
            del rows[dice.randrange(len(rows))]


def repeat_rows(rows: Rows, dice: Random) -> None:
    if rows:
        rows.insert(dice.randrange(len(rows) + 1), list(dice.choice(rows)))


def widen_digits(rows: Rows, dice: Random) -> None:
    for row in rows:
        row[:] = [value.translate(WIDE) if isinstance(value, str) and dice.random() < 0.5 else value for value in row]


def write_anywhere(rows: Rows, dice: Random) -> None:
    for _ in range(dice.randrange(1, 5)):
        value = dice.choice([_word(dice), dice.random(), 3, "合计"])
        _put(rows, dice.randrange(len(rows) + 3), dice.randrange(26), value)


def clear_cells(rows: Rows, dice: Random) -> None:
    for row in rows:
        row[:] = [None if dice.random() < 0.1 else value for value in row]


def lose_row_ids(rows: Rows, dice: Random) -> None:
    for at, row in enumerate(rows):
        if KEY_HEADER in row:
            column = row.index(KEY_HEADER)
            for each in rows[at:]:
                if column < len(each):
                    each[column] = None


def fill_more(rows: Rows, dice: Random) -> None:
    at = header_row(rows)
    headers = {column.header for column in (*INPUT_COLUMNS, *TYPED)}
    for column, value in enumerate(rows[at] if at is not None else []):
        if value in headers and at is not None and at + 1 < len(rows):
            _put(rows, dice.randrange(at + 1, len(rows)), column, _word(dice))


def rename_sheet(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    return _with_sheet(cells, dice, lambda sheet: (replace(sheet, name=f"表{dice.randrange(100)}"),))


def delete_sheet(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    return _with_sheet(cells, dice, lambda sheet: ())


def copy_sheet(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    return _with_sheet(cells, dice, lambda sheet: (sheet, replace(sheet, name=f"{sheet.name}（2）")))


def add_sheet(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    return replace(cells, sheets=(*cells.sheets, SheetCells("Sheet1", ((), (None, _word(dice)), (_word(dice), 3)))))


def lose_properties(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    return replace(cells, properties={})


def lose_hidden_sheet(cells: WorkbookCells, dice: Random) -> WorkbookCells:
    return replace(cells, sheets=tuple(sheet for sheet in cells.sheets if sheet.name != IDENTITY_SHEET))


def _with_sheet(
    cells: WorkbookCells, dice: Random, change: Callable[[SheetCells], tuple[SheetCells, ...]]
) -> WorkbookCells:
    if not cells.sheets:
        return cells
    at = dice.randrange(len(cells.sheets))
    return replace(cells, sheets=(*cells.sheets[:at], *change(cells.sheets[at]), *cells.sheets[at + 1:]))


def on_marks(harm: Callable[[SheetCells, Random], SheetCells]) -> Callable[[WorkbookCells, Random], WorkbookCells]:
    """Something done beside the values of a sheet's cells as damage of a workbook."""
    return lambda cells, dice: _with_sheet(cells, dice, lambda sheet: (harm(sheet, dice),))


def _spots(sheet: SheetCells, dice: Random) -> list[tuple[int, int]]:
    return [(dice.randrange(len(sheet.rows) + 2), dice.randrange(24)) for _ in range(dice.randrange(1, 6))]


def remark(sheet: SheetCells, dice: Random) -> SheetCells:
    return replace(sheet, notes={**sheet.notes, **{spot: f"张三:\n{_word(dice)}" for spot in _spots(sheet, dice)}})


def strike(sheet: SheetCells, dice: Random) -> SheetCells:
    return replace(sheet, struck=sheet.struck | set(_spots(sheet, dice)))


def lay_pictures(sheet: SheetCells, dice: Random) -> SheetCells:
    return replace(sheet, pictures=sheet.pictures | set(_spots(sheet, dice)))


def hide(sheet: SheetCells, dice: Random) -> SheetCells:
    spots = _spots(sheet, dice)
    return replace(sheet, hidden_rows=frozenset(row for row, _ in spots),
                   hidden_columns=frozenset(column for _, column in spots))


def put_in_pictures(rows: Rows, dice: Random) -> None:
    for _ in range(dice.randrange(1, 4)):
        text = f'=DISPIMG("ID_{dice.randrange(10**9)}",1)'
        _put(rows, dice.randrange(len(rows) + 1), dice.randrange(24), text)


ALL: tuple[Callable[[WorkbookCells, Random], WorkbookCells], ...] = (
    *map(on_a_sheet, (
        shuffle_rows, shuffle_columns, insert_column, insert_rows, rename_headers, spoil_a_header, delete_rows,
        repeat_rows, widen_digits, write_anywhere, clear_cells, lose_row_ids, fill_more,
    )),
    rename_sheet, delete_sheet, copy_sheet, add_sheet, lose_properties, lose_hidden_sheet,
    *map(on_marks, (remark, strike, lay_pictures, hide)), on_a_sheet(put_in_pictures),
)
