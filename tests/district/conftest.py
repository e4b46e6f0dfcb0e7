"""The year of the fictional district, simulated once for all tests."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from breakdown.files.folder import Folder, open_folder
from examples.district.simulate import simulate

# A worker that finds the year under way waits so many seconds for it.
_PATIENCE = 400
# Files of a share; by itself the year would be merged in one.
_SHARE = 8


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The district's folder after December; workers that run side by side share one."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if base.name.startswith("popen-") else base) / "district"
    try:
        home.mkdir()
    except FileExistsError:
        return _finished(home)
    with pytest.MonkeyPatch.context() as patch:
        # its fifty units are merged in several shares, as those of a province are
        patch.setattr("breakdown.shares._FILES", _SHARE)
        office = simulate(home / "year")
    (home / "done").touch()
    return office


def _finished(home: Path) -> Folder:
    for _ in range(_PATIENCE):
        if (home / "done").exists():
            return open_folder(home / "year")
        time.sleep(1)
    raise AssertionError("the other worker did not finish the year")
