"""A folder whose ledger holds a year drawn by tests/report/office.py, nothing issued yet."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from breakdown.files.folder import Folder, init_folder
from breakdown.files.ledger import open_ledger
from breakdown.records import FRAMES, Changes
from tests.office_year import SETTINGS
from tests.report.office import make_office


def drawn_office(place: Path, tasks: int, units: int) -> Folder:
    """The folder, after adopting so many tasks of so many units."""
    folder = init_folder(place, SETTINGS.name, SETTINGS.year, identity=SETTINGS.identity, key=SETTINGS.key)
    known = make_office(1, tasks, units, ())
    ledger = open_ledger(folder.ledger)
    ledger.apply(Changes({name: getattr(known, name) for name in FRAMES}), "adopt", datetime(2021, 2, 1))
    ledger.close()
    return folder
