"""A reading as plain records: what a script gets."""

from __future__ import annotations

from breakdown.reading import task_records
from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.parse.readings import read

TEXT = """
云河区2021年重点任务分解
1.修建清溪桥。
牵头单位：区教育局；配合单位：区发展改革委、交通局、工业园区管委会
2.修缮校舍。
牵头单位：区教育局
"""


def test_completed_names_are_given_with_their_print(words: Words) -> None:
    first, second = task_records(build_tasks([("notice.txt", read(TEXT, words))], words))
    # a zone is no department of the district
    assert first["support_units"] == ["区发展改革委", "区交通局", "工业园区管委会"]
    assert first["expanded"] == {"区交通局": "交通局"}
    assert second["expanded"] == {}
