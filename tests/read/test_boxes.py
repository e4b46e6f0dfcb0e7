"""Tables drawn with line characters."""

from __future__ import annotations

from breakdown.document import Paragraph, Table
from breakdown.read.boxes import box_cells, is_boxed
from breakdown.read.contents import Placed
from breakdown.read.text import gather_lines

ALIGNED = """\
┌──┬──────┬─────────┐
│序号│  任务      │     责任单位     │
│    │            ├────┬────┤
│    │            │ 牵头   │ 配合   │
├──┼──────┴────┴────┤
│一、产业发展                      │
├──┼──────┬────┬────┤
│ 1  │修建清溪桥，│区交通局│区财政局│
│    │二期开工    │        │        │
├──┼──────┤        ├────┤
│ 2  │1.栽树      │        │无      │
│    │2.种草      │        │        │
└──┴──────┴────┴────┘"""


def _cells(text: str) -> list[Placed]:
    return box_cells(list(enumerate(text.split("\n"), 11)))


def _grid(text: str) -> dict[tuple[int, int], tuple[int, int, str]]:
    return {(row, column): (high, wide, said) for row, column, high, wide, said, _ in _cells(text)}


def test_cells_span_what_no_rule_parts() -> None:
    grid = _grid(ALIGNED)
    assert grid[0, 0] == (2, 1, "序号")
    assert grid[0, 2] == (1, 2, "责任单位")
    assert (grid[1, 2], grid[1, 3]) == ((1, 1, "牵头"), (1, 1, "配合"))
    assert grid[2, 0] == (1, 4, "一、产业发展")
    assert grid[3, 1] == (1, 1, "修建清溪桥，二期开工")
    assert grid[3, 2] == (2, 1, "区交通局"), "one unit for two tasks, since no rule stands between them"
    assert grid[4, 1] == (1, 1, "1.栽树\n2.种草")


def test_columns_are_counted_where_the_spaces_are_lost() -> None:
    squeezed = ALIGNED.replace(" ", "").split("\n")
    body = "\n".join([squeezed[0].replace("─────────", "────┬────"), *squeezed[7:]])
    grid = _grid(body)
    assert grid[0, 1][2] == "修建清溪桥，二期开工"
    assert [grid[0, column][2] for column in (2, 3)] == ["区交通局", "区财政局"]


def test_only_lines_with_edges_at_both_ends_are_drawn() -> None:
    assert is_boxed("│ 1 │修桥│")
    assert not is_boxed("│ 1 修桥")
    assert not is_boxed("一、产业发展")


def test_a_cell_knows_its_line() -> None:
    places = {said: place for *_, said, place in _cells(ALIGNED)}
    assert places["区财政局"] == "第18行"


def test_a_drawn_table_among_lines_is_a_table() -> None:
    spaced = ALIGNED.replace("\n", "\n\n")
    first, table, last = gather_lines(f"附件\n{spaced}\n注：完").blocks
    assert isinstance(first, Paragraph) and isinstance(last, Paragraph) and isinstance(table, Table)
    assert [cell.text for cell in table.rows[3]] == ["1", "修建清溪桥，二期开工", "区交通局", "区财政局"]
    assert table.rows[3][2] is table.rows[4][2]


def test_edges_without_rules_are_lines() -> None:
    blocks = gather_lines("│ 甲 │\n│ 乙 │\n│ 丙 │").blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
