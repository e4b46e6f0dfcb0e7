"""The verbs in memory: what a folder would hold after the same steps, without one; the README's example as it is."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import breakdown
from breakdown import Settings, issue, merge, merging, pipeline, read_notice, reports, summarize
from breakdown.errors import FolderError, NoticeError
from breakdown.files.folder import Folder, init_folder
from breakdown.files.templates import load_words
from breakdown.periods import parse_period
from breakdown.records import FRAMES, Records

ROOT = Path(__file__).parents[1]
NOTICE = ROOT / "examples" / "closing-brackets" / "notice.txt"
OFFICE = Settings("示例区", 2021, identity="example", key="example")
MARCH = parse_period("2021-03")
READ, SENT, CAME = datetime(2021, 3, 1, 9), datetime(2021, 3, 2, 9), datetime(2021, 4, 2, 9)


def run_folder(place: Path) -> tuple[Folder, dict[str, bytes]]:
    """The same month with a folder: its forms come back as they went out."""
    folder = init_folder(place, OFFICE.name, OFFICE.year, identity=OFFICE.identity, key=OFFICE.key)
    pipeline.write_review(pipeline.read_notices([NOTICE], load_words()), folder.review, folder)
    pipeline.adopt(folder, folder.review, READ)
    pipeline.issue(folder, MARCH, [], SENT)
    forms = {path.name: path.read_bytes() for path in sorted(folder.issued(MARCH).iterdir())}
    return folder, forms


def same(ours: Records, theirs: Records, *apart: str) -> list[str]:
    """The frames in which two ledgers differ, times of receipt apart."""
    names = [name for name in FRAMES if name not in apart]
    return [name for name in names
            if not _timeless(getattr(ours, name)).equals(_timeless(getattr(theirs, name)))]


def _timeless(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns=[name for name in ("received_at",) if name in frame])


def test_in_memory_is_as_in_a_folder(tmp_path: Path) -> None:
    folder, forms = run_folder(tmp_path / "office")
    issued = issue(read_notice(NOTICE), "2021-03", OFFICE)
    assert len(forms) > 3
    assert issued.files == forms
    assert same(issued.records, pipeline.records(folder)) == []
    merging.merge(folder, [folder.issued(MARCH)], MARCH, CAME)
    merged = merge(issued.records, issued.files, "2021-03", OFFICE, CAME)
    # the content of what was taken holds the time of receipt, which a folder has from the file
    assert same(merged.records, pipeline.records(folder), "taken") == []
    assert set(merged.records.returns["received_at"]) == {pd.Timestamp(CAME)}
    assert merged.files["merge.xlsx"][:2] == b"PK"
    theirs = reports.summary(folder, MARCH, None, date(2021, 4, 6))
    ours = summarize(merged.records, "2021-03", OFFICE, date(2021, 4, 6))
    assert ours.classes.equals(theirs.classes) and ours.units.equals(theirs.units)
    assert ours.classes["count"].sum() == len(issued.records.tasks)


def test_merging_twice_changes_nothing_and_what_is_no_form_is_told() -> None:
    issued = issue(read_notice([str(NOTICE)]), "2021-03", OFFICE)
    once = merge(issued.records, issued.files, "2021-03", OFFICE, CAME)
    twice = merge(once.records, issued.files, "2021-03", OFFICE, CAME)
    assert same(twice.records, once.records) == []
    told = merge(once.records, {"照片.xlsx": b"no workbook"}, "2021-03", OFFICE, CAME)
    assert {problem.place for problem in told.problems} == {"照片.xlsx"}
    assert "无法识别" in set(told.records.returns["state"])


def test_some_units_and_stages_alone() -> None:
    reading = read_notice(NOTICE)
    unit = reading.assignments["unit"][reading.assignments["role"] == "牵头"].iloc[0]
    assert list(issue(reading, "2021-03", OFFICE, [unit]).files) == [f"{unit}_2021-03.xlsx"]
    assert list(issue(reading, "2021-03", OFFICE, [unit], "plan").files) == [f"{unit}_2021-03_细化方案.xlsx"]


def test_a_frame_that_was_mended_goes_out_as_it_is() -> None:
    reading = read_notice(NOTICE)
    mended = replace(reading, tasks=reading.tasks.assign(content=["改过的任务", *reading.tasks["content"][1:]]))
    records = issue(mended, "2021-03", OFFICE).records
    assert records.tasks["content"].iloc[0] == "改过的任务"
    assert records.issued["cells"].str.contains("改过的任务").any()


def test_what_cannot_go_on_is_one_sentence() -> None:
    with pytest.raises(NoticeError, match="找不到文件"):
        read_notice("none.txt")
    nothing = Records.empty()
    with pytest.raises(FolderError, match="还没有任务"):
        issue(nothing, "2021-03", OFFICE)
    with pytest.raises(FolderError, match="还没有任务"):
        merge(nothing, {}, "2021-03", OFFICE, CAME)
    with pytest.raises(FolderError, match="还没有任务"):
        summarize(nothing, "2021-03", OFFICE, CAME.date())
    with pytest.raises(FolderError, match="2021-13"):
        issue(read_notice(NOTICE), "2021-13", OFFICE)


def test_folders_of_the_same_name_do_not_hide_the_verbs() -> None:
    assert _python("import breakdown.issue, breakdown.merge; from breakdown import issue, merge; "
                   "print(issue.__module__, merge.__module__)") == "breakdown.api breakdown.api"
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        breakdown.nothing_of_the_kind  # noqa: B018


def test_the_package_loads_nothing_before_it_is_asked() -> None:
    heavy = "{'pandas', 'breakdown.api', 'breakdown.settings'}"
    assert _python(f"import sys, breakdown; print(sorted({heavy} & set(sys.modules)))") == "[]"


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def examples(readme: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", (ROOT / readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def test_the_readmes_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese, english = examples("README.md"), examples("README.en.md")
    assert chinese == english and len(chinese) == 1
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(chinese[0], "README.md", "exec"), names)
    assert len(names["reading"].tasks) > 10
    assert list(names["figures"].classes.columns)[:3] == ["category", "count", "share"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["examples", "forms"]
    assert len(list((tmp_path / "forms").iterdir())) == len(names["issued"].files)
