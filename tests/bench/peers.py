"""The plain scripts that the program is measured against; each runs in a process of its own, as the program does.

    python -m tests.bench.peers openpyxl CELLS.pickle FOLDER     openpyxl writes the same cells and formats, every cell
                                                                 given its font, fill, border … one by one
    python -m tests.bench.peers named CELLS.pickle FOLDER        the same by named styles, seven times as fast
    python -m tests.bench.peers xlsxwriter CELLS.pickle FOLDER   xlsxwriter writes the same cells and formats
    python -m tests.bench.peers pandas FOLDER                    pandas.read_excel with openpyxl per file into one frame
    python -m tests.bench.peers calamine FOLDER                  python-calamine alone over the same files
    python -m tests.bench.peers summary CELLS.pickle FOLDER      DataFrame.to_excel of the same tables
    python -m tests.bench.peers year LEDGER CELLS.pickle FOLDER  pandas reads the ledger's newest rows, then openpyxl
                                                                 writes the same tables without formats
    python -m tests.bench.peers year_dressed LEDGER CELLS.pickle FOLDER   the same with formats, as `openpyxl` does it
    python -m tests.bench.peers year_named LEDGER CELLS.pickle FOLDER     the same with formats, as `named` does it
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_openpyxl(cells: str, folder: str, dress: Callable[..., Callable[..., None]] | None = None) -> None:
    """Write every workbook of the pickle with its styles, sizes, merged ranges, lists and conditional formats."""
    from openpyxl import Workbook

    for name, sheets in pickle.loads(Path(cells).read_bytes()).items():
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet in sheets:
            page = book.create_sheet(sheet["title"])
            _fill_openpyxl(page, sheet, (dress or _one_by_one)(page, sheet))
        book.save(Path(folder) / name)


def write_named(cells: str, folder: str) -> None:
    """The same, every style of a sheet made once, under a name."""
    write_openpyxl(cells, folder, _by_name)


def _one_by_one(page: Worksheet, sheet: dict[str, Any]) -> Callable[[Any, int], None]:
    styles = {at: _openpyxl_style(style) for at, style in sheet["styles"].items()}

    def dress(cell: Any, style: int) -> None:
        cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection = styles[style]

    return dress


def _by_name(page: Worksheet, sheet: dict[str, Any]) -> Callable[[Any, int], None]:
    from openpyxl.styles import NamedStyle

    names = {at: f"{sheet['title']} {at}" for at in sheet["styles"]}
    parts = ("font", "fill", "border", "alignment", "number_format", "protection")
    for at, style in sheet["styles"].items():
        page.parent.add_named_style(NamedStyle(names[at], **dict(zip(parts, _openpyxl_style(style), strict=True))))

    def dress(cell: Any, style: int) -> None:
        cell.style = names[style]

    return dress


def _fill_openpyxl(page: Worksheet, sheet: dict[str, Any], dress: Callable[[Any, int], None]) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    for row, column, value, style in sheet["cells"]:
        dress(page.cell(row + 1, column + 1, value), style)
    for letter, width in sheet["widths"].items():
        page.column_dimensions[letter].width = width
    for number, height in sheet["heights"].items():
        page.row_dimensions[number + 1].height = height
    for span, _, _ in sheet["merged"]:
        page.merge_cells(span)
    for span, check in sheet["checks"]:
        validation = DataValidation(**check)
        validation.add(span)
        page.add_data_validation(validation)
    for span, formula, look in sheet["rules"]:
        font = Font(bold=look.get("bold"), color=look.get("font_color", "#000000")[1:])
        fill = PatternFill("solid", bgColor=look.get("bg_color", "#FFFFFF")[1:])
        page.conditional_formatting.add(span, FormulaRule([formula], font=font, fill=fill))


def _openpyxl_style(style: dict[str, Any]) -> tuple[Any, ...]:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    sides = {edge: Side("thin", style[f"{edge}_color"][1:]) for edge in ("left", "right", "top", "bottom")
             if edge in style}
    ground = style.get("bg_color")
    return (
        Font(style["font_name"], style["font_size"], style.get("bold"), color=style.get("font_color", "#000000")[1:]),
        PatternFill("solid", ground[1:]) if ground else PatternFill(),
        Border(**sides),
        Alignment(style.get("align"), style.get("valign", "").removeprefix("v") or None,
                  wrap_text=style.get("text_wrap")),
        style["num_format"], Protection(style["locked"]),
    )


def write_xlsxwriter(cells: str, folder: str) -> None:
    """The same with xlsxwriter."""
    from xlsxwriter import Workbook

    for name, sheets in pickle.loads(Path(cells).read_bytes()).items():
        with Workbook(Path(folder) / name, {"in_memory": True}) as book:
            for sheet in sheets:
                _fill_xlsxwriter(book, sheet)


def _fill_xlsxwriter(book: Any, sheet: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet["title"])
    styles = {at: book.add_format(style) for at, style in sheet["styles"].items()}
    for span, value, style in sheet["merged"]:
        page.merge_range(span, value, styles[style])
    for row, column, value, style in sheet["cells"]:
        if value is None:
            page.write_blank(row, column, None, styles[style])
        elif isinstance(value, str):
            page.write_string(row, column, value, styles[style])
        else:
            page.write(row, column, value, styles[style])
    for letter, width in sheet["widths"].items():
        page.set_column(f"{letter}:{letter}", width)
    for number, height in sheet["heights"].items():
        page.set_row(number, height)
    for span, check in sheet["checks"]:
        given = {"validate": check["type"] or "any", "input_title": check["promptTitle"],
                 "input_message": check["prompt"], "error_title": check["errorTitle"], "error_message": check["error"],
                 "error_type": check["errorStyle"] or "stop"}
        if check["formula1"]:
            given["source"] = check["formula1"].strip('"').split(",")
        page.data_validation(span, {name: value for name, value in given.items() if value})
    for span, formula, look in sheet["rules"]:
        page.conditional_format(span, {"type": "formula", "criteria": formula, "format": book.add_format(look)})


def read_pandas(folder: str) -> None:
    """Read all sheets of all workbooks of a folder into one frame; how many cells hold something."""
    import pandas as pd

    frames = [frame.assign(file=path.name, sheet=sheet)
              for path in sorted(Path(folder).glob("*.xlsx"))
              for sheet, frame in pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl",
                                                keep_default_na=False, na_values=[""]).items()]
    whole = pd.concat(frames, ignore_index=True)
    print(int(whole.drop(columns=["file", "sheet"]).notna().to_numpy().sum()))


def read_calamine(folder: str) -> None:
    """Read all sheets of all workbooks of a folder and keep nothing; how many cells hold something."""
    from python_calamine import CalamineWorkbook

    cells = 0
    for path in sorted(Path(folder).glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            cells += sum(len(row) - row.count("") for row in book.get_sheet_by_name(name).to_python())
    print(cells)


def write_summary(cells: str, folder: str, engine: Literal["xlsxwriter", "openpyxl"] = "xlsxwriter") -> None:
    """Write every sheet of every workbook of the pickle with DataFrame.to_excel, without formats."""
    import pandas as pd

    for name, sheets in pickle.loads(Path(cells).read_bytes()).items():
        with pd.ExcelWriter(Path(folder) / name, engine=engine) as writer:
            for sheet in sheets:
                rows: dict[int, dict[int, object]] = {}
                for row, column, value, _ in sheet["cells"]:
                    rows.setdefault(row, {})[column] = value
                size = range(max(rows) + 1), range(max(map(max, rows.values())) + 1)
                frame = pd.DataFrame([[rows.get(row, {}).get(column) for column in size[1]] for row in size[0]])
                frame.to_excel(writer, sheet_name=sheet["title"], header=False, index=False)


def write_year(ledger: str, cells: str, folder: str) -> None:
    """Read every table of a ledger, its newest row per key, and write the same tables; nothing is worked out."""
    _read_year(ledger)
    write_summary(cells, folder, "openpyxl")


def write_year_dressed(ledger: str, cells: str, folder: str) -> None:
    """The same with formats."""
    _read_year(ledger)
    write_openpyxl(cells, folder)


def write_year_named(ledger: str, cells: str, folder: str) -> None:
    """The same with named styles."""
    _read_year(ledger)
    write_named(cells, folder)


def _read_year(ledger: str) -> None:
    import sqlite3

    import pandas as pd

    from breakdown.columns import LEDGER

    with sqlite3.connect(ledger) as connection:
        frames = {frame.name: pd.read_sql(f"select * from {frame.name}", connection) for frame in LEDGER}
    print(sum(len(frames[frame.name].drop_duplicates(list(frame.key), keep="last")) for frame in LEDGER))


if __name__ == "__main__":
    {"openpyxl": write_openpyxl, "named": write_named, "xlsxwriter": write_xlsxwriter, "pandas": read_pandas,
     "calamine": read_calamine, "summary": write_summary, "year": write_year,
     "year_dressed": write_year_dressed, "year_named": write_year_named}[sys.argv[1]](*sys.argv[2:])
