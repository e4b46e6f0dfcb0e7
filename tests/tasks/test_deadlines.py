"""Deadlines as printed → dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.tasks.deadlines import find_day, read_deadline
from breakdown.tasks.signed import signing_day
from breakdown.words import Words
from tests.shared import GOLD, read_gold, work_year


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_agrees_with_the_gold(name: str, words: Words) -> None:
    wrong = []
    for task in read_gold(name):
        if task["deadline_text"] is None:
            continue
        read = read_deadline(task["deadline_text"], work_year(name), words.deadlines)
        got = (read.due.isoformat() if read.due else None, read.ongoing, read.done)
        if got != (task["due"], task["ongoing"], task["done"]):
            wrong.append((task["no"], task["deadline_text"], got))
    assert not wrong


SURE = {
    "3月底前": "2021-03-31",
    "2月底": "2021-02-28",
    "６月３０日前": "2021-06-30",
    "6月30日前完成": "2021-06-30",
    "6月30号之前": "2021-06-30",
    "2021年6月30日": "2021-06-30",
    "2021.6.30": "2021-06-30",
    "2021-06-30前": "2021-06-30",
    "2021.12": "2021-12-31",
    "2021-12": "2021-12-31",
    "2021年12月31日24时前": "2021-12-31",
    "3月8日下午5点前": "2021-03-08",
    "9月投入使用": "2021-09-30",
    "5月底前动工": "2021-05-31",
    "12月": "2021-12-31",
    "二〇二一年十二月底": "2021-12-31",
    "二○二一年十二月三十一日前": "2021-12-31",
    "21年底前": "2021-12-31",
    "2021": "2021-12-31",
    "2021、2022年": "2022-12-31",
    "今明两年": "2022-12-31",
    "2021.06-12": "2021-12-31",
    "2021-03-31\n7%": "2021-03-31",
    "2021.6-2021.12": "2021-12-31",
    "明年一季度": "2022-03-31",
    "2022年上半年": "2022-06-30",
    "“五一”节前": "2021-04-30",
    "年底前完成80%，次年6月全部完成": "2022-06-30",
    "6月底前完成并持续推进": "2021-06-30",
    "2021/6/30": "2021-06-30",
    "20210630": "2021-06-30",
    "6.30前": "2021-06-30",
    "2021年3月8日12时前": "2021-03-08",
    "六月底前": "2021-06-30",
    "十二月三十一日前": "2021-12-31",
    "十月底": "2021-10-31",
    "二〇二一年六月底前": "2021-06-30",
    "21年6月底前": "2021-06-30",
    "5月份": "2021-05-31",
    "5月": "2021-05-31",
    "3月上旬": "2021-03-10",
    "3月中旬": "2021-03-20",
    "3月下旬": "2021-03-31",
    "3月中下旬": "2021-03-31",
    "一季度": "2021-03-31",
    "第二季度": "2021-06-30",
    "二季度末": "2021-06-30",
    "3季度": "2021-09-30",
    "前三季度": "2021-09-30",
    "Q3": "2021-09-30",
    "一至三季度": "2021-09-30",
    "三、四季度": "2021-12-31",
    "三季度、四季度": "2021-12-31",
    "7-8月": "2021-08-31",
    "7月—8月": "2021-08-31",
    "3月至11月": "2021-11-30",
    "5、6月": "2021-06-30",
    "3月1日至6月15日": "2021-06-15",
    "2021年3月—12月": "2021-12-31",
    "2021年3月-2022年6月": "2022-06-30",
    "上半年": "2021-06-30",
    "2021年上半年": "2021-06-30",
    "下半年": "2021-12-31",
    "年底前": "2021-12-31",
    "年内": "2021-12-31",
    "全年": "2021-12-31",
    "今年年底前": "2021-12-31",
    "年末完成": "2021-12-31",
    "2021年底前": "2021-12-31",
    "2021年": "2021-12-31",
    "2021年内完成": "2021-12-31",
    "2021年—2023年": "2023-12-31",
    "2021-2023年": "2023-12-31",
    "2022年底前": "2022-12-31",
    "明年3月底前": "2022-03-31",
    "2022年一季度": "2022-03-31",
    "到2025年建成": "2025-12-31",
    "“十四五”末": "2025-12-31",
    "十五五期间": "2030-12-31",
    "11月—次年3月": "2022-03-31",
    "国庆节前": "2021-09-30",
    "“七一”前": "2021-06-30",
    "元旦前": "2021-12-31",
    "3月底前完成立项，6月底前开工，10月底前完工": "2021-10-31",
    "全年：9月底前完成主体工程。": "2021-12-31",
    "加快推进，9月底前完成": "2021-09-30",
    "持续推进，确保完成全年目标任务": "2021-12-31",
    "完成2021年度老旧小区改造目标任务": "2021-12-31",
    "落实《全年行动计划》，8月底前完成": "2021-08-31",
    "甲项已完成。9月底前完成乙项。": "2021-09-30",
    "每月25日前报送进展，11月底前完成": "2021-11-30",
    "3月起开展，9月底前完成": "2021-09-30",
    "每年10月底前": "2021-10-31",
    "时限：5月底前，工期压缩至3个工作日内": "2021-05-31",
}


@pytest.mark.parametrize(("text", "due"), SURE.items())
def test_reads_a_date_without_a_doubt(text: str, due: str, words: Words) -> None:
    read = read_deadline(text, 2021, words.deadlines)
    assert (read.due, read.ongoing, read.done, read.doubts, read.repairs) == (
        date.fromisoformat(due), False, False, (), ()
    )


DOUBTFUL = {
    "9月31日前": (None, "不是真实存在的日期"),
    "2月30日": (None, "不是真实存在的日期"),
    "13月底前": (None, "不是真实存在的月份"),
    "2个月内": (None, "从哪一天算起"),
    "两个月内完成": (None, "从哪一天算起"),
    "30日内": (None, "从哪一天算起"),
    "省出台文件后2个月": (None, "要等他事"),
    "项目竣工后1个月": (None, "“项目竣工后1个月”要等他事"),
    "合同签订之日起6个月内": (None, "要等他事"),
    "启动后半年内": (None, "要等他事"),
    "自印发之日起3个月内": (None, "没有读到通知的日期"),
    "30个工作日内": (None, "从哪一天算起"),
    "3个月": (None, "从哪一天算起"),
    "元宵节前": (None, "没有固定日期"),
    "春节期间": (None, "没有固定日期"),
    "五一前后": (None, "没有固定日期"),
    "两会前": (None, "没有固定日期"),
    "立即": (None, "没有写明日期"),
    "即时": (None, "没有写明日期"),
    "按时间节点": (None, "没有写明日期"),
    "按上级要求": (None, "“按上级要求”没有写明日期"),
    "与省同步": (None, "“与省同步”没有写明日期"),
    "本届政府任期内": (None, "没有写明日期"),
    "待定": (None, "没有写明日期"),
    "尽快完成": (None, "没有写明日期"),
    "三季度前": ("2021-09-30", "也可能指季度开始之前"),
    "2025年前": ("2024-12-31", "也可能指2025年底前"),
    "2026年6月持续跟踪": ("2026-06-30", "既写了日期又写了持续"),
    "2016—2018年底前": ("2018-12-31", "早于工作年度"),
    "上级方案印发后": (None, "没有日期"),
    "汛期前": (None, "没有固定日期"),
    "春节前完成": (None, "没有固定日期"),
    "三年内完成": (None, "从哪一天算起"),
    "3年内": (None, "从哪一天算起"),
    "本月底前": (None, "哪个月"),
    "6月前": ("2021-05-31", "也可能指6月底前"),
    "3月初": ("2021-03-10", "按3月10日理解"),
    "年中前完成": ("2021-06-30", "按6月30日理解"),
    "11-3月": ("2022-03-31", "跨年"),
    "2020年12月底前": ("2020-12-31", "早于工作年度"),
    "2022年3月底前完成招标，6月底前开工": ("2022-06-30", "按2022年理解"),
    "9月31日前开工，年底前完成": ("2021-12-31", "不是真实存在的日期"),
}


@pytest.mark.parametrize(("text", "due", "doubt"), [(text, *rest) for text, rest in DOUBTFUL.items()])
def test_says_what_is_uncertain(text: str, due: str | None, doubt: str, words: Words) -> None:
    read = read_deadline(text, 2021, words.deadlines)
    assert read.due == (date.fromisoformat(due) if due else None)
    assert not read.ongoing
    assert any(doubt in sentence for sentence in read.doubts), read.doubts


@pytest.mark.parametrize("text", [
    "持续推进", "常态化开展", "长期坚持", "深入实施，久久为功", "有序推进。", "按照序时要求加快推进", "每季度末",
    "每月25日前", "每半年开展一次", "每月5日、20日前", "每季度结束后10日内", "每季度首月10日前", "每周五前",
    "每两月1次", "每3个月", "抓紧推进",
    "次月5日前",     "2021年每季度末月25日前", "每季度末月20日前报送", "动态调整", "随时",
    "按月调度", "一月一调度", "常年开展", "3月起持续推进", "巩固提升。", "逐月通报", "持续推进；每季度通报一次",
])
def test_continuing_work_has_no_date(text: str, words: Words) -> None:
    read = read_deadline(text, 2021, words.deadlines)
    assert (read.due, read.ongoing, read.done, read.doubts) == (None, True, False, ())


@pytest.mark.parametrize("text", [
    "已完成", "立行立改（已完成）", "已于1月完成", "已完成。", "已全面完成", "工程已完成", "已办结",
    "已完成市场化运营。",
])
def test_finished_work(text: str, words: Words) -> None:
    read = read_deadline(text, 2021, words.deadlines)
    assert (read.due, read.ongoing, read.done) == (None, False, True)


def test_what_is_done_in_part_is_not_done(words: Words) -> None:
    part = read_deadline("6月底前（已完成前期）", 2021, words.deadlines)
    assert (part.due, part.done) == (date(2021, 6, 30), False)
    begun = read_deadline("已于1月完成，转入常态化管理", 2021, words.deadlines)
    assert not begun.done and "已于" in begun.doubts[0]


@pytest.mark.parametrize("text", [
    "", "   ", "做好前期工作", "新建幼儿园2所", "已完成投资60%", "一期已完成，二期加紧建设",
    "二期加快推进建设，三期全面完工", "力争2021年考核居全市前三名",
    "完成投资6.5亿元", "审批时间压缩至3个工作日内", "抓好“十四五”规划编制",
])
def test_text_without_a_time_says_nothing(text: str, words: Words) -> None:
    read = read_deadline(text, 2021, words.deadlines)
    assert (read.due, read.ongoing, read.done, read.doubts) == (None, False, False, ())


@pytest.mark.parametrize(("text", "due"), [("202112月底前", "2021-12-31"), ("20216月30日前", "2021-06-30"),
                                           ("20229月", "2022-09-30")])
def test_a_lost_year_sign_is_a_repair_and_no_doubt(text: str, due: str, words: Words) -> None:
    read = read_deadline(text, 2021, words.deadlines)
    assert read.due == date.fromisoformat(due)
    assert read.doubts == ()
    assert len(read.repairs) == 1
    assert text in read.repairs[0]


SIGNED = date(2021, 1, 31)
COUNTED = {
    "自印发之日起3个月内": ("2021-04-30", ()),
    "自本通知印发之日起3个月内完成": ("2021-04-30", ()),
    "通知下发后1个月内": ("2021-02-28", ()),
    "2个月内": ("2021-03-31", ("按通知日期2021-01-31起算",)),
    "收到本通知之日起15日内": ("2021-02-15", ("从收到通知之日算起，暂按通知日期2021-01-31起算",)),
    "全年均衡推进，11月30日前完成": ("2021-11-30", ("既写了全年又写了日期，按2021-11-30到期理解",)),
    "抓紧办理": (None, ("“抓紧”没有写明日期",)),
    "一月内办结": ("2021-02-28", ("按通知日期2021-01-31起算",)),
    "三月内": ("2021-04-30", ("按通知日期2021-01-31起算",)),
    "收到本函后1个月内": (None, ("“收到本函后1个月内”要等他事",)),
    "力争两个月内完成": ("2021-03-31", ("起算",)),
    "三年内完成": ("2024-01-31", ("起算",)),
    "半个月内": ("2021-02-15", ("起算",)),
    "10日内": ("2021-02-10", ("起算",)),
    "30个工作日内": ("2021-03-12", ("起算", "没有扣除节假日")),
    "本通知印发之日起30个工作日内": ("2021-03-12", ("没有扣除节假日",)),
    "省方案印发后2个月": (None, ("要等他事",)),
    "实现企业开办3个工作日内办结": (None, ("从哪一天算起",)),
    "工期压缩至3个月内": (None, ()),
    "0个月内": (None, ("从哪一天算起",)),
    "99999年内": (None, ("从哪一天算起",)),
}


@pytest.mark.parametrize(("text", "due", "doubts"), [(text, *rest) for text, rest in COUNTED.items()])
def test_a_span_is_counted_from_the_day_of_the_notice(
    text: str, due: str | None, doubts: tuple[str, ...], words: Words
) -> None:
    read = read_deadline(text, 2021, words.deadlines, SIGNED)
    assert read.due == (date.fromisoformat(due) if due else None)
    assert len(read.doubts) == len(doubts), read.doubts
    assert all(doubt in sentence for doubt, sentence in zip(doubts, read.doubts, strict=True)), read.doubts


@pytest.mark.parametrize(("text", "due"), [
    ("5月底前", None), ("明年一季度", None), ("年底前", None), ("2月29日前", None), ("完成全年目标任务", None),
    ("2022年3月底前", "2022-03-31"), ("“十四五”末", "2025-12-31"), ("2021年", "2021-12-31"),
])
def test_without_any_year_there_is_no_date(text: str, due: str | None, words: Words) -> None:
    read = read_deadline(text, 0, words.deadlines)
    assert read.due == (date.fromisoformat(due) if due else None)
    assert any("没有写明年度" in doubt for doubt in read.doubts) == (due is None)


@pytest.mark.parametrize(("lines", "day"), [
    (["云河区人民政府办公室", "2021年3月12日"], "2021-03-12"),
    (["云河区人民政府办公室", "二〇二一年三月十二日"], "2021-03-12"),
    (["云河区人民政府办公室　2021年3月12日"], "2021-03-12"),
    (["云河区人民政府办公室 2021年3月15日印发", "2021 年 3 月 12 日"], "2021-03-12"),
    (["云河区人民政府办公室2021年3月15日印发"], "2021-03-15"),
    (["成文日期：2021年3月12日"], "2021-03-12"),
    (["（2021年3月12日）"], "2021-03-12"),
    (["２０２１年３月１２日"], "2021-03-12"),
    (["请于2021年3月20日前报送推进方案。"], None),
    (["2021年2月30日"], None),
    (["重点工作任务清单", "（2021年3月12日）"], "2021-03-12"),
    ([], None),
])
def test_the_day_of_signing_is_found_in_the_letter(lines: list[str], day: str | None) -> None:
    assert signing_day(lines) == (date.fromisoformat(day) if day else None)


def stages(text: str, words: Words) -> list[tuple[str, str, str]]:
    found = read_deadline(text, 2021, words.deadlines).milestones
    return [(item.label, item.due.isoformat(), item.text) for item in found]


def test_stages_in_one_sentence(words: Words) -> None:
    assert stages("8月底前完成设计，年底前建成主体。", words) == [
        ("8月底前", "2021-08-31", "完成设计"), ("年底前", "2021-12-31", "建成主体"),
    ]


def test_stages_by_quarter_and_beyond_the_year(words: Words) -> None:
    assert stages("一季度：完成招标；二季度：开工；次年6月：竣工", words) == [
        ("一季度", "2021-03-31", "完成招标"), ("二季度", "2021-06-30", "开工"), ("次年6月", "2022-06-30", "竣工"),
    ]
    assert stages("3月底前完成招标，6月底前完成基础", words) == [
        ("3月底前", "2021-03-31", "完成招标"), ("6月底前", "2021-06-30", "完成基础"),
    ]


def test_stages_in_paragraphs(words: Words) -> None:
    assert stages("三季度：完成招标。做好交底。\n四季度：开工建设；完成基础工程。", words) == [
        ("三季度", "2021-09-30", "完成招标。做好交底"), ("四季度", "2021-12-31", "开工建设；完成基础工程"),
    ]


def test_stages_under_a_heading_of_time(words: Words) -> None:
    assert stages("三季度：7月底前出台办法，9月底前完成登记。四季度：全面验收。", words) == [
        ("7月底前", "2021-07-31", "出台办法"), ("9月底前", "2021-09-30", "完成登记"),
        ("四季度", "2021-12-31", "全面验收"),
    ]


def test_the_first_stage_keeps_what_it_is_about(words: Words) -> None:
    assert stages("敬老院改造：6月底前开工，11月底前完工。同时加强管理。", words) == [
        ("6月底前", "2021-06-30", "敬老院改造：6月底前开工"), ("11月底前", "2021-11-30", "完工"),
    ]


@pytest.mark.parametrize("text", ["年底前完成", "全年：做好调度，年底前完成。", "每季度末通报", "7-8月：接受检查"])
def test_one_date_is_no_schedule(text: str, words: Words) -> None:
    assert stages(text, words) == []


@given(month=st.integers(1, 12), year=st.integers(2019, 2030))
def test_month_ends_are_real_days(month: int, year: int, words: Words) -> None:
    due = read_deadline(f"{month}月底前", year, words.deadlines).due
    assert due is not None
    assert (due.year, due.month) == (year, month)
    assert date.fromordinal(due.toordinal() + 1).day == 1


SIGNS = "0123456789年月日底前后至、-.季度个上下中旬内每已完成持续推进一二十半自起，。；：\n《》“”"


@given(text=st.text(alphabet=SIGNS, max_size=40), year=st.sampled_from([0, 2021]))
def test_anything_may_be_printed(text: str, year: int, words: Words) -> None:
    read = read_deadline(text, year, words.deadlines, SIGNED)
    assert not (read.ongoing and read.due)
    assert all(item.due <= read.due for item in read.milestones if read.due)


@pytest.mark.parametrize(("text", "due"), [
    ("2026.6.30", "2026-06-30"), ("6月底", "2026-06-30"), ("6月底前完成", "2026-06-30"), ("六月中旬", "2026-06-20"),
    ("2026年6月", "2026-06-30"), ("年底前", "2026-12-31"), ("二季度", "2026-06-30"), ("预计9月30日", "2026-09-30"),
    ("2027年3月底", "2027-03-31"), ("2026-6", "2026-06-30"),
])
def test_find_day(text: str, due: str) -> None:
    assert find_day(text, 2026) == date.fromisoformat(due)


@pytest.mark.parametrize("text", [
    "", "尽快", "9月31日", "6月底完成招标，9月底开工", "6月前", "6.5亿元", "待定", "3月底前开工建设",
])
def test_find_day_never_guesses(text: str) -> None:
    assert find_day(text, 2026) is None
