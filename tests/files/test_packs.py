"""Returns in archives: every member found, named as a clerk would look for it, hashed; nothing of it is written."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from breakdown.errors import WorkbookError
from breakdown.files.reader import read_bytes
from breakdown.files.returns import Arrival, Row, collect_returns, keep_copies
from tests.files.attacks import GOOD, locked, nested, zipped

NOW = datetime(2021, 4, 2, 9, 30)
NONE: list[Row] = []


def arrivals(place: Path, home: Path | None = None) -> list[Arrival]:
    return collect_returns([place], home or place / "returned", NONE, NOW)


def gbk_zip(name: str, data: bytes) -> bytes:
    """A zip as Chinese Windows programs write it: names in GB 18030, and no flag that says so."""
    raw = name.encode("gb18030")
    plain = "x" * len(raw)
    return zipped((plain, data)).replace(plain.encode(), raw)


def test_members_of_nested_archives_are_arrivals_of_their_own(tmp_path: Path) -> None:
    inner = zipped(("区水务局.xlsx", GOOD), ("Thumbs.db", "x"), ("子/~$锁.xlsx", "x"))
    (tmp_path / "全部.zip").write_bytes(zipped(
        ("镇/清溪镇.xlsx", GOOD), ("镇/", ""), ("局.zip", inner), ("__MACOSX/._清溪镇.xlsx", "x"), (".DS_Store", "x"),
        ("说明.txt", "请查收"), ("空名\\", ""),
    ))
    found = arrivals(tmp_path)
    assert [each.name for each in found] == [
        "全部.zip/镇/清溪镇.xlsx", "全部.zip/局.zip/区水务局.xlsx", "全部.zip/说明.txt",
    ]
    assert [each.read() for each in found] == [GOOD, GOOD, "请查收".encode()]
    assert found[0].sha256 == found[1].sha256 == read_bytes("表", GOOD).sha256


def test_a_workbook_is_no_archive_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "表.zip").write_bytes(GOOD)
    (tmp_path / "包.xlsx").write_bytes(zipped(("表.xlsx", GOOD)))
    assert [each.name for each in arrivals(tmp_path)] == ["包.xlsx/表.xlsx", "表.zip"]


@pytest.mark.parametrize("name", ["清溪镇填报表.xlsx", "鎮/瀧川.xlsx"])
def test_names_that_do_not_say_their_encoding(tmp_path: Path, name: str) -> None:
    (tmp_path / "包.zip").write_bytes(gbk_zip(name, GOOD))
    assert [each.name for each in arrivals(tmp_path)] == [f"包.zip/{name}"]


@pytest.mark.parametrize("name", ["/etc/表.xlsx", "../../表.xlsx", "..\\..\\表.xlsx", "C:\\表.xlsx", "a\x1b[2J.xlsx"])
def test_a_name_that_leads_elsewhere_is_only_a_name(tmp_path: Path, name: str) -> None:
    home, folder = tmp_path / "甲" / "乙" / "returned", tmp_path / "甲" / "乙" / "来"
    folder.mkdir(parents=True)
    home.mkdir()
    pack = zipped((name, GOOD))
    (folder / "包.zip").write_bytes(pack)
    found = arrivals(folder, home)
    keep_copies(found, home)
    written = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert written == ["甲/乙/returned/包.zip", "甲/乙/来/包.zip"]
    assert (home / "包.zip").read_bytes() == pack and found[0].read() == GOOD
    assert ".." not in found[0].name and "//" not in found[0].name and found[0].name.isprintable()


def test_an_archive_counts_from_when_it_came_and_keeps_its_time(tmp_path: Path) -> None:
    (tmp_path / "包.zip").write_bytes(zipped(("表.xlsx", GOOD)))
    os.utime(tmp_path / "包.zip", (0, datetime(2021, 3, 30, 8).timestamp()))
    first = arrivals(tmp_path)
    assert [each.received_at for each in first] == [datetime(2021, 3, 30, 8)]
    known = [{"sha256": first[0].sha256, "received_at": datetime(2021, 3, 29)}]
    assert collect_returns([tmp_path], tmp_path, known, NOW)[0].received_at == datetime(2021, 3, 29)


@pytest.mark.parametrize(("pack", "name", "found"), [
    (locked(zipped(("表.xlsx", GOOD))), "包.zip/表.xlsx", "密码"),
    (zipped(("表.xlsx", GOOD))[:-40], "包.zip", "不完整"),
    (zipped(), "包.zip", "压缩包"),
    (nested(zipped(("表.xlsx", GOOD)), 5), "包.zip" + "/0.zip" * 5, "超过 5 层"),
])
def test_what_cannot_be_unpacked_is_still_named(tmp_path: Path, pack: bytes, name: str, found: str) -> None:
    (tmp_path / "包.zip").write_bytes(pack)
    arrival, = arrivals(tmp_path)
    assert arrival.name == name and len(arrival.sha256) == 64
    with pytest.raises(WorkbookError, match=found):
        read_bytes(arrival.name, arrival.read())
    assert arrivals(tmp_path) == [arrival] or arrival.refusal is not None


def test_one_damaged_member_does_not_cost_the_others(tmp_path: Path) -> None:
    pack = bytearray(zipped(("甲.txt", "a" * 99), ("乙.txt", "b")))
    pack[40] ^= 0xFF
    (tmp_path / "包.zip").write_bytes(pack)
    bad, good = arrivals(tmp_path)
    assert bad.refusal is not None and "损坏" in str(bad.refusal) and good.read() == b"b"


def test_a_limit_holds_for_every_member_and_for_the_whole(tmp_path: Path) -> None:
    (tmp_path / "包.zip").write_bytes(zipped(("大.csv", b"a," * 1000), ("小.csv", b"a,b")))
    large, small = collect_returns([tmp_path], tmp_path, NONE, NOW, 1500)
    assert large.refusal is not None and small.read() == b"a,b"
    whole, = collect_returns([tmp_path], tmp_path, NONE, NOW, 300)
    assert whole.name == "包.zip"
    with pytest.raises(WorkbookError, match="的内容超过"):
        read_bytes(whole.name, whole.read(300), 300)


def test_a_file_beyond_the_limit_is_hashed_but_not_read(tmp_path: Path) -> None:
    (tmp_path / "大.csv").write_bytes(b"a," * 1000)
    large, = collect_returns([tmp_path], tmp_path, NONE, NOW, 100)
    assert large.refusal is not None and large.sha256 == collect_returns([tmp_path], tmp_path, NONE, NOW)[0].sha256


def test_the_same_zip_twice_is_kept_once(tmp_path: Path) -> None:
    home, pack = tmp_path / "returned", zipped(("表.xlsx", GOOD))
    (tmp_path / "一").mkdir()
    (tmp_path / "一" / "包.zip").write_bytes(pack)
    for _ in range(2):
        home.mkdir(exist_ok=True)
        keep_copies(arrivals(tmp_path / "一", home), home)
    assert [path.name for path in home.iterdir()] == ["包.zip"]
    assert zipfile.ZipFile(io.BytesIO((home / "包.zip").read_bytes())).testzip() is None


def test_files_of_one_name_in_two_folders_stay_apart(tmp_path: Path) -> None:
    came, home = tmp_path / "came", tmp_path / "returned"
    for folder, data in (("甲", b"1"), ("乙", b"2"), ("丙/丁", b"2")):
        (came / folder).mkdir(parents=True)
        (came / folder / "回表.csv").write_bytes(data)
    for _ in range(2):
        found = collect_returns([came], home, NONE, NOW)
        assert sorted(arrival.name for arrival in found) == ["丙/丁/回表.csv", "乙/回表.csv", "甲/回表.csv"]
        keep_copies(found, home)
    assert sorted(file.relative_to(home).as_posix() for file in home.rglob("*.csv")) == [
        "丙/丁/回表.csv", "乙/回表.csv", "甲/回表.csv"]
    assert [arrival.name for arrival in collect_returns([home], home, NONE, NOW)] == [
        arrival.name for arrival in found]


def test_files_given_one_by_one_that_share_a_name_are_numbered(tmp_path: Path) -> None:
    home = tmp_path / "returned"
    paths = [tmp_path / folder / "回表.csv" for folder in "abc"]
    for path, data in zip(paths, (b"1", b"2", b"1"), strict=True):
        path.parent.mkdir()
        path.write_bytes(data)
    found = collect_returns(paths, home, NONE, NOW)
    assert [arrival.name for arrival in found] == ["回表.csv", "回表-2.csv", "回表.csv"]
    keep_copies(found, home)
    assert {file.name: file.read_bytes() for file in home.iterdir()} == {"回表.csv": b"1", "回表-2.csv": b"2"}
    again = collect_returns([paths[1], home], home, NONE, NOW)
    assert {(arrival.name, arrival.sha256) for arrival in again} == {
        (arrival.name, arrival.sha256) for arrival in found}
