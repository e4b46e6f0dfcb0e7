"""A working folder with issued forms, made once for all tests on real files."""

from __future__ import annotations

from datetime import datetime

import pytest

from breakdown import pipeline
from breakdown.files.folder import init_folder
from breakdown.files.ledger import open_ledger
from breakdown.periods import parse_period
from breakdown.records import FRAMES, Changes
from tests.merge.returned_form import Office
from tests.office_year import SETTINGS, small_records


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Forms of February and March are out; nothing has come back."""
    place = tmp_path_factory.mktemp("office")
    folder = init_folder(place, SETTINGS.name, SETTINGS.year, identity=SETTINGS.identity, key=SETTINGS.key)
    records = small_records()
    ledger = open_ledger(folder.ledger)
    ledger.apply(Changes({name: getattr(records, name) for name in FRAMES}), "adopt", datetime(2021, 2, 1))
    ledger.close()
    for period, at in (("2021-02", datetime(2021, 3, 1)), ("2021-03", datetime(2021, 4, 1))):
        pipeline.issue(folder, parse_period(period), [], at)
    return Office(folder, pipeline.records(folder))
