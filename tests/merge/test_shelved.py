"""Forms on disk are found as forms in memory are, here and on another machine."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from breakdown import pipeline
from breakdown.desk import opened_ledger
from breakdown.files.folder import Folder
from breakdown.files.ledger import open_ledger
from breakdown.files.spool import Spool
from breakdown.form import KINDS
from breakdown.merge.shelf import Shelf, Stock, stock
from breakdown.periods import parse_period
from breakdown.records import Changes, Records
from breakdown.shelved import Shelved, shelve
from tests.drawn_office import drawn_office

FEBRUARY, MARCH = parse_period("2021-02"), parse_period("2021-03")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Six units; out are the forms of February, those of March twice, and in March 细化方案 alone."""
    folder = drawn_office(tmp_path_factory.mktemp("office"), 12, 6)
    pipeline.issue(folder, FEBRUARY, [], datetime(2021, 2, 20))
    pipeline.issue(folder, MARCH, [], datetime(2021, 3, 20))
    pipeline.issue(folder, MARCH, [], datetime(2021, 3, 20), kind="plan")
    some = sorted(pipeline.records(folder).issued["unit"].unique())[:2]
    ledger = open_ledger(folder.ledger)
    tasks = ledger.records().tasks
    ledger.apply(Changes({"tasks": tasks.assign(content=tasks["content"] + "（改）")}), "adopt", datetime(2021, 3, 21))
    ledger.close()
    pipeline.issue(folder, MARCH, some, datetime(2021, 3, 22))
    return folder


@pytest.fixture(params=["here", "carried"])
def both(office: Folder, request: pytest.FixtureRequest) -> Iterator[tuple[Shelf, Stock, Records]]:
    """The forms on disk, at hand or as another machine gets them, and in memory."""
    with Spool() as spool:
        with opened_ledger(office) as ledger, ledger.stream() as stream:
            records, shelf = ledger.records(), shelve(spool, stream, MARCH)
        if request.param == "carried":
            shelf = pickle.loads(pickle.dumps(shelf.carried()))
            Path(shelf.reader._path).unlink()
        yield shelf, stock(records), records


def test_every_form_and_row_of_the_period_is_the_same(both: tuple[Shelf, Stock, Records]) -> None:
    shelf, known, _ = both
    assert {key[2] for key in known.forms} == {1, 2, 3}
    for key, form in known.forms.items():
        assert shelf.form(key) == (form if key[1] == MARCH.name else None)
        assert shelf.find(*map(str, key)) == key == shelf.find(f" {key[0]}", key[1].replace("2", "２"), str(key[2]))
    for row_id, row in known.rows.items():
        found = shelf.row(row_id)
        assert found and (found == row or (row.form[1] != MARCH.name and found.form == row.form))
    assert shelf.row("t001|牵头|无|没有") is None and shelf.form(("无", MARCH.name, 1)) is None
    assert shelf.find("无", "2021-０3", "7") == known.find("无", "2021-０3", "7") == ("无", "2021-03", 7)


def test_newest_forms_names_and_tasks_are_the_same(both: tuple[Shelf, Stock, Records]) -> None:
    shelf, known, records = both
    assert all(shelf.newest(MARCH.name, kind) == known.newest(MARCH.name, kind) != {} for kind in KINDS.values())
    assert shelf.units == known.units != {}
    names = ("task_id", "no", "content")
    assert [[task[name] for name in names] for task in shelf.tasks] == records.tasks[list(names)].values.tolist()


def test_forms_of_the_same_tasks_are_found_by_their_texts(both: tuple[Shelf, Stock, Records]) -> None:
    shelf, known, _ = both
    for form in known.forms.values():
        for texts in (set(form.by_text), set(list(form.by_text)[:1]), {"无"}):
            found, meant = ({each.key for each in one.alike(MARCH.name, texts)} for one in (shelf, known))
            assert found == meant
    assert any(known.alike(MARCH.name, set(form.by_text)) for form in known.forms.values())


def test_the_newest_forms_of_some_units_are_given_back_row_by_row(both: tuple[Shelf, Stock, Records]) -> None:
    shelf, known, records = both
    assert isinstance(shelf, Shelved)
    units = sorted(shelf.newest(MARCH.name))[:3]
    keys = {(unit, known.newest(MARCH.name, kind)[unit]) for unit in units for kind in KINDS.values()
            if unit in known.newest(MARCH.name, kind)}
    assert len(keys) > len(units)
    wanted = [row for row in records.tuples("issued") if row[0] == MARCH.name and (row[1], row[2]) in keys]
    assert sorted(shelf.issued(unit for unit in units).tuples) == sorted(wanted)
