import shutil
from pathlib import Path

import pytest

from breakdown.files.folder import open_folder


@pytest.fixture(scope="session")
def district(tmp_path_factory):
    return open_folder(Path(shutil.copytree('/tmp/dist', tmp_path_factory.mktemp('d')/'year')))
