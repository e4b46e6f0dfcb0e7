"""The plain scripts that the program is measured against; each runs in a process of its own, as the program does.

    python -m tests.bench.peers forms CELLS.pickle FOLDER      openpyxl writes the same cells and formats
    python -m tests.bench.peers returns FOLDER                 pandas.read_excel per file into one frame
    python -m tests.bench.peers summary CELLS.pickle FOLDER    DataFrame.to_excel of the same tables
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path


def write_forms(cells: str, folder: str) -> None:
    """Write every workbook of the pickle with its styles, sizes, merged ranges, lists and conditional formats."""
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    for name, sheets in pickle.loads(Path(cells).read_bytes()).items():
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet in sheets:
            page: Worksheet = book.create_sheet(sheet["title"])
            for row, column, value, style in sheet["cells"]:
                cell = page.cell(row, column, value)
                font, fill, border, alignment, number_format, protection = sheet["styles"][style]
                cell.font, cell.fill, cell.border, cell.alignment = font, fill, border, alignment
                cell.number_format, cell.protection = number_format, protection
            for letter, width in sheet["widths"].items():
                page.column_dimensions[letter].width = width
            for number, height in sheet["heights"].items():
                page.row_dimensions[number].height = height
            for span in sheet["merged"]:
                page.merge_cells(span)
            for validation in sheet["validations"]:
                page.add_data_validation(validation)
            for span, rules in sheet["rules"]:
                for rule in rules:
                    page.conditional_formatting.add(span, rule)
        book.save(Path(folder) / name)


def read_returns(folder: str) -> None:
    """Read all sheets of all workbooks of a folder into one frame."""
    import pandas as pd

    frames = [frame.assign(file=path.name, sheet=sheet)
              for path in sorted(Path(folder).glob("*.xlsx"))
              for sheet, frame in pd.read_excel(path, sheet_name=None, header=None).items()]
    print(len(pd.concat(frames, ignore_index=True)))


def write_summary(cells: str, folder: str) -> None:
    """Write every sheet of every workbook of the pickle with DataFrame.to_excel, without formats."""
    import pandas as pd

    for name, sheets in pickle.loads(Path(cells).read_bytes()).items():
        with pd.ExcelWriter(Path(folder) / name) as writer:
            for sheet in sheets:
                rows: dict[int, dict[int, object]] = {}
                for row, column, value, _ in sheet["cells"]:
                    rows.setdefault(row, {})[column] = value
                frame = pd.DataFrame.from_dict(rows, orient="index")
                frame.to_excel(writer, sheet_name=sheet["title"], header=False, index=False)


if __name__ == "__main__":
    {"forms": write_forms, "returns": read_returns, "summary": write_summary}[sys.argv[1]](*sys.argv[2:])
