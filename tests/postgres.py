"""A PostgreSQL server for tests: BREAKDOWN_POSTGRES names one whose databases may be made and dropped."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

SERVER = os.environ.get("BREAKDOWN_POSTGRES", "")


@contextmanager
def new_database() -> Iterator[str]:
    """The URL of an empty database of its own; skips the test where no server is named, and fails in CI."""
    if not SERVER:
        if os.environ.get("CI"):
            pytest.fail("CI starts a PostgreSQL server and names it in BREAKDOWN_POSTGRES")
        pytest.skip("needs a PostgreSQL server: set BREAKDOWN_POSTGRES to its URL")
    name = f"test_{uuid.uuid4().hex}"
    # a database cannot be made within a transaction
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
