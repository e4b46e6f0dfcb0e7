"""Numeric targets in a task's text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakdown.tasks.targets import read_targets
from breakdown.words import Words
from tests.shared import GOLD, read_gold

Row = tuple[str, str, str, float, str]


def rows(text: str, words: Words) -> list[Row]:
    return [(item.name, item.kind, item.relation, item.value, item.unit) for item in read_targets(text, words.targets)]


ONE: dict[str, Row] = {
    "新增规上工业企业3家以上": ("新增规上工业企业", "cumulative", "≥", 3, "家"),
    "新增电商主体２００个。": ("新增电商主体", "cumulative", "=", 200, "个"),
    "增长9%左右": ("增长", "rate", "≈", 9, "%"),
    "GDP增长8%以上。": ("GDP增长", "rate", "≥", 8, "%"),
    "提高0.85个百分点": ("提高", "rate", "=", 0.85, "个百分点"),
    "确保城镇登记失业率控制在4%以内": ("城镇登记失业率", "ceiling", "≤", 4, "%"),
    "调查失业率控制在5%左右": ("调查失业率", "ceiling", "≈", 5, "%"),
    "大班额占比下降到11%以下": ("大班额占比", "ceiling", "≤", 11, "%"),
    "债务率不超过60%": ("债务率", "ceiling", "≤", 60, "%"),
    "厕所服务半径小于500米": ("厕所服务半径", "ceiling", "<", 500, "米"),
    "开办时间压缩至1个工作日": ("开办时间", "ceiling", "≤", 1, "个工作日"),
    "到位资金760亿元": ("到位资金", "cumulative", "=", 760, "亿元"),
    "森林覆盖率达到55%": ("森林覆盖率", "rate", "=", 55, "%"),
    "标准化覆盖率达80%以上": ("标准化覆盖率", "rate", "≥", 80, "%"),
    "案件查处率不低于90%": ("案件查处率", "rate", "≥", 90, "%"),
    "压减一般性支出10%以上": ("压减一般性支出", "rate", "≥", 10, "%"),
    "完成27个老旧小区改造": ("完成老旧小区改造", "cumulative", "=", 27, "个"),
    "力争打造3—5个示范村": ("打造示范村", "cumulative", "≥", 3, "个"),
    "培育十余个特色品牌": ("培育特色品牌", "cumulative", ">", 10, "个"),
    "新建三所小学": ("新建小学", "cumulative", "=", 3, "所"),
    "完成剩余4000余户登记": ("完成剩余登记", "cumulative", ">", 4000, "户"),
    "争取资金在去年基础上翻一番": ("争取资金", "rate", "=", 100, "%"),
    "三分之二以上的村达标": ("村达标", "rate", "≥", 66.67, "%"),
    "游客人均消费突破千元": ("游客人均消费", "rate", ">", 1000, "元"),
    "高新技术企业数量达到130家": ("高新技术企业数量", "rate", "=", 130, "家"),
    "粮食产量稳定在1.6亿斤以上": ("粮食产量", "rate", "≥", 1.6, "亿斤"),
    "人均期望寿命达到79.3岁": ("人均期望寿命", "rate", "=", 79.3, "岁"),
    "国企资产突破600亿": ("国企资产", "rate", ">", 600, "亿"),
    "加工产值与农业产值比达到2∶1": ("加工产值与农业产值比", "rate", "=", 2, "∶1"),
    "建设10万亩高标准农田": ("建设高标准农田", "cumulative", "=", 10, "万亩"),
    "入驻1家以上标杆企业": ("入驻标杆企业", "cumulative", "≥", 1, "家"),
    "引进5亿元以上项目10个": ("引进5亿元以上项目", "cumulative", "=", 10, "个"),
    "建成24小时自助书屋20个": ("建成24小时自助书屋", "cumulative", "=", 20, "个"),
    "建设甲路、乙路等7条道路": ("建设道路", "cumulative", "=", 7, "条"),
    "优良天数达345天以上": ("优良天数", "cumulative", "≥", 345, "天"),
    "8月底前完成2330个交通项目": ("完成交通项目", "cumulative", "=", 2330, "个"),
    "创建国家3A级景区3个": ("创建国家3A级景区", "cumulative", "=", 3, "个"),
    "治理废弃矿山25": ("治理废弃矿山", "cumulative", "=", 25, ""),
    "管网127公里": ("管网", "cumulative", "=", 127, "公里"),
    "累计盘活存量住房400套": ("累计盘活存量住房", "cumulative", "=", 400, "套"),
    "增长8%-9%": ("增长", "rate", "≥", 8, "%"),
    "失业率控制在4%-5%": ("失业率", "ceiling", "≤", 5, "%"),
}


@pytest.mark.parametrize(("text", "row"), ONE.items())
def test_one_target(text: str, row: Row, words: Words) -> None:
    (name, kind, relation, value, unit), = rows(text, words)
    assert (name, kind, relation, round(value, 2), unit) == row


def test_an_enumeration_shares_its_verb(words: Words) -> None:
    assert [row[0] for row in rows("新增高新技术企业2家、科技型企业30家和研发平台1个", words)] == [
        "新增高新技术企业", "新增科技型企业", "新增研发平台",
    ]


def test_respectively(words: Words) -> None:
    text = "城乡居民人均可支配收入分别增长7.5%以上、8.5%以上"
    assert rows(text, words) == [
        ("城乡居民人均可支配收入增长（1）", "rate", "≥", 7.5, "%"),
        ("城乡居民人均可支配收入增长（2）", "rate", "≥", 8.5, "%"),
    ]
    assert [row[0] for row in rows("文化产业增加值、旅游产业增加值占比分别达到3.5%、5.5%", words)] == [
        "文化产业增加值占比", "旅游产业增加值占比",
    ]


def test_growth_of_what_stands_before(words: Words) -> None:
    assert rows("电商销售额达5亿元、增长20%", words) == [
        ("电商销售额", "cumulative", "=", 5, "亿元"), ("电商销售额增长", "rate", "=", 20, "%"),
    ]


def test_of_which(words: Words) -> None:
    assert [row[0] for row in rows("新增四上企业100家，其中工业企业25家", words)] == ["新增四上企业", "新增工业企业"]


def test_the_total_of_what_stands_before(words: Words) -> None:
    assert rows("新增市场主体3万户、总量突破20万户", words)[1] == ("市场主体总量", "rate", ">", 20, "万户")


def test_a_bare_growth_or_level_finds_its_subject(words: Words) -> None:
    assert [row[0] for row in rows("财政收入增长5%，达到12.5亿元", words)] == ["财政收入增长", "财政收入"]
    assert [row[0] for row in rows("“四上”企业净增20家，总数达到260家", words)] == ["“四上”企业净增", "“四上”企业总数"]
    assert [row[0] for row in rows("接待游客500万人次，旅游收入50亿元，分别增长10%和12%", words)][2:] == [
        "接待游客增长", "旅游收入增长",
    ]
    assert [row[0] for row in rows("激活民间投资，实现增长8%以上", words)] == ["激活民间投资增长"]


def test_a_bracket_goes_on_counting(words: Words) -> None:
    assert rows("年内完成投资30亿元（其中工业投资10亿元）", words) == [
        ("完成投资", "cumulative", "=", 30, "亿元"), ("完成工业投资", "cumulative", "=", 10, "亿元"),
    ]


def test_only_the_new_limit_is_a_target(words: Words) -> None:
    assert rows("将审批时限由15个工作日压缩至5个工作日", words) == [("审批时限", "ceiling", "≤", 5, "个工作日")]


def test_the_clause_is_kept_as_printed(words: Words) -> None:
    found = read_targets("抓好项目建设，力争 “清溪”工程新建公厕３９座，优化服务。", words.targets)
    assert [item.text for item in found] == ["力争 “清溪”工程新建公厕３９座"]


@pytest.mark.parametrize("text", [
    "", "推进2021年工作", "打造3D打印小镇", "推进5G网络建设", "编制“十四五”规划",
    "庆祝建党100周年", "做好第七次人口普查",
    "实施S334绿化提升", "创建5A景区", "完善“四个一”机制", "建立1+11+N体系", "推进G212改线",
    "PM2.5浓度稳定达标",
    "落实“人才20条”", "咨询电话12345", "办好第19届龙舟节", "落实《2025年行动计划》", "推进三项制度改革",
    "打造百里长廊",
    "建设百亿级产业集群", "打造10万亩级示范片", "建成16号楼", "提升12345热线服务", "居全市前三名", "2个月内办结",
    "支持800千伏工程", "实施三年行动计划", "一二三产融合发展", "每个村配备1名网格员", "6月30日前完成",
    "深化两个中心建设",
    "打造百家示范企业", "谋划项目2022", "组织培训3天", "推进总投资5亿元的污水厂建设", "消除年收入5万元以下的薄弱村",
    "以100户以上安置社区为重点", "召开第3次会议", "建设新希望50万头养殖场",
])
def test_no_target(text: str, words: Words) -> None:
    assert rows(text, words) == []


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_values_stand_in_the_text_and_years_are_none(name: str, words: Words) -> None:
    for task in read_gold(name):
        for text in (task["content"], task["goal"] or ""):
            for item in read_targets(text, words.targets):
                assert item.text in text
                assert not (item.unit == "" and 1900 <= item.value <= 2100)
                assert item.value >= 0
                assert len(item.name) <= 40


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_no_per_cent_is_lost(name: str, words: Words) -> None:
    per_cent = found = 0
    for task in read_gold(name):
        text = task["content"]
        per_cent += text.count("%")
        found += sum(item.unit == "%" for item in read_targets(text, words.targets))
    assert found == per_cent


SIGNS = "新增建成企业家个亩元%％万亿0123456789.十百三两分之成翻番以上左右控制在达到、，。和的“”∶比"


@given(text=st.text(alphabet=SIGNS, max_size=50))
def test_anything_may_be_written(text: str, words: Words) -> None:
    for item in read_targets(text, words.targets):
        assert item.text in text
        assert item.kind in ("cumulative", "rate", "ceiling")
        assert item.relation in tuple("≥>≤<≈=")
