"""Forms on their way out: none is out that the ledger does not know, none is known whose making failed."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from breakdown import pipeline
from breakdown.desk import opened_ledger
from breakdown.errors import FolderError, TemplateError
from breakdown.files.folder import Folder
from breakdown.files.guides import load_guide
from breakdown.files.ledger import Ledger
from breakdown.files.reader import read_workbook
from breakdown.files.together import Together
from breakdown.periods import parse_period
from breakdown.records import Changes
from tests.drawn_office import drawn_office

MARCH = parse_period("2021-03")
AT = datetime(2021, 3, 25)


@pytest.fixture
def office(tmp_path: Path) -> Folder:
    """Sixteen tasks are known, no form is out."""
    return drawn_office(tmp_path / "office", 16, 8)


def out(office: Folder) -> list[str]:
    place = office.issued(MARCH)
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def test_when_forms_appear_the_ledger_knows_them(office: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    places, seen = Together.place, list[int]()

    def placed(files: Together) -> None:
        assert not [name for name in out(office) if name.endswith(".xlsx")]
        seen.append(pipeline.records(office).issued["unit"].nunique())
        places(files)

    monkeypatch.setattr(Together, "place", placed)
    outcome = pipeline.issue(office, MARCH, [], AT)
    assert seen == [outcome.rows] and out(office) == sorted(path.name for path in outcome.files)


def test_what_the_ledger_refuses_is_not_out(office: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(ledger: Ledger, *what: object, since: int) -> int:
        raise FolderError("台账写不进去")

    monkeypatch.setattr(Ledger, "apply", refuse)
    with pytest.raises(FolderError, match="台账写不进去"):
        pipeline.issue(office, MARCH, [], AT)
    assert out(office) == []


def test_what_somebody_writes_while_forms_are_made_is_in_them(
    office: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    making, seen = pipeline._made, list[int]()

    def made(*what: Any) -> Changes:
        changes = making(*what)
        if not seen:
            with opened_ledger(office) as another:
                tasks = another.records().tasks
                another.apply(Changes({"tasks": tasks.assign(content=tasks["content"] + "（改）")}), "adopt", AT)
        seen.append(len(changes.added("issued").tuples))
        return changes

    monkeypatch.setattr(pipeline, "_made", made)
    outcome = pipeline.issue(office, MARCH, [], AT)
    assert len(seen) == 2 and len(pipeline.records(office).issued) == seen[1]
    sheets = [sheet for path in outcome.files for sheet in read_workbook(path).sheets]
    cells = [str(cell) for sheet in sheets for row in sheet.rows for cell in row]
    assert sum(cell.endswith("（改）") for cell in cells) >= len(pipeline.records(office).tasks)


def test_where_one_form_cannot_be_made_none_is_out_or_known(office: Folder) -> None:
    (office.path / "templates").mkdir(exist_ok=True)
    words = "# {{ 单位 }}\n{% if 任务项数 > 单位 %}多{% endif %}\n"
    (office.path / "templates" / "guide.j2").write_text(words, "utf-8")
    with pytest.raises(TemplateError, match="第2行算不出来"):
        pipeline.issue(office, MARCH, [], AT)
    assert out(office) == [] and pipeline.records(office).issued.empty


def test_a_guide_says_the_same_in_another_process() -> None:
    guide = load_guide("plan")
    facts: dict[str, str | int] = {"地区": "云河区", "单位": "区财政局", "期次": "2021年3月", "截止时间": "8日12时",
                                   "牵头项数": 3, "联系人": "", "联系电话": ""}
    assert pickle.loads(pickle.dumps(guide))(facts) == guide(facts)
