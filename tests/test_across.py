"""Several counties' ledgers in one summary: nothing is mixed up, all adds up, every row says where it is from."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from breakdown import reports
from breakdown.across import Area, together
from breakdown.errors import FolderError
from breakdown.files.folder import Folder, init_folder
from breakdown.files.ledger import open_ledger
from breakdown.periods import parse_period
from breakdown.records import FRAMES, Changes, Records
from breakdown.report import summarize
from breakdown.report.frames import CATEGORIES, LIGHTS
from tests.report.office import SETTINGS, make_office, one_task

MARCH, DAY = parse_period("2021-03"), date(2021, 4, 20)
COUNTIES = {"甲县": make_office(3, 40, 12), "乙县": make_office(4, 30, 9)}


def test_every_task_stands_as_it_does_at_home() -> None:
    whole = summarize(together([Area(*item) for item in COUNTIES.items()]), MARCH, DAY, SETTINGS)
    assert len(whole.tasks) == 70 and list(dict.fromkeys(whole.tasks["section"])) == ["甲县", "乙县"]
    for name, records in COUNTIES.items():
        own = summarize(records, MARCH, DAY, SETTINGS)
        part = whole.tasks[whole.tasks["section"] == name]
        for column in ("category", "light", "value", "percent", "basis"):
            assert list(part[column].astype(str)) == list(own.tasks[column].astype(str)), column
        assert list(part["no"]) == [name + no for no in own.tasks["no"]]
        sections = whole.sections.set_index("section")
        assert {one: sections.loc[name, one] for one in (*CATEGORIES, *LIGHTS)} == {
            one: count for frame, key in ((own.classes, "category"), (own.lights, "light"))
            for one, count in zip(frame[key], frame["count"], strict=True)}
        units = whole.units[whole.units["unit"].str.startswith(name)].set_index("unit")
        assert {unit: (row["total"], row["rank"]) for unit, row in units.iterrows() if row["total"]} == {
            name + unit: (row["total"], row["rank"]) for unit, row in own.units.set_index("unit").iterrows()
            if row["total"]}


def test_units_bear_their_area_as_people_say_it_and_stay_apart() -> None:
    def names(area: str, *units: str) -> list[str]:
        records = one_task(leads=units, units=[{"unit": unit, "kind": "部门"} for unit in units])
        whole = together([Area(area, records), Area("乙县", one_task())])
        found = list(whole.units["unit"])
        assert list(whole.assignments["unit"])[:-1] == found and len({*found}) == len(units)
        return found

    assert names("云山区", "区财政局", "柳林镇", "云山区医院") == ["云山区财政局", "云山区柳林镇", "云山区医院"]
    assert names("云化", "化工园区", "财政局") == ["云化化工园区", "云化财政局"]
    assert names("甲县", "县委办", "区财政局") == ["甲县委办", "甲县区财政局"]
    assert names("云山区", "区财政局", "财政局") == ["云山区区财政局", "云山区财政局"]
    assert names("云山区", "财政局", "云山区财政局") == ["云山区财政局", "云山区云山区财政局"]


def test_the_order_of_the_areas_changes_no_count() -> None:
    items = [Area(*item) for item in COUNTIES.items()]
    one, other = (summarize(together(listed), MARCH, DAY, SETTINGS) for listed in (items, items[::-1]))
    assert list(one.classes["count"]) == list(other.classes["count"])
    assert sum(one.classes["count"]) == 70 and round(sum(one.classes["share"]), 1) == 100.0


def county(place: Path, name: str, records: Records) -> Folder:
    folder = init_folder(place, name, 2021)
    ledger = open_ledger(folder.ledger)
    ledger.apply(Changes({frame: getattr(records, frame) for frame in FRAMES}), "adopt", datetime(2021, 4, 10))
    ledger.close()
    return folder


def test_one_workbook_in_the_citys_folder(tmp_path: Path) -> None:
    city = init_folder(tmp_path / "市", "云河市", 2021)
    folders = [county(tmp_path / name, name, records) for name, records in COUNTIES.items()]
    [path] = reports.report_across(city, folders, MARCH, None, DAY).files
    assert path == city.reports(MARCH) / "云河市2021年3月重点任务推进情况汇总表（各地区）.xlsx"
    first = path.read_bytes()
    assert reports.report_across(city, folders, MARCH, None, DAY).files[0].read_bytes() == first
    texts = [str(cell.value) for row in load_workbook(path)["总台账"].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("甲县区") for text in texts) and any(text.startswith("乙县区") for text in texts)
    assert sum(bool(re.fullmatch(r"[甲乙]县\d+", text)) for text in texts) == 70


def test_what_cannot_be_summed_is_named(tmp_path: Path) -> None:
    city = init_folder(tmp_path / "市", "云河市", 2021)
    one, twin = (county(tmp_path / at, "甲县", COUNTIES["甲县"]) for at in ("a", "b"))
    with pytest.raises(FolderError, match="两个文件夹的地区都叫“甲县”"):
        reports.report_across(city, [one, twin], MARCH, None, DAY)
    with pytest.raises(FolderError, match="甲县：2021年7月没有发过填报表"):
        reports.report_across(city, [one], parse_period("2021-07"), None, DAY)
    empty = init_folder(tmp_path / "c", "丙县", 2021)
    with pytest.raises(FolderError, match="还没有任务"):
        reports.report_across(city, [one, empty], MARCH, None, DAY)
    assert not city.reports(MARCH).exists()
