"""The five real notices as Word documents, one paragraph per line, read to the same gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from breakdown.pipeline import read_notices
from breakdown.reading import task_records
from breakdown.words import Words
from tests.parse.test_gold import CASES, _scorer
from tests.read.rebuild_docx import rebuild_docx, table_docx
from tests.shared import SHARED, require_shared


@pytest.mark.shared
@pytest.mark.parametrize(("gold", "notice", "part"), CASES)
def test_every_figure_is_whole_in_word(tmp_path: Path, words: Words, gold: str, notice: str, part: str) -> None:
    require_shared()
    file = tmp_path / f"{notice}.docx"
    file.write_bytes(rebuild_docx((SHARED / "notices" / f"{notice}.txt").read_text(encoding="utf-8")))
    scorer = _scorer()
    reading = read_notices([file], words, 0, part)  # type: ignore[arg-type]
    predicted = json.loads(json.dumps(task_records(reading)))
    figures, differences = scorer.score(scorer.load(SHARED / "gold" / f"{gold}.jsonl"), predicted)
    figures.pop("flagged")
    assert figures.pop("silent_error_rate") == 0
    assert {name: value for name, value in figures.items() if value != 1} == {}, differences[:5]


HEAD = ["序号", "重点工作", "任务", "责任单位", "<", "完成时限"]
LOWER = ["^", "^", "^", "牵头单位", "配合单位", "^"]


def test_a_table_with_merged_cells_is_read_as_tasks(tmp_path: Path, words: Words) -> None:
    rows = [HEAD, LOWER]
    for number in range(1, 7):
        section = "一、城乡建设" if number == 1 else "二、民生改善" if number == 4 else "^"
        rows.append([str(number), section, f"建成清溪桥第{number}期工程", "区交通局", "清溪镇", f"{number + 3}月底前"])
    file = tmp_path / "通知.docx"
    file.write_bytes(table_docx(rows, above=["云河区2021年重点工作任务分解表"]))
    tasks = read_notices([file], words).tasks
    assert list(tasks["no"]) == ["1", "2", "3", "4", "5", "6"]
    assert list(tasks["section"]) == ["一、城乡建设"] * 3 + ["二、民生改善"] * 3
    assert list(tasks["deadline_text"])[0] == "4月底前"
    assert tasks["place"].iloc[0].startswith("通知.docx 表1第3行")
