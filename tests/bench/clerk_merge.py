"""What a clerk's own script would do with a month's returned forms, with pandas and openpyxl.

    python -m tests.bench.clerk_merge FOLDER CELLS.pickle TARGET

Both task sheets of every file are read with pandas.read_excel into one frame, of each unit's task the row of the newest
file counts, and our merge workbook is written once more with openpyxl, cells and formats. It prints a code of the rows
that count. What it leaves out the program does beside: whose form it is, what was changed in locked cells, stages and
requests, conflicts, problems, links, a ledger.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from breakdown.columns import INPUT_COLUMNS
from tests.bench.peers import write_named

_SHEETS = {"牵头任务": "牵头", "配合任务": "配合"}
_TYPED = [column.header for column in INPUT_COLUMNS]
# What both come to.
IN_BOTH = ("序号", "单位", "角色", *_TYPED)


def main(folder: str, cells: str, target: str) -> None:
    """Read, keep the newest, write."""
    newest_last = sorted(Path(folder).glob("*.xlsx"), key=lambda path: (path.stat().st_mtime, path.name))
    whole = pd.concat([frame for path in newest_last for frame in _tasks(path)], ignore_index=True)
    said = whole[(whole["序号"] != "") & (whole[_TYPED] != "").any(axis=1)]
    kept = said.drop_duplicates(["序号", "单位", "角色"], keep="last")[list(IN_BOTH)]
    print(code_of(kept.itertuples(index=False, name=None)))
    write_named(cells, target)


def code_of(rows: Iterable[tuple[Any, ...]]) -> str:
    """A short code of some rows in whatever order; where two have the same, they are the same rows."""
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()[:16]


def _tasks(path: Path) -> list[pd.DataFrame]:
    unit = path.stem.partition("_")[0]
    with pd.ExcelFile(path, engine="openpyxl") as book:
        return [pd.read_excel(book, sheet_name=sheet, header=2, dtype=str, keep_default_na=False)
                .assign(单位=unit, 角色=_SHEETS[str(sheet)]) for sheet in book.sheet_names if sheet in _SHEETS]


if __name__ == "__main__":
    main(*sys.argv[1:])
