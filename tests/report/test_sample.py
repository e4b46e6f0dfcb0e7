"""The spot-check sample: in the frame, the same for a seed, drawn again from what is printed, claims more often."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.book import Grid
from breakdown.errors import FolderError
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.sample import Sample, draw_sample
from breakdown.report.sample_book import sample_book
from breakdown.report.summary import Summary
from tests.report.office import SETTINGS, make_office, one_task

MARCH, APRIL_6 = parse_period("2021-03"), date(2021, 4, 6)


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarize(make_office(), MARCH, APRIL_6, SETTINGS)


@settings(max_examples=15)
@given(count=st.integers(1, 60), seed=st.integers(0, 10**6))
def test_every_drawn_row_is_a_row_of_the_frame_and_a_larger_sample_holds_the_smaller(
    summary: Summary, count: int, seed: int
) -> None:
    sample = draw_sample(summary, count, seed)
    frame = set(zip(sample.frame["task_id"], sample.frame["unit"], strict=True))
    standings = set(zip(summary.standings["task_id"], summary.standings["unit"], strict=True))
    assert len(sample.keys) == len(set(sample.keys)) == count and set(sample.keys) <= frame <= standings
    assert sample.drawn["order"].tolist() == list(range(1, count + 1))
    assert draw_sample(summary, count, seed).frame.equals(sample.frame), "the same seed draws the same"
    assert draw_sample(summary, count + 1, seed).keys[:count] == sample.keys


def test_another_seed_draws_another_sample(summary: Summary) -> None:
    assert len({tuple(draw_sample(summary, 12, seed).keys) for seed in range(20)}) == 20


def test_every_stratum_gets_its_share_by_number_and_weight(summary: Summary) -> None:
    for seed in range(10):
        sample = draw_sample(summary, 40, seed)
        drawn = Counter(zip(sample.drawn["unit"], sample.drawn["status"], strict=True))
        # between them lies one threshold: each stratum has as many as its rows times weight times it, rounded
        least = max(Fraction(row.key) for row in sample.drawn.itertuples())
        for (unit, status), rows in sample.frame.groupby(["unit", "status"]):
            share = len(rows) * int(rows["weight"].iloc[0]) * float(least)
            assert share - 1.001 < drawn[unit, status] or drawn[unit, status] == len(rows)
            assert drawn[unit, status] < share + 1.001


def test_claimed_completions_are_drawn_more_often(summary: Summary) -> None:
    claims, others, drawn = 0, 0, Counter[bool]()
    for seed in range(40):
        sample = draw_sample(summary, 12, seed)
        drawn.update(sample.drawn["status"] == "报完成待核验")
        claims = int((sample.frame["status"] == "报完成待核验").sum())
        others = len(sample.frame) - claims
    assert claims and drawn[True] / claims > 2 * drawn[False] / others


def test_it_is_drawn_again_from_the_printed_frame_alone(summary: Summary) -> None:
    """As the method sheet tells it, with nothing of the program but what stands in the workbook."""
    book = sample_book(draw_sample(summary, 12, 7), SETTINGS, "抽查核验")
    grid = next(block for block in book.sheets[2].blocks if isinstance(block, Grid))
    rows = pd.DataFrame(grid.rows, columns=[column.header for column in grid.columns])
    listed = []
    for (unit, status), stratum in rows.groupby(["牵头单位", "状态层"]):
        start = Fraction(int(hashlib.sha256(f"7|{unit}|{status}".encode()).hexdigest()[:8], 16), 4294967296)
        weight = {"报完成待核验": 3, "已销号": 2}.get(str(status), 1)
        codes = sorted((hashlib.sha256(f"7|{task}|{unit}".encode()).hexdigest()[:16], task)
                       for task in stratum["任务编号"])
        listed += [((k - start) / (len(codes) * weight), code, task, unit) for k, (code, task) in enumerate(codes, 1)]
    again = [(task, unit) for _, _, task, unit in sorted(listed)[:12]]
    printed = rows.dropna(subset=["抽中次序"]).sort_values("抽中次序")
    assert list(zip(printed["任务编号"], printed["牵头单位"], strict=True)) == again
    first = next(block for block in book.sheets[0].blocks if isinstance(block, Grid))
    assert [row[2] for row in first.rows] == printed["重点工作"].tolist()


@pytest.mark.parametrize(("count", "said"), [
    (0, "抽查条数是 0；应是 1 以上的整数；请改正 -n 后重试。"), (-3, "抽查条数是 -3"),
    (2, "2021年3月可抽查的只有 1 条，不够抽 2 条；-n 最多是 1；请改小 -n 后重试。"),
])
def test_a_count_that_cannot_be_drawn(count: int, said: str) -> None:
    one = summarize(one_task(reports=[{"status": "推进中"}]), MARCH, APRIL_6, SETTINGS)
    with pytest.raises(FolderError) as told:
        draw_sample(one, count, 7)
    assert said in str(told.value)


def test_a_period_in_which_nobody_reported() -> None:
    with pytest.raises(FolderError, match="2021年3月没有单位填报，无从抽查"):
        draw_sample(summarize(one_task(), MARCH, APRIL_6, SETTINGS), 1, 7)


def test_what_does_not_concern_it_does_not_change_it(summary: Summary) -> None:
    sample: Sample = draw_sample(summary, 5, 1)
    shuffled = summarize(make_office(), MARCH, date(2021, 4, 9), SETTINGS)
    assert draw_sample(shuffled, 5, 1).keys == sample.keys
