"""Heights and widths by arithmetic."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from breakdown.layout import (
    MAX_HEIGHT,
    Cell,
    fit_widths,
    fitting_size,
    line_count,
    needed_height,
    paper_width,
    per_line,
    widen,
)


def test_characters_of_a_line_follow_the_measured_rule() -> None:
    assert per_line(34, 10.5) == 16
    assert per_line(1, 22) == 1


def test_lines_count_own_breaks_and_latin_as_narrow() -> None:
    assert line_count("", 34, 10.5) == 1
    assert line_count("云" * 16, 34, 10.5) == 1
    assert line_count("云" * 17, 34, 10.5) == 2
    assert line_count("a" * 26, 34, 10.5) == 1
    assert line_count("云\n\n河", 34, 10.5) == 3


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    low, high = Cell("短", 34, 10.5), Cell("长" * 100, 34, 10.5)
    assert needed_height([low, high]) == needed_height([high]) > needed_height([low])
    assert needed_height([]) == 0


@given(st.text(st.sampled_from("云河区清溪镇，。a1 \n"), max_size=4000), st.floats(6, 60))
def test_more_width_or_smaller_text_never_needs_more_height(text: str, width: float) -> None:
    here = needed_height([Cell(text, width, 10.5)])
    assert needed_height([Cell(text, width + 7, 10.5)]) <= here
    assert needed_height([Cell(text, width, 8)]) <= here


@given(st.integers(1, 6000))
def test_widened_or_shrunk_text_fits_unless_the_limit_is_reached(length: int) -> None:
    text = "云" * length
    width = widen([text], 20, 10.5, 72)
    assert 20 <= width <= 72
    assert width == 72 or needed_height([Cell(text, width, 10.5)]) <= MAX_HEIGHT
    size = fitting_size(text, width, 10.5, 7)
    assert size == 7 or needed_height([Cell(text, width, size)]) <= MAX_HEIGHT


def test_tables_fill_their_page_and_stay_readable() -> None:
    room = paper_width("A4", True, 28)
    filled = fit_widths([6, 44, 44], room, 0.62)
    assert filled[0] == 6 and room - 4 < sum(filled) < room
    squeezed = fit_widths([6, *[30] * 15], room, 0.62)
    assert squeezed[0] == 6 and sum(squeezed) < 6 + 30 * 15 and min(squeezed[1:]) >= 13
