"""核验.xlsx as the office's programs save it, and the whole way on the command line: claimed, checked, claimed anew."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from breakdown import merging, pipeline, reports
from breakdown.cells import KEY_HEADER
from breakdown.cli import app
from breakdown.files.folder import Folder
from breakdown.files.ledger import Ledger
from breakdown.files.reader import read_workbook
from breakdown.merge import Returned
from breakdown.merge.shelf import stock
from breakdown.merge.verify import take_decisions
from breakdown.periods import parse_period
from tests.merge.returned_form import FARMS, FIRMS, UNIT, Form, Office
from tests.merge.test_round_trip import APRIL_2, MARCH
from tests.merge.test_verify import BACK, CLOSE, DONE
from tests.office import convert, needs_office, overlaps, pdf_text, to_pdf

APRIL = parse_period("2021-04")


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Folder:
    """An office in which one unit has claimed two tasks."""
    shutil.copytree(office.folder.path, tmp_path / "office")
    made = replace(office.folder, path=tmp_path / "office")
    merge(made, claim(office.form(), tmp_path / f"{UNIT}.xlsx", {FIRMS: DONE, FARMS: DONE}))
    return made


def claim(form: Path, path: Path, tasks: Mapping[str, Mapping[str, str]]) -> Path:
    filled = Form(form)
    for content, values in tasks.items():
        filled.type(content, values)
    return filled.save(path)


def merge(folder: Folder, *paths: Path, period: str = MARCH.name) -> str:
    words = ["-C", str(folder.path), "merge", "--period", period, *map(str, paths)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.stdout


def checks(folder: Folder, period: str = MARCH.name) -> Path:
    return folder.reports(parse_period(period)) / "核验.xlsx"


def decide(path: Path, decisions: Mapping[str, Mapping[str, str]], target: Path | None = None) -> Path:
    """Fill the workbook in, in place unless told otherwise."""
    book = openpyxl.load_workbook(path)
    sheet = book["核验"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == KEY_HEADER for cell in row))
    at = {cell.value: cell.column for cell in head}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        for header, value in decisions.get(str(row[at["重点工作"] - 1].value), {}).items():
            sheet.cell(row[0].row, at[header]).value = value
    book.save(target or path)
    return target or path


def typed(path: Path) -> dict[str, list[str]]:
    """What stands in the input columns, by task."""
    sheet = read_workbook(path).sheets[0]
    head = next(at for at, row in enumerate(sheet.rows) if KEY_HEADER in row)
    columns = [list(sheet.rows[head]).index(name) for name in CLOSE | BACK]
    return {sheet.text(row, 2): [sheet.text(row, column) for column in columns]
            for row in range(head + 1, len(sheet.rows))}


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice_it_loses_nothing(folder: Folder, tmp_path: Path, suffix: str) -> None:
    needs_office()
    filled = decide(checks(folder), {FARMS: CLOSE, FIRMS: BACK}, tmp_path / "填好.xlsx")
    (tmp_path / "out").mkdir()
    saved = convert(filled, tmp_path / "out", suffix)
    taken = take_decisions(Returned(read_workbook(saved), APRIL_2), stock(pipeline.records(folder)), MARCH,
                           folder.settings)
    assert taken and (taken.state, taken.problems) == ("已报", ())
    assert {entry.task_id: dict(entry.texts)["result"] for entry in taken.filled} == {"T08": "销号", "T03": "退回"}


def test_it_prints_whole(folder: Folder, tmp_path: Path) -> None:
    needs_office()
    decide(checks(folder), {FARMS: CLOSE, FIRMS: BACK})
    merge(folder)
    pdf = to_pdf(checks(folder), tmp_path)
    said = "".join(pdf_text(pdf).split())
    assert overlaps(pdf) == [] and "第1页共1页" in said and "实地查看" in said and "缺验收单" in said


def test_what_the_office_typed_in_place_is_never_overwritten_unread(folder: Folder) -> None:
    decide(checks(folder), {FARMS: CLOSE})
    before = checks(folder).read_bytes()
    said = merge(folder)
    assert "待核验的有1条" in said
    assert typed(checks(folder))[FARMS] == ["销号", "张三", "4月1日", "实地查看", ""]
    kept = [path for path in folder.returned(MARCH).iterdir() if path.name.startswith("核验-")]
    assert [path.read_bytes() for path in kept] == [before], "as the office saved it"
    assert "没有新的内容" in merge(folder) and "没有新的内容" in merge(folder), "nothing is picked up twice"
    # a note beside the table is no decision; it is named and kept all the same
    book = openpyxl.load_workbook(checks(folder))
    book["核验"].cell(40, 3).value = "请小李再跑一趟"
    book.save(checks(folder))
    merge(folder)
    assert "请小李再跑一趟" in set(pipeline.records(folder).findings["value"])
    # what cannot be read is kept before the workbook is written anew
    checks(folder).write_bytes(b"no workbook")
    merge(folder)
    assert b"no workbook" in [path.read_bytes() for path in folder.returned(MARCH).iterdir()]
    assert typed(checks(folder))[FARMS][0] == "销号"


def test_claimed_sent_back_claimed_anew_struck_off(folder: Folder, tmp_path: Path) -> None:
    def summary(period: str) -> dict[str, tuple[str, str]]:
        tasks = reports.summary(folder, parse_period(period), None, datetime(2021, 5, 6).date()).tasks
        return {row["content"]: (row["category"], row["basis"]) for row in tasks.to_dict("records")}

    assert summary("2021-03")[FARMS] == ("已完成", "填报已完成，待核验")
    merge(folder, decide(checks(folder), {FARMS: CLOSE, FIRMS: BACK}, tmp_path / "办公室填好.xlsx"))
    assert summary("2021-03")[FARMS] == ("已完成", "已销号（张三，2021年4月1日）")
    assert summary("2021-03")[FIRMS] == ("达到序时进度", "核验退回：缺验收单；填报完成比例100%，不计超序时")
    assert CliRunner().invoke(app, ["-C", str(folder.path), "issue", "--period", "2021-04"]).exit_code == 0
    form = folder.issued(APRIL) / f"{UNIT}_2021-04.xlsx"
    shown = Form(form)
    assert shown.cell(FARMS, "上期状态").value == "已销号"
    assert shown.cell(FIRMS, "上期状态").value == "核验退回"
    assert str(shown.cell(FIRMS, "上期进展").value).startswith("〔核验退回：缺验收单〕")
    merge(folder, claim(form, tmp_path / "四月.xlsx", {FIRMS: DONE | {"佐证材料": "验收单2号"}}), period="2021-04")
    assert list(typed(checks(folder, "2021-04"))) == [FIRMS], "what is closed does not come again"
    found = pipeline.records(folder).findings
    assert "status-missing" not in set(found.loc[found["place"].str.contains(FARMS), "code"])
    assert summary("2021-04")[FIRMS] == ("已完成", "填报已完成，待核验")
    assert summary("2021-04")[FARMS] == ("已完成", "已销号（张三，2021年4月1日）")
    decide(checks(folder, "2021-04"), {FIRMS: CLOSE | {"核验日期": "2021-5-3"}})
    merge(folder, period="2021-04")
    assert summary("2021-04")[FIRMS] == ("已完成", "已销号（张三，2021年5月3日）")
    made = CliRunner().invoke(app, ["-C", str(folder.path), "report", "summary", "--period", "2021-04"])
    assert made.exit_code == 0
    book = read_workbook(next(folder.reports(APRIL).glob("*汇总表.xlsx")))
    listed = book.sheet("销号清单")
    assert listed and any("已销号2条" in listed.text(row, 0) for row in range(len(listed.rows)))
    status = CliRunner().invoke(app, ["-C", str(folder.path), "status", "--period", "2021-04"]).stdout
    assert "核验" in status and "已销号" in status


def test_what_is_saved_while_a_merge_runs_is_read_before_the_workbook_is_written_anew(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply, times = Ledger.apply_all, []

    def meanwhile(*given: Any, **named: Any) -> int:
        if given[2] == "merge" and not times:
            times.append(decide(checks(folder), {FARMS: CLOSE}))
        return apply(*given, **named)

    monkeypatch.setattr(Ledger, "apply_all", meanwhile)
    again = claim(folder.issued(MARCH) / f"{UNIT}_2021-03.xlsx", tmp_path / "又报.xlsx", {FIRMS: DONE})
    merging.merge(folder, [again], MARCH, datetime(2021, 4, 9))
    assert times and typed(checks(folder))[FARMS][0] == "销号"
    assert pipeline.records(folder).closings["task_id"].tolist() == ["T08"]
