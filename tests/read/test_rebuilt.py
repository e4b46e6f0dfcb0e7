"""The five real notices rebuilt in other formats read to the same gold as their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakdown.pipeline import read_notices
from breakdown.reading import task_records
from breakdown.words import Words
from tests.parse.test_gold import CASES
from tests.read.rebuild_docx import rebuild_docx
from tests.read.rebuild_html import page_of_lines
from tests.read.rebuild_pdf import text_pdf
from tests.shared import require_shared, score

REBUILD = {"html": page_of_lines, "docx": rebuild_docx, "pdf": text_pdf}


@pytest.mark.shared
@pytest.mark.parametrize("suffix", REBUILD)
@pytest.mark.parametrize(("gold", "notice", "part"), CASES)
def test_every_figure_is_whole(words: Words, tmp_path: Path, gold: str, notice: str, part: str, suffix: str) -> None:
    text = (require_shared() / "notices" / f"{notice}.txt").read_text(encoding="utf-8")
    file = tmp_path / f"{notice}.{suffix}"
    file.write_bytes(REBUILD[suffix](text))
    reading = read_notices([file], words, 0, part)  # type: ignore[arg-type]
    figures, differences = score(gold, task_records(reading))
    assert figures.pop("flagged") <= 0.35
    assert figures.pop("silent_error_rate") == 0
    assert {name: value for name, value in figures.items() if value != 1} == {}, differences[:5]
