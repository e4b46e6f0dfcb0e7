"""Working folders and their settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakdown.errors import FolderError
from breakdown.files.folder import SETTINGS_FILE, init_folder, open_folder
from breakdown.periods import parse_period


def test_a_folder_opens_as_it_was_made(tmp_path: Path) -> None:
    made = init_folder(tmp_path / "云河", "云河区", 2021, cadence="季", due_day=10)
    assert open_folder(tmp_path / "云河") == made
    assert made.settings.name == "云河区" and made.settings.cadence == "季" and made.settings.due_day == 10
    assert {item.name for item in (tmp_path / "云河").iterdir()} == {
        SETTINGS_FILE, "notices", "issued", "returned", "reports",
    }


def test_places_in_a_folder(tmp_path: Path) -> None:
    folder, period = init_folder(tmp_path, "云河区", 2021), parse_period("2021-3")
    assert folder.notices == tmp_path / "notices" and folder.units == tmp_path / "units.xlsx"
    assert folder.issued(period) == tmp_path / "issued" / "2021-03"
    assert folder.returned(period) == tmp_path / "returned" / "2021-03"
    assert folder.reports(period) == tmp_path / "reports" / "2021-03"
    assert folder.ledger == tmp_path / "ledger.db" and folder.review == tmp_path / "review.xlsx"


def test_a_ledger_may_be_a_database_address(tmp_path: Path) -> None:
    init_folder(tmp_path, "云河区", 2021)
    edit(tmp_path, 'ledger = "ledger.db"', 'ledger = "sqlite:///x.db"')
    assert open_folder(tmp_path).ledger == "sqlite:///x.db"


def test_plans_have_a_due_hour_where_the_office_sets_one(tmp_path: Path) -> None:
    assert init_folder(tmp_path, "云河区", 2021).settings.plan_due is None
    assert open_folder(tmp_path).settings.plan_due is None
    edit(tmp_path, '# plan_due = "2021-03-08 12:00"', 'plan_due = "2021-03-09 17:30"')
    assert open_folder(tmp_path).settings.plan_due == datetime(2021, 3, 9, 17, 30)


def test_identities_and_keys_are_all_different(tmp_path: Path) -> None:
    one, two = (init_folder(tmp_path / name, "云河区", 2021).settings for name in "ab")
    assert one.identity != two.identity and one.key != two.key and len(one.key) == 64


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip()))
def test_any_name_survives_the_settings_file(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("f")
    init_folder(place, name, 2021)
    assert open_folder(place).settings.name == name.strip()


def test_a_folder_is_not_made_twice(tmp_path: Path) -> None:
    init_folder(tmp_path, "云河区", 2021)
    with pytest.raises(FolderError, match="已经是工作文件夹"):
        init_folder(tmp_path, "云河区", 2021)


def test_an_unknown_folder_says_what_to_run(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "无"):
        with pytest.raises(FolderError, match="breakdown init"):
            open_folder(place)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "云河区"', "name = 云河区", r"breakdown.toml 第4行第\d+列写法有误"),
        ('name = "云河区"', "", "缺少“name”"),
        ('name = "云河区"', 'name = " "', "地区名称是空的"),
        ("year = 2021", 'year = "2021"', "“year”的值是“2021”；应是整数"),
        ("year = 2021", "year = true", "应是整数"),
        ("year = 2021", "year = 21", "工作年度是 21"),
        ('cadence = "月"', 'cadence = "天"', "调度周期是“天”"),
        ("due_day = 5", "due_day = 31", "应在 1 到 28 之间"),
        ("due_day = 5", "dueday = 5", "不认识“dueday”"),
        ("due_day = 5", 'plan_due = "三月八日"', "“plan_due”的值是“三月八日”；应写明日期和钟点，如 2019-03-08 12:00"),
        ("due_day = 5", 'plan_due = "2019-03-08"', "“plan_due”的值是“2019-03-08”；应写明日期和钟点"),
        ("due_day = 5", "plan_due = 8", "“plan_due”的值是“8”；应是加英文引号的文字"),
        ('key = "', 'key = ""\n# "', "identity、key"),
    ],
)
def test_mistakes_in_the_settings_are_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    init_folder(tmp_path, "云河区", 2021)
    edit(tmp_path, old, new)
    with pytest.raises(FolderError, match=told):
        open_folder(tmp_path)


def test_a_settings_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes('name = "云河区"'.encode("gbk"))
    with pytest.raises(FolderError, match="UTF-8"):
        open_folder(tmp_path)


@pytest.mark.parametrize("bad", [{"cadence": "天"}, {"due_day": 0}])
def test_no_folder_is_made_with_senseless_settings(tmp_path: Path, bad: dict[str, str | int]) -> None:
    with pytest.raises(FolderError):
        init_folder(tmp_path, "云河区", 2021, **bad)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def edit(place: Path, old: str, new: str) -> None:
    file = place / SETTINGS_FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
