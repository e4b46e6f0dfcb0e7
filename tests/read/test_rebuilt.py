"""The five real notices rebuilt in other formats read to the same gold as their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakdown.parse import Part
from breakdown.pipeline import read_notices
from breakdown.reading import task_records
from breakdown.words import Words
from tests.parse.test_gold import CASES
from tests.read.rebuild_docx import rebuild_docx
from tests.read.rebuild_html import page_of_lines, page_of_table
from tests.read.rebuild_pdf import text_pdf
from tests.read.rebuild_sheets import book_of_lines, book_of_table, table_of
from tests.shared import read_gold, require_shared, score, work_year

REBUILD = {"html": page_of_lines, "xlsx": book_of_lines, "docx": rebuild_docx, "pdf": text_pdf}
TABLES = {"html": page_of_table, "xlsx": book_of_table}


@pytest.mark.shared
@pytest.mark.parametrize("suffix", REBUILD)
@pytest.mark.parametrize(("gold", "notice", "part"), CASES)
def test_a_rebuilt_text_reads_the_same(
    words: Words, tmp_path: Path, gold: str, notice: str, part: Part, suffix: str
) -> None:
    text = (require_shared() / "notices" / f"{notice}.txt").read_text(encoding="utf-8")
    _check(words, tmp_path / f"{notice}.{suffix}", REBUILD[suffix](text), gold, part)


@pytest.mark.shared
@pytest.mark.parametrize("suffix", TABLES)
@pytest.mark.parametrize("gold", [gold for gold, _, _ in CASES if not gold.startswith("tunxi")])
def test_the_tasks_as_a_real_table_read_the_same(words: Words, tmp_path: Path, gold: str, suffix: str) -> None:
    rows, merged = table_of(read_gold(f"{gold}.jsonl"))
    data = TABLES[suffix](rows, f"云河区{work_year(gold)}年重点任务分解表", merged)
    _check(words, tmp_path / f"{gold}.{suffix}", data, gold, "all")


def _check(words: Words, file: Path, data: bytes, gold: str, part: Part) -> None:
    file.write_bytes(data)
    figures, differences = score(gold, task_records(read_notices([file], words, 0, part)))
    assert figures.pop("flagged") <= 0.35
    assert figures.pop("silent_error_rate") == 0
    assert {name: value for name, value in figures.items() if value != 1} == {}, differences[:5]
