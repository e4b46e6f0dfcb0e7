"""Names that leave out what a neighbour states."""

from __future__ import annotations

import pytest

from breakdown.records import Reading
from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.parse.readings import read


def reading(closing: str, words: Words) -> Reading:
    text = f"云河市2023年重点任务分解\n1.办好实事。（{closing}）\n2.修路。（市国资委负责）"
    return build_tasks([("n.txt", read(text, words))], words)


@pytest.mark.parametrize(
    ("closing", "units"),
    [
        ("市发展改革委、财政局、商务局", ["市发展改革委", "市财政局", "市商务局"]),
        ("市教育局牵头，市财政局、市场监管局配合", ["市教育局", "市财政局", "市市场监管局"]),
        ("云河区教育局、民政局", ["云河区教育局", "云河区民政局"]),
        ("市委组织部、统战部、人社局", ["市委组织部", "市委统战部", "市人社局"]),
        ("市教育局牵头，民政局、国有云岭林场配合", ["市教育局", "市民政局", "国有云岭林场"]),
        ("省教育厅牵头，民政厅配合", ["省教育厅", "省民政厅"]),
        ("市财政局牵头，国资委配合", ["市财政局", "市国资委"]),
        ("市“双创”办、教育局、法制办", ["市“双创”办", "市教育局", "市法制办"]),
        ("镇财政所、规建办、农业服务中心", ["镇财政所", "镇规建办", "镇农业服务中心"]),
        ("镇经发办牵头，规建办配合", ["镇经发办", "镇规建办"]),
        ("街道平安办、党政办", ["街道平安办", "街道党政办"]),
        ("云河市、桐溪市、德源县人民政府", ["云河市人民政府", "桐溪市人民政府", "德源县人民政府"]),
        ("市教育局牵头，云河、桐溪市政府配合", ["市教育局", "云河市政府", "桐溪市政府"]),
    ],
)
def test_the_full_name_stands_beside_the_print(words: Words, closing: str, units: list[str]) -> None:
    found = reading(closing, words)
    first = found.assignments[found.assignments["task_id"] == found.assignments["task_id"].iloc[0]]
    assert list(first["unit"]) == units
    assert [printed for printed in first["printed"] if printed in closing] == list(first["printed"])
    told = [problem for problem in found.problems if problem.code == "unit-expanded"]
    assert [problem.severity for problem in told] == ["提示"]
    assert not found.tasks["doubts"].iloc[0]


@pytest.mark.parametrize(
    "closing",
    ["市教育局、人民银行、清溪镇、云河海关", "财政部、商务部", "市财政局、各县区", "社区教育中心、体育局",
     "镇财政所、教育局", "镇经发办牵头，财政局、派出所配合", "镇平安办牵头，清溪派出所、司法所配合",
     "清溪镇经发办、清溪派出所"],
)  # fmt: skip
def test_whole_names_stay(words: Words, closing: str) -> None:
    found = reading(closing, words)
    assert list(found.assignments["unit"]) == list(found.assignments["printed"])
    assert "unit-expanded" not in [problem.code for problem in found.problems]
