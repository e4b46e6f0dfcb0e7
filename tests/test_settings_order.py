"""What the README says of settings that can be given in several places: an option, the notice, breakdown.toml."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from breakdown.cli import app

DATED = "云河区人民政府关于印发2022年重点工作任务分解的通知\n1.修桥。\n责任单位：区交通局；完成时限：9月底前\n"
UNDATED = DATED.replace("2022年", "")


@pytest.mark.parametrize(("text", "options", "due"), [
    (DATED, ["--year", "2023"], "2023-09-30"), (DATED, [], "2022-09-30"), (UNDATED, [], "2021-09-30"),
    (UNDATED, ["--year", "2023"], "2023-09-30"),
])
def test_the_year_of_the_option_then_the_notices_then_the_folders(
    tmp_path: Path, text: str, options: list[str], due: str
) -> None:
    office = tmp_path / "office"
    runner = CliRunner()
    assert runner.invoke(app, ["init", str(office), "--name", "云河区", "--year", "2021"]).exit_code == 0
    (office / "notice.txt").write_text(text, encoding="utf-8")
    done = runner.invoke(app, ["-C", str(office), "read", "notice.txt", "--format", "jsonl", *options])
    task = json.loads(done.stdout)
    assert task["due"] == due
    assert bool(task["doubts"]) == (due == "2021-09-30"), "the folder's year is an assumption"
