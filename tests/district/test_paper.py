"""What the district prints in March, June and December, as it comes out of the printer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from breakdown import reports
from breakdown.files.folder import Folder
from breakdown.periods import parse_period
from tests.office import needs_office
from tests.printed import check_document, check_workbook

AS_OF, TODAY = date(2022, 1, 20), date(2022, 1, 20)
QUARTERS = [parse_period(name) for name in ("2021-03", "2021-06", "2021-12")]
MARCH, JUNE, DECEMBER = QUARTERS


@pytest.mark.parametrize("at", range(3))
def test_a_summary_is_whole_on_paper(district: Folder, tmp_path: Path, at: int) -> None:
    needs_office()
    when = QUARTERS[at]
    made = reports.report_summary(district, when, AS_OF, TODAY)
    printed = check_workbook(made.files[0], tmp_path, most_pages=60)
    assert f"云河区{when.title}重点任务" in printed.pages[0].text
    assert all(sorted(page.size) in ([210, 297], [297, 420]) for page in printed.pages)


@pytest.mark.parametrize("public", [False, True])
def test_a_bulletin_is_whole_on_paper(district: Folder, tmp_path: Path, public: bool) -> None:
    needs_office()
    made = reports.report_bulletin(district, DECEMBER, AS_OF, TODAY, public)
    printed = check_document(made.files[0], tmp_path, most_pages=60)
    assert "关于2021年12月重点工作推进情况的通报" in printed.pages[0].text


def test_slips_and_their_register_are_whole_on_paper(district: Folder, tmp_path: Path) -> None:
    needs_office()
    made, _ = reports.report_slips(district, JUNE, AS_OF, TODAY)
    for path in (made.files[0], made.files[-1]):
        printed = check_document(path, tmp_path)
        assert "编号" in printed.pages[0].text


def test_a_sample_and_the_scores_are_whole_on_paper(district: Folder, tmp_path: Path) -> None:
    needs_office()
    made, _ = reports.report_sample(district, MARCH, 12, 7, AS_OF, TODAY)
    scores = reports.report_scores(district, DECEMBER, AS_OF, TODAY)
    for path in (*made.files, *scores.files):
        check_workbook(path, tmp_path)


def test_a_form_is_whole_on_paper(district: Folder, tmp_path: Path) -> None:
    form = district.issued(JUNE) / "区住房建设局_2021-06.xlsx"
    printed = check_workbook(form, tmp_path, most_pages=12)
    assert "区住房建设局" in printed.pages[0].text
