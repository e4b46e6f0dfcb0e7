"""What a clerk has typed into review.xlsx or units.xlsx and the program has not taken is never written over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from breakdown.cli import app
from breakdown.records import Changes
from breakdown.review import adopt
from tests.test_requests_path import NOTICE


@pytest.fixture
def place(tmp_path: Path) -> Path:
    run(tmp_path, "init", "--name", "云河区", "--year", "2021")
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    run(tmp_path, "read", "notice.txt")
    return tmp_path


def run(place: Path, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["-C", str(place), *words])
    assert done.exit_code == code, done.output
    return done.output


def typed(path: Path, sheet: str, text: str, beside: bool = False) -> None:
    """Write into the last cell of the table's first row, or beside it."""
    book = openpyxl.load_workbook(path)
    cells = book[sheet]
    header = next(row for row in cells.iter_rows() if any(cell.value == "备注" for cell in row))
    at = len(header) + 2 if beside else next(cell.column for cell in header if cell.value == "备注")
    cells.cell(header[0].row + 1, at, text)
    book.save(path)


def holds(path: Path, text: str) -> bool:
    rows = (row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True))
    return any(text in row for row in rows)


def workbooks(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob("*.xlsx"))


def test_a_review_in_which_somebody_has_typed_is_kept_under_another_name(place: Path) -> None:
    for number, text in enumerate(("请王科长核", "再核"), 2):
        typed(place / "review.xlsx", "任务核对", text)
        said = run(place, "read", "notice.txt")
        assert f"原来的 review.xlsx 里有程序没有采用的内容，已另存为 review（{number}）.xlsx" in said
        assert holds(place / f"review（{number}）.xlsx", text) and not holds(place / "review.xlsx", text)
    run(place, "adopt", "review（2）.xlsx")
    assert "请王科长核" in run(place, "export", "tasks")


def test_a_review_that_nobody_has_touched_or_that_was_adopted_makes_room(place: Path) -> None:
    run(place, "read", "notice.txt", "--year", "2022")
    run(place, "read", "notice.txt", "-o", "notices/另存.xlsx")
    run(place, "read", "notice.txt")
    typed(place / "review.xlsx", "任务核对", "已核")
    run(place, "adopt")
    run(place, "read", "notice.txt")
    assert workbooks(place) == ["review.xlsx", "units.xlsx"]
    typed(place / "review.xlsx", "任务核对", "又改")
    run(place, "read", "notice.txt", "--dry-run")
    assert workbooks(place) == ["review.xlsx", "units.xlsx"]
    run(place, "read", "notice.txt")
    assert workbooks(place) == ["review.xlsx", "review（2）.xlsx", "units.xlsx"]


def test_a_file_named_with_o_is_kept_too(place: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("elsewhere")
    (other / "notice.txt").write_text(NOTICE, encoding="utf-8")
    for _ in range(2):
        run(other, "read", "notice.txt", "-o", "核对.xlsx")
    assert workbooks(other) == ["核对.xlsx"]
    typed(other / "核对.xlsx", "任务核对", "已核")
    run(other, "read", "notice.txt", "-o", "核对.xlsx")
    assert workbooks(other) == ["核对.xlsx", "核对（2）.xlsx"] and holds(other / "核对（2）.xlsx", "已核")


def test_what_was_written_beside_the_registry_is_kept(place: Path) -> None:
    run(place, "adopt")
    typed(place / "units.xlsx", "单位名册", "张科长")
    run(place, "adopt")
    assert workbooks(place) == ["review.xlsx", "units.xlsx"] and holds(place / "units.xlsx", "张科长")
    typed(place / "units.xlsx", "单位名册", "原城建局", beside=True)
    assert "原来的 units.xlsx 里有程序没有采用的内容，已另存为 units（2）.xlsx" in run(place, "adopt")
    assert holds(place / "units（2）.xlsx", "原城建局") and not holds(place / "units.xlsx", "原城建局")
    run(place, "adopt")
    assert workbooks(place) == ["review.xlsx", "units.xlsx", "units（2）.xlsx"]


def test_what_is_saved_while_adopt_runs_is_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(place, "adopt")
    plan = adopt.plan_adoption

    def busy(*given: Any) -> Changes:
        typed(place / "units.xlsx", "单位名册", "张科长")
        typed(place / "review.xlsx", "任务核对", "再核")
        return plan(*given)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(adopt, "plan_adoption", busy)
        run(place, "adopt")
    assert holds(place / "units（2）.xlsx", "张科长")
    run(place, "read", "notice.txt")
    assert holds(place / "review（2）.xlsx", "再核")


def test_the_folders_own_workbooks_are_no_notices(place: Path) -> None:
    run(place, "adopt")
    run(place, "issue", "--period", "2021-03")
    form = next((place / "issued").rglob("*.xlsx")).relative_to(place)
    before = (place / "review.xlsx").read_bytes()
    for path, what in (("units.xlsx", "单位名册"), ("review.xlsx", "核对表"), (str(form), "填报表")):
        assert f"是本文件夹的{what}，不是通知；应是印发的通知文件；请给出通知文件。" in run(place, "read", path, code=3)
    assert (place / "review.xlsx").read_bytes() == before
