"""Names of units printed one behind the other."""

from __future__ import annotations

import pytest

from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.parse.readings import read


def units_and_doubts(words: Words, glued: str, others: str) -> tuple[list[str], str]:
    """The units of the first task, which a notice gives glued together, and its doubts."""
    text = f"清溪镇2023年重点任务分解\n1.办好实事。\n责任单位：{glued}\n2.修路。\n责任单位：{others}"
    reading = build_tasks([("n.txt", read(text, words))], words)
    task = reading.tasks.iloc[0]
    items = reading.assignments[reading.assignments["task_id"] == task["task_id"]]
    assert list(items["position"]) == list(range(1, len(items) + 1))
    return list(items["unit"]), task["doubts"]


def test_names_that_stand_elsewhere_are_parted(words: Words) -> None:
    units, doubts = units_and_doubts(words, "财政所、派出所工商质监所司法所", "派出所、司法所、工商质监所")
    assert units == ["财政所", "派出所", "工商质监所", "司法所"]
    assert "“派出所工商质监所司法所”" in doubts


def test_names_of_two_kinds_are_parted_where_both_are_known(words: Words) -> None:
    assert units_and_doubts(words, "财政局发改委", "财政局、发改委")[0] == ["财政局", "发改委"]


def test_names_that_nobody_knows_stay_as_printed(words: Words) -> None:
    units, doubts = units_and_doubts(words, "派出所工商质监所司法所", "派出所、司法所")
    assert units == ["派出所工商质监所司法所"]
    assert "“派出所工商质监所司法所”" in doubts


@pytest.mark.parametrize(
    "name",
    ["财政局国库中心", "教育局办公室", "公安局交警大队", "市公安局云河分局", "市委政法委", "市纪委监委", "人民检察院",
     "市政府办公厅", "云河大学附属医院", "国家税务总局云河市税务局", "科学技术局", "镇乡村振兴办公室", "街道办事处"],
)
def test_one_name_with_two_endings_is_no_doubt(words: Words, name: str) -> None:
    assert units_and_doubts(words, name, "市公安局、市委、政法委、财政局、国库中心、教育局、办公室") == ([name], "")
