"""A command that was typed wrong is told so in one Chinese sentence."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from breakdown.cli import app


@pytest.mark.parametrize(("typed", "says"), [
    ("merge", "缺少 --period"),
    ("merge --period", "--period 后面缺少内容"),
    ("merge --perid 2021-03", "没有 --perid 这个选项，相近的有 --period、--prefer"),
    ("--bogus", "没有 --bogus 这个选项"),
    ("mrege", "没有 mrege 这个命令，您是不是要写 merge"),
    ("report 九月", "没有 九月 这个命令"),
    ("-C 云河区", "缺少命令"),
    ("read", "缺少“通知”"),
    ("history 1 2 3", "多出了 2 3"),
    ("issue --period 2021-03 --jobs 0", "--jobs 的内容不对：应不小于 1"),
    ("issue --period 2021-03 --jobs 两个", "--jobs 的内容不对：应是整数"),
    ("issue --period 2021-03 --engine ray", "--engine 的内容不对：没有 ray，应是 local、dask 之一"),
    ("export 任务", "“表名”的内容不对：没有 任务，应是 tasks、assignments、progress、problems、returns 之一"),
    ("issue --period 2021-03 --dry-run=3", "--dry-run 后面不带内容"),
])
def test_what_is_typed_wrong_is_told_in_one_sentence(typed: str, says: str) -> None:
    result = CliRunner().invoke(app, typed.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"用法不对：{says}。加 --help 看说明。\n")


def test_a_group_without_a_verb_shows_its_page() -> None:
    alone, asked = (CliRunner().invoke(app, ["report", *words]) for words in ([], ["--help"]))
    assert (alone.exit_code, alone.stdout, alone.stderr) == (2, "", asked.stdout)
