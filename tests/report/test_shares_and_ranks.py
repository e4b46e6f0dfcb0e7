"""Shares add up to 100.0; ranks are those of standard competition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breakdown.report.ranking import competition_ranks
from breakdown.report.shares import nested_shares, per_cent


def largest_remainder(counts: list[int]) -> list[float]:
    return list(nested_shares(dict(enumerate(counts)), []).values())


def test_three_thirds() -> None:
    assert largest_remainder([1, 1, 1]) == [33.4, 33.3, 33.3]


def test_the_largest_remainders_get_the_tenths() -> None:
    # 2/7 = 28.571…, 4/7 = 57.142…, 1/7 = 14.285…: one tenth is left over and goes to the first
    assert largest_remainder([2, 4, 1]) == [28.6, 57.1, 14.3]


def test_nothing_to_share() -> None:
    assert largest_remainder([0, 0]) == [0.0, 0.0]
    assert largest_remainder([]) == []


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any))
def test_shares_add_up_and_stay_within_a_tenth(counts: list[int]) -> None:
    shares = largest_remainder(counts)
    assert round(sum(shares), 6) == 100.0
    for count, share in zip(counts, shares, strict=True):
        assert abs(share - 100 * count / sum(counts)) < 0.1
        assert share == round(share, 1)


def test_a_part_alone_rounds_halves_up() -> None:
    assert [per_cent(1, 16), per_cent(14, 24), per_cent(0, 3), per_cent(3, 3)] == [6.3, 58.3, 0.0, 100.0]
    assert per_cent(290, 800) == 36.3


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6).filter(any))
def test_parts_within_parts_add_up_to_the_part(counts: list[int]) -> None:
    cells = dict(enumerate(counts))
    shares = nested_shares(cells, [{at: at < 3 for at in cells}, {at: at // 2 for at in cells}])
    assert round(sum(shares.values()), 6) == 100.0
    assert round(shares[0] + shares[1] + shares[2], 6) == per_cent(sum(counts[:3]), sum(counts))
    for count, share in zip(counts, shares.values(), strict=True):
        assert abs(share - 100 * count / sum(counts)) < 0.1
        assert count or not share


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    assert competition_ranks([9, 7, 5, 5, 1]) == [1, 2, 3, 3, 5]
    assert competition_ranks([5, 9, 5]) == [2, 1, 2]
    assert competition_ranks([]) == []


@given(st.lists(st.integers(0, 9), max_size=30))
def test_a_rank_is_one_more_than_the_number_of_better_ones(scores: list[int]) -> None:
    expected = [1 + sum(other > score for other in scores) for score in scores]
    assert competition_ranks(scores) == expected
