"""report slips in a folder: documents of units and the register, renewed, taken away, never over somebody's typing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from breakdown import reports
from breakdown.demo import run_demo
from breakdown.files.folder import Folder, open_folder
from breakdown.periods import parse_period
from breakdown.report.slip_papers import REGISTER
from tests.office import needs_office, pdf_text, to_pdf

APRIL, LATER = parse_period("2021-04"), date(2021, 12, 30)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "演示"
    run_demo(folder, lambda line: None)
    return folder


@pytest.fixture
def office(demo: Path, tmp_path: Path) -> Folder:
    return open_folder(Path(shutil.copytree(demo, tmp_path / "演示")))


def test_the_same_bytes_on_every_run(office: Folder) -> None:
    first, counts = reports.report_slips(office, APRIL, None, LATER)
    before = {path: path.read_bytes() for path in first.files}
    second, again = reports.report_slips(office, APRIL, None, LATER)
    assert {path: path.read_bytes() for path in second.files} == before
    assert counts == again and first.rows > 0 and second.left == second.removed == []
    assert first.files[-1].stem == REGISTER


def test_a_dry_run_writes_nothing(office: Folder) -> None:
    outcome, _ = reports.report_slips(office, APRIL, None, LATER, dry_run=True)
    assert outcome.files and not any(path.exists() for path in outcome.files)


def test_what_somebody_has_typed_into_stays(office: Folder) -> None:
    [path, *_] = reports.report_slips(office, APRIL, None, LATER)[0].files
    document = Document(str(path))
    document.tables[0].rows[-1].cells[1].text = "已于五月办结"
    document.save(str(path))
    typed = path.read_bytes()
    outcome, _ = reports.report_slips(office, APRIL, None, LATER)
    assert path.read_bytes() == typed and outcome.left == [path]
    assert outcome.files[0].name == f"{path.stem}-2.docx" and outcome.files[0].exists()


def test_a_document_that_is_over_is_taken_away(office: Folder) -> None:
    files = reports.report_slips(office, APRIL, None, LATER)[0].files
    # before the day of returns nobody is asked for one
    outcome, _ = reports.report_slips(office, APRIL, None, date(2021, 5, 5))
    assert outcome.removed and not any(path.exists() for path in outcome.removed)
    assert {path.name for path in outcome.removed} == {path.name for path in files} - {
        path.name for path in outcome.files}


def test_one_matter_to_a_page(office: Folder, tmp_path: Path) -> None:
    needs_office()
    outcome, _ = reports.report_slips(office, APRIL, None, LATER)
    printed = 0
    for path in outcome.files[:-1]:
        pages = pdf_text(to_pdf(path, tmp_path)).split("\f")[:-1]
        assert all("".join(page.split()).count("编号：") == 1 and "办理要求" in page for page in pages), path
        printed += len(pages)
    assert printed == outcome.rows
    register = "".join(pdf_text(to_pdf(outcome.files[-1], tmp_path)).split())
    assert f"共{outcome.rows}张" in register
