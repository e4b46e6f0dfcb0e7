"""The five real notices against their gold, scored by the shared scorer; every figure must be whole."""

from __future__ import annotations

import pytest

from breakdown.pipeline import read_notices
from breakdown.reading import task_records
from breakdown.words import Words
from tests.shared import SHARED, require_shared, score

CASES = [
    ("liangping-2021", "liangping-2021", "all"),
    ("ankang-2019", "ankang-2019", "all"),
    ("tunxi-2020", "tunxi-2020", "all"),
    ("zhaohua-2020", "zhaohua-2020", "all"),
    ("fanchang-2021-text", "fanchang-2021", "text"),
    ("fanchang-2021-table", "fanchang-2021", "table"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("gold", "notice", "part"), CASES)
def test_every_figure_is_whole(words: Words, gold: str, notice: str, part: str) -> None:
    reading = read_notices([require_shared() / "notices" / f"{notice}.txt"], words, 0, part)  # type: ignore[arg-type]
    figures, differences = score(gold, task_records(reading))
    flagged = figures.pop("flagged")
    assert figures.pop("silent_error_rate") == 0
    assert {name: value for name, value in figures.items() if value != 1} == {}, differences[:5]
    assert flagged <= 0.35


@pytest.mark.shared
def test_text_and_table_are_matched_row_by_row(words: Words) -> None:
    require_shared()
    reading = read_notices([SHARED / "notices" / "fanchang-2021.txt"], words)
    assert len(reading.tasks) == 107
    assert (reading.tasks["deadline_text"] != "").all(), "deadlines stand in the table only and must reach every task"
    assert (reading.tasks["leaders"] != "").all(), "leaders lost in the table stand in the text"
    differences = [problem for problem in reading.problems if problem.code == "parts-differ"]
    leaders = [problem for problem in differences if "牵头领导" in problem.sentence]
    assert len(leaders) == 42  # 35 empty, 6 with one name lost, one with a second name missing
    doubted = set(reading.tasks.loc[reading.tasks["doubts"] != "", "place"])
    assert {problem.place for problem in differences} <= doubted
