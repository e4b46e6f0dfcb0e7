"""A task keeps its id through renumbering, small corrections, moves and additions."""

from __future__ import annotations

import random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.columns import TASKS, make_frame
from breakdown.tasks.identity import match_tasks

CONTENTS = [
    "新建城区公共停车场3处，新增停车位600个以上。",
    "完成清溪镇老街改造，打造特色商业街区1条。",
    "新增规模以上工业企业8家，培育专精特新企业5家。",
    "推进云河水库除险加固，汛前完成主体工程。",
    "建成投用区疾控中心，提升公共卫生服务能力。",
    "持续开展农村人居环境整治，新改建农村户厕1200户。",
]


def frame(*rows: dict[str, object] | str) -> pd.DataFrame:
    """Tasks numbered from 1 under one heading, unless a row says otherwise."""
    made = []
    for at, row in enumerate(rows, 1):
        given_row = {"content": row} if isinstance(row, str) else row
        made.append({"task_id": f"n{at}", "no": str(at), "section": "一、城市建设", "position": at} | given_row)
    return make_frame(TASKS, made)


def ids(tasks: pd.DataFrame, prefix: str) -> pd.DataFrame:
    return tasks.assign(task_id=[f"{prefix}{at}" for at in range(1, len(tasks) + 1)])


@given(st.permutations(CONTENTS))
def test_any_order_and_any_numbering_finds_the_same_tasks(order: list[str]) -> None:
    old, new = ids(frame(*CONTENTS), "old"), frame(*order)
    assert match_tasks(old, new) == {f"n{at}": f"old{CONTENTS.index(text) + 1}" for at, text in enumerate(order, 1)}


def test_small_corrections_under_new_numbers() -> None:
    corrected = [text.replace("个", "座").replace("，", "；") for text in CONTENTS]
    matched = match_tasks(ids(frame(*CONTENTS), "old"), frame("一项全新的工作：成立区数据集团。", *corrected))
    assert matched == {f"n{at + 1}": f"old{at}" for at in range(1, 7)}


def test_rewritten_task_is_known_by_number_and_heading() -> None:
    old = frame({"content": "新建城区公共停车场3处，新增停车位600个以上。", "no": "9"})
    new = {"content": "新建公共停车场4处，新增车位，年底前全部投用。", "no": "9"}
    assert match_tasks(old, frame(new)) == {"n1": "n1"}
    assert match_tasks(old, frame(new | {"no": "10"})) == {}


def test_other_tasks_stay_other_tasks() -> None:
    assert match_tasks(frame(*CONTENTS[:3]), frame(*CONTENTS[3:])) == {}
    assert match_tasks(frame(), frame(*CONTENTS)) == match_tasks(frame(*CONTENTS), frame()) == {}


def test_equal_contents_are_told_apart_by_heading_number_and_goal() -> None:
    first = {"content": "增长5%左右", "subsection": "2.一般公共预算收入"}
    second = {"content": "增长5%左右", "subsection": "5.居民人均可支配收入"}
    third = {"content": "推进项目建设，年内完成投资计划", "goal": "完成投资3亿元"}
    fourth = third | {"goal": "完成投资5亿元"}
    old = ids(frame(first, second, third, fourth), "old")
    renumbered = [second | {"subsection": "3.居民人均可支配收入"}, first | {"subsection": "4.一般公共预算收入"}]
    swapped = frame(fourth, *renumbered, third)
    assert match_tasks(old, swapped) == {"n1": "old4", "n2": "old2", "n3": "old1", "n4": "old3"}
    assert match_tasks(old, frame(second)) == {"n1": "old2"}


def test_wholly_equal_tasks_keep_their_order() -> None:
    same = frame(*[{"content": CONTENTS[0], "no": ""}] * 3)
    assert match_tasks(ids(same, "old"), same) == {f"n{at}": f"old{at}" for at in (1, 2, 3)}


@settings(max_examples=40)
@given(*[st.lists(st.text("建设改造项目35个", max_size=20), max_size=8)] * 2)
def test_no_id_is_given_twice(old: list[str], new: list[str]) -> None:
    matched = match_tasks(ids(frame(*old), "old"), frame(*new))
    assert len(set(matched.values())) == len(matched) <= min(len(old), len(new))
    again = match_tasks(ids(frame(*old), "old"), frame(*old))
    assert sorted(again) == sorted(f"n{at}" for at in range(1, len(old) + 1))


def test_four_hundred_tasks_in_reverse_are_all_known_again() -> None:
    draw = random.Random(7)
    texts = ["推进" + "".join(draw.choices("城乡道路水利教育医疗园区企业项目建设改造提升", k=90)) for _ in range(400)]
    matched = match_tasks(ids(frame(*texts), "old"), frame(*(text[:40] + "并" + text[42:] for text in reversed(texts))))
    assert matched == {f"n{at}": f"old{401 - at}" for at in range(1, 401)}
