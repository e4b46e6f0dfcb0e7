"""Dask clusters on this machine, one process a worker."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from logging import CRITICAL
from typing import Any

import pytest


@contextmanager
def workers(count: int) -> Iterator[Any]:
    """A cluster of so many workers, which ends with the block."""
    needs_dask()
    from distributed import LocalCluster

    # a client that found no scheduler stops its loop when it is collected: were another loop being started then, each
    # would wait for the other
    gc.collect()
    with LocalCluster(n_workers=count, threads_per_worker=1, processes=True, host="127.0.0.1",
                      dashboard_address="127.0.0.1:0", silence_logs=CRITICAL) as cluster:
        yield cluster


def needs_dask() -> None:
    """Without Dask and what comes with it the test is skipped, and fails in CI."""
    if find_spec("distributed") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("dask is missing, but CI must try it")
        pytest.skip("dask is not installed")
