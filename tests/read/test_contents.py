"""What all readers gather: tables, and frames that are none."""

from __future__ import annotations

from breakdown.document import Paragraph
from breakdown.read.contents import Contents


def test_a_table_of_one_column_is_a_frame_around_running_text() -> None:
    contents = Contents()
    contents.table([(0, 0, 1, 2, "一、城建", "A1"), (1, 0, 1, 1, "1.修桥。\n2.修路。", "A2"), (1, 1, 1, 1, "", "B2")])
    assert contents.blocks == [
        Paragraph("一、城建", 1, "A1"), Paragraph("1.修桥。", 2, "A2"), Paragraph("2.修路。", 3, "A2"),
        Paragraph("", 4, "B2"),
    ]  # fmt: skip
