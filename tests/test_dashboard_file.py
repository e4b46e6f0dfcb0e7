"""`report dashboard` in a folder: one file beside the period's other reports, the same bytes again, as of any day."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from breakdown import reports
from breakdown.demo import run_demo
from breakdown.errors import FolderError
from breakdown.files.folder import Folder, open_folder
from breakdown.periods import parse_period

MARCH, APRIL = parse_period("2021-03"), parse_period("2021-04")
LATER = date(2021, 12, 1)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = tmp_path_factory.mktemp("demo") / "演示"
    run_demo(folder, lambda line: None)
    return open_folder(folder)


def histories(path: Path) -> dict[str, Any]:
    match = re.search(r'id="histories">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert match
    return {name: json.loads(gzip.decompress(base64.b64decode(text))) for name, text in json.loads(match[1]).items()}


def test_one_file_the_same_on_every_run(office: Folder) -> None:
    pages = []
    for _ in range(2):
        outcome = reports.report_dashboard(office, APRIL, None, LATER)
        [path] = outcome.files
        pages.append(path.read_bytes())
        path.unlink()
    assert path == office.path / "reports" / "2021-04" / "云河区2021年4月重点任务推进情况.html"
    assert outcome.rows == 24
    assert pages[0] == pages[1]
    assert len(pages[0]) < 2_000_000


def test_a_dry_run_writes_nothing(office: Folder) -> None:
    [path] = reports.report_dashboard(office, APRIL, None, LATER, dry_run=True).files
    assert not path.exists()


def test_a_page_of_an_earlier_day_knows_nothing_later(office: Folder) -> None:
    [path] = reports.report_dashboard(office, MARCH, date(2021, 4, 30), LATER).files
    told = histories(path)
    assert "截至2021年4月30日" in path.read_text("utf-8")
    assert {period["title"] for history in told.values() for period in history["periods"]} == {"2021年3月"}
    assert sum(len(period["reports"]) for history in told.values() for period in history["periods"]) > 20


def test_the_page_counts_what_the_summary_counts(office: Folder) -> None:
    [path] = reports.report_dashboard(office, APRIL, None, LATER).files
    match = re.search(r'id="facts">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert match
    facts = json.loads(match[1])
    summary = reports.summary(office, APRIL, None, LATER)
    for name, key in (("classes", "category"), ("lights", "light")):
        frame = getattr(summary, name)
        assert {row[key]: (row["count"], row["share"]) for row in facts[name]} == {
            row[key]: (row["count"], row["share"]) for row in frame.to_dict("records")}
    assert [row["name"] for row in facts["trend"]] == ["2021-03", "2021-04"]


def test_older_texts_give_way_before_a_page_grows_too_large(office: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    [path] = reports.report_dashboard(office, APRIL, None, LATER).files
    monkeypatch.setattr(reports, "_MOST_BYTES", path.stat().st_size - 1)
    [path] = reports.report_dashboard(office, APRIL, None, LATER).files
    cut = {period["title"] for history in histories(path).values() for period in history["periods"] if "cut" in period}
    assert cut == {"2021年3月"}


def test_a_period_without_forms_makes_no_page(office: Folder) -> None:
    with pytest.raises(FolderError, match="2021年9月没有发过填报表"):
        reports.report_dashboard(office, parse_period("2021-09"), None, LATER)
