"""A spot check on the command line: drawn, filled in, merged back, never overwritten once somebody has typed in it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from breakdown import pipeline
from breakdown.cli import app
from breakdown.closings import find_claims
from breakdown.files.folder import Folder
from breakdown.periods import parse_period
from tests.merge.returned_form import FARMS, FIRMS, SAVINGS, UNIT, Office
from tests.merge.test_round_trip import MARCH
from tests.merge.test_verify import BACK, CLOSE, DONE
from tests.merge.test_verify_files import checks, claim, decide, merge, typed
from tests.report.office import one_task

RUNNING = {"状态": "推进中", "完成比例": "30%", "本期进展": "已完成 30%"}
TRUE = {"核验结果": "属实", "核验依据": "实地查看"}


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Folder:
    """An office in which one unit claims one task and works on two."""
    shutil.copytree(office.folder.path, tmp_path / "office")
    made = replace(office.folder, path=tmp_path / "office")
    came = claim(office.form(), tmp_path / f"{UNIT}.xlsx", {FARMS: DONE, FIRMS: RUNNING, SAVINGS: RUNNING})
    merge(made, came)
    return made


def sample(folder: Folder, *more: str) -> str:
    words = ["-C", str(folder.path), "report", "sample", "--period", MARCH.name, "--seed", "7", *more]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_what_is_filled_in_is_recorded_for_claims_and_for_other_reports(folder: Folder) -> None:
    said = sample(folder, "-n", "3")
    form = folder.reports(MARCH) / "抽查" / "抽查核验-种子7.xlsx"
    assert "从3条填报中抽了3条" in said and f"breakdown merge {form} --period 2021-03" in said
    assert set(typed(form)) == {FARMS, FIRMS, SAVINGS}
    merge(folder, decide(form, {FARMS: CLOSE, FIRMS: TRUE, SAVINGS: BACK}))
    known = pipeline.records(folder)
    assert dict(zip(known.closings["task_id"], known.closings["result"], strict=True)) == {
        "T03": "属实", "T08": "销号", "T10": "退回"}
    assert not set(known.findings["code"]) & {"check-unclaimed", "check-result", "unread", "identity-differs"}
    assert [claim.standing for claim in find_claims(known, MARCH).values()] == ["已销号"], "true is not done"
    assert typed(checks(folder))[FIRMS][0] == "属实", "the period's own 核验.xlsx shows it"
    assert "没有新的内容" in merge(folder)


def test_what_somebody_has_typed_stays_and_the_same_draw_writes_the_same_bytes(folder: Folder) -> None:
    sample(folder, "-n", "2")
    place = folder.reports(MARCH) / "抽查"
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert set(before) == {"抽查清单-种子7.xlsx", "抽查核验-种子7.xlsx"}
    sample(folder, "-n", "2")
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    form = decide(place / "抽查核验-种子7.xlsx", {FARMS: CLOSE, FIRMS: TRUE, SAVINGS: TRUE})
    kept = form.read_bytes()
    assert "没有动" in sample(folder, "-n", "3") and form.read_bytes() == kept
    assert "将写" in sample(folder, "-n", "1", "--dry-run")


def test_a_true_report_does_not_undo_what_was_struck_off() -> None:
    closed = {"task_id": "t1", "unit": "区教育局", "period": "2021-03", "claimed": "2021-03", "result": "销号"}
    true = closed | {"period": "2021-04", "result": "属实"}
    known = one_task(reports=[{"status": "已完成"}], closings=[closed, true])
    assert [claim.standing for claim in find_claims(known, parse_period("2021-04")).values()] == ["已销号"]
