"""What a line of a task says and no row holds is told, word for word."""

from __future__ import annotations

from breakdown.document import Document, Paragraph
from breakdown.parse.account import Account
from breakdown.parse.kept import find_lost, tell_lost
from breakdown.problems import Problem
from breakdown.words import Words
from tests.parse.readings import read


def _told(line: str, kept: str, words: Words) -> list[Problem]:
    account = Account(Document("n.txt", "", (Paragraph(line, 1),)))
    account.book(1, "task")
    return tell_lost(find_lost(account, [kept], words), account, lambda number: f"第{number}行")


def test_a_unit_that_no_row_holds_is_told(words: Words) -> None:
    (problem,) = _told("1.修桥。（区交通局牵头，区财政局配合）", "修桥。区交通局", words)
    assert problem.code == "unread" and "“区财政局”" in problem.sentence
    assert problem.value == "1.修桥。（区交通局牵头，区财政局配合）"


def test_labels_verbs_posts_and_numbers_are_no_loss(words: Words) -> None:
    line = "（一）修桥。由张三副区长负责，区交通局总牵头，区财政局、区教育局分别配合；完成期限：6月底前"
    assert _told(line, "修桥。张三、区交通局、区财政局、区教育局、6月底前", words) == []
    assert _told("修 桥 。 责 任 单 位 ： 区 交 通 局", "修桥区交通局", words) == []


def test_a_deadline_under_a_heading_that_is_no_task_is_not_lost(words: Words) -> None:
    parsed = read(
        """
云河区任务
一、城乡建设
责任单位：区交通局
1.1 个山水桥路。
牵头单位
区交通局
完成时限
6月底前
1.2 田林医学。
责任单位：区交通局；配合单位：区财政局。
1.3 改建水厂。
责任单位：区交通局
""",
        words,
    )
    told = " ".join(problem.sentence + problem.value for problem in parsed.problems)
    assert "6月底前" in told + " ".join(parsed.written["deadline_text"])


def test_a_heading_that_no_row_holds_is_told(words: Words) -> None:
    account = Account(Document("n.txt", "", (Paragraph("二、城乡建设", 1), Paragraph("序号", 2))))
    account.book(1, "heading")
    account.book(2, "columns")
    assert list(find_lost(account, ["修桥。"], words)) == [1]
    assert find_lost(account, ["修桥。", "城乡建设"], words) == {}


def test_letters_that_stand_apart_are_one_word(words: Words) -> None:
    assert [problem.value for problem in _told("●修 建 水 厂 。", "修桥。", words)] == ["●修 建 水 厂 。"]


def test_a_notice_read_whole_has_nothing_to_tell(words: Words) -> None:
    text = "\n1.修建清溪桥。\n牵头单位：区交通局；配合单位：各镇\n2.修缮校舍。（区教育局负责，6月底前完成）\n"
    parsed = read(text, words)
    assert [problem for problem in parsed.problems if problem.code == "unread"] == []
