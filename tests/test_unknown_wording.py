"""Words that nobody has ever used: what is read by guess is doubted, and hardly anything goes wrong unsaid.

One kind of word after another is replaced, in the notices of examples/notices, by one that stands in no vocabulary. So
every notice becomes one from an office with wording of its own, whose gold is known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from breakdown.document import Block, Cell, Document, Paragraph
from breakdown.errors import NoticeError
from breakdown.parse import parse_document
from breakdown.read import read_document
from breakdown.reading import task_records
from breakdown.tasks import build_tasks
from breakdown.words import Words
from tests.test_notices import FOLDERS, NOTICES, Score, Task, score

_HEAD = r"(?=\s*(?:[:：|\t]|$))"
_VERB = r"(?!单位|部门|领导|责任|人)"
# which words, the one that nobody uses, how many of the tasks may be wrong without a doubt
SWAPS = {
    "lead": (rf"(?:牵头责任|第一责任|主要责任|牵头|主办|承办)(?=(?:单位|部门|科室){_HEAD})", "挑梁", 0.005),
    "support": (rf"(?:配合责任|配合|协办|协同|协助|参与|参加)(?=(?:单位|部门|科室){_HEAD})", "帮衬", 0.005),
    "either": (rf"(?:责任|落实|实施)(?=(?:单位|部门|科室){_HEAD})", "担纲", 0.005),
    "leader": (rf"(?:牵头|责任|分管|联系|负责)(?=(?:领导|人){_HEAD})", "挂帅", 0.005),
    "deadline": (
        rf"(?:完成时限|时间节点|进度安排|完成时间|时限要求|办结时限|时间安排|时限|期限){_HEAD}", "收官节令", 0.02
    ),
    # a verb that only headings use (一、张三县长牵头重点工作) cannot be learned from units beside it
    "leads": (rf"(?<=[\u4e00-\u9fff）)])(?:负责牵头|牵头负责|牵头|主办){_VERB}", "挑梁", 0.15),
    "supports": (rf"(?<=[\u4e00-\u9fff）)])(?:配合|参与|协办|协同|协助){_VERB}", "帮衬", 0.05),
}  # fmt: skip


def _reword(document: Document, word: Callable[[str], str]) -> Document:
    """The document with another word in every piece; a merged cell stays one object."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(replace(block, text=word(block.text)))
            continue
        cells: dict[int, Cell] = {cell.line: replace(cell, text=word(cell.text)) for cell in block.cells()}
        blocks.append(replace(block, rows=tuple(tuple(cells[cell.line] for cell in row) for row in block.rows)))
    return replace(document, blocks=tuple(blocks))


@pytest.fixture(scope="module")
def notices() -> list[tuple[Document, list[Task]]]:
    """Every notice but the slow pdfs, gathered once, with its gold."""
    found = []
    for folder in FOLDERS:
        notice = next((NOTICES / folder).glob("notice.*"))
        if notice.suffix != ".pdf":
            gold = [json.loads(line) for line in (NOTICES / folder / "tasks.jsonl").read_text("utf-8").splitlines()]
            found.append((read_document(notice), gold))
    return found


@pytest.mark.parametrize("kind", SWAPS)
def test_unknown_words_are_doubted(kind: str, notices: list[tuple[Document, list[Task]]], words: Words) -> None:
    pattern, strange, most = SWAPS[kind]

    def reworded(text: str) -> str:
        return re.sub(pattern, strange, text)

    total = Score()
    for document, gold in notices:
        strangely = _reword(document, reworded)
        if strangely == document:
            continue
        named = [task | {"content": reworded(task["content"])} for task in gold]
        # a notice that is refused says so aloud
        with suppress(NoticeError):
            reading = build_tasks([(document.name, parse_document(strangely, words))], words)
            total.add(score(named, task_records(reading)))
    assert total.tasks > 50
    assert total.silent / total.tasks <= most
    # most are read rightly all the same
    assert total.right / total.tasks > 0.5
