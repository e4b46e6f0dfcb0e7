"""What is far too large is refused in a moment, whatever its format."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakdown.errors import NoticeError
from breakdown.files.limits import MOST_TEXT
from breakdown.read import read_document


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("修桥\n" * (MOST_TEXT // 7 + 1), "超过 20 MB"), ("修桥\n" * 50_000, "超过 4 万行"),
        ("修桥" * 80_000, "超过 15 万字"), (("修桥" * 500 + "\n") * 2_100, "超过 200 万字"),
        ("序号,任务,单位\n" + "1,修桥,甲\n" * 200_000, "单元格太多"),
        ('[{"任务":1}' + ',{"任务":1}' * 600_000 + "]", "单元格太多"),
        ("\n".join(f'{{"列{at}":1}}' for at in range(2000)), "单元格太多"),
        ("<html><body>" + "<p>修桥</p>" * 350_000, "太多"), ("<html><body>" + "<div>修</div>" * 45_000, "超过 4 万行"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, data: str, says: str) -> None:
    file = tmp_path / "n"
    file.write_text(data, encoding="utf-8")
    with pytest.raises(NoticeError, match=says):
        read_document(file)
