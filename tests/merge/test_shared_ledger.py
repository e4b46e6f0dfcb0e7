"""Several clerks, each with a folder of their own, at one ledger on a server at the same moment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakdown import pipeline
from breakdown.files.copying import copy_ledger
from breakdown.files.folder import Folder, open_folder
from tests.merge.returned_form import FIRMS, UNIT, Form, Office
from tests.merge.test_at_any_moment import COMMAND, started
from tests.merge.test_round_trip import MARCH
from tests.postgres import new_database

NOTICE = """云河区2021年民生实事任务分解

一、改善人居环境
1. 新建口袋公园3个。
牵头单位：区住建委
配合单位：区财政局
完成时限：2021年12月底前
"""


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    """A server's database with the office's ledger."""
    with new_database() as place:
        copy_ledger(office.folder.ledger, place, lambda what, total: None)
        yield place


def clerk(office: Office, url: str, place: Path) -> Folder:
    """A copy of the office's folder that has its ledger on the server."""
    shutil.copytree(office.folder.path, place)
    settings = place / "breakdown.toml"
    lines = (f'ledger = "{url}"' if line.startswith("ledger") else line
             for line in settings.read_text("utf-8").splitlines())
    settings.write_text("\n".join(lines), "utf-8")
    return open_folder(place)


def command(folder: Folder, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", COMMAND.format(path=sys.path), "-C", str(folder.path), *words],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def done(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        _, said = process.communicate(timeout=90)
        assert process.returncode == 0, said.decode()


def test_two_merges_an_adopt_and_a_report_at_once(office: Office, url: str, tmp_path: Path) -> None:
    first, second, third, fourth = (clerk(office, url, tmp_path / f"clerk{at}") for at in range(4))
    for one in (first, second):
        one.returned(MARCH).mkdir(parents=True)
    form = Form(office.form())
    form.type(FIRMS, {"状态": "推进中", "完成值": "2家"})
    form.save(first.returned(MARCH) / f"{UNIT}.xlsx")
    form = Form(office.form("清溪镇"))
    form.type("落实河长制", {"状态": "已完成", "完成比例": "60%"})
    form.save(second.returned(MARCH) / "清溪镇.xlsx")
    (third.path / "notice.txt").write_text(NOTICE, "utf-8")
    done(command(third, "read", str(third.path / "notice.txt"), "-o", "review.xlsx"))
    before = pipeline.records(first)
    done(started(first), started(second), command(third, "adopt", "review.xlsx"),
         command(fourth, "report", "summary", "--period", MARCH.name))
    after = pipeline.records(first)
    assert set(after.progress["unit"]) == {UNIT, "清溪镇"}
    assert set(after.returns["unit"]) == {UNIT, "清溪镇"} and len(after.returns) == 2
    assert len(after.tasks) == len(before.tasks) + 1 and "新建口袋公园3个" in "".join(after.tasks["content"])
    assert list(fourth.reports(MARCH).glob("*汇总表.xlsx"))
    # merged again, one after the other, nothing is new
    done(started(first))
    done(started(second))
    again = pipeline.records(first)
    assert len(again.progress) == len(after.progress) and len(again.returns) == len(after.returns)


def test_a_server_that_is_gone_is_one_clear_sentence(office: Office, url: str, tmp_path: Path) -> None:
    gone = url.rpartition("/")[0] + "/nothing_here"
    process = command(clerk(office, gone, tmp_path / "clerk"), "status")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3 and "连不上" in said.decode() and "Traceback" not in said.decode()
