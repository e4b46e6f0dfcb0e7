"""Where the names in a printed list end."""

from __future__ import annotations

import pytest

from breakdown.names import looks_like_unit, split_units
from breakdown.words import Words


def names(text: str, words: Words) -> list[str]:
    return [name.text for name in split_units(text, words.units)]


@pytest.mark.parametrize(
    "whole",
    ["各县（市、区）人民政府", "一港五谷（云溪谷（北区）、东桥谷）", "各区、县级市", "各乡镇、街道",
     "各镇（街道）、管委会", "市、县（区）有关部门", "各区和功能区", "各市、县人民政府", "市发展和改革局",
     "市直有关部门、单位", "各有关部门、单位", "市有关部门和单位", "有关单位、企业", "市规划与自然资源局",
     "市人力资源和社会保障局", "市卫生健康和计划生育局", "科技与信息化局", "市工信和科技局", "市医保和卫生健康局",
     "邮政及快递管理处", "园区和招商服务中心", "市科技局（增材办）", "各乡镇人民政府、街道办事处"],
)
def test_one_name_with_marks_inside(words: Words, whole: str) -> None:
    assert names(whole, words) == [whole]


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("市教育局和市财政局", ["市教育局", "市财政局"]),
        ("银保监分局及各地区", ["银保监分局", "各地区"]),
        ("市文化和旅游局以及市体育局", ["市文化和旅游局", "市体育局"]),
        ("市审计局与统计局", ["市审计局", "统计局"]),
        ("教育局与科技与信息化局", ["教育局", "科技与信息化局"]),
        ("县邮政和县电信", ["县邮政", "县电信"]),
        ("邮政和电信", ["邮政", "电信"]),
        ("市财政局、市直有关部门、单位", ["市财政局", "市直有关部门、单位"]),
        ("有关部门、市财政局", ["有关部门", "市财政局"]),
        ("市教育局　市财政局", ["市教育局", "市财政局"]),
        ("市教育局/市财政局", ["市教育局", "市财政局"]),
        ("市 教 育 局、市委 办公室", ["市教育局", "市委办公室"]),
        ("各部门、各乡镇（街道）", ["各部门", "各乡镇（街道）"]),
        ("无、区财政局、/、——", ["区财政局"]),
        ("省教育厅、云河大学等高校院所", ["省教育厅", "云河大学", "高校院所"]),
    ],
)
def test_names_are_parted(words: Words, text: str, split: list[str]) -> None:
    assert names(text, words) == split


def test_a_list_that_goes_on_is_open(words: Words) -> None:
    assert [name.open for name in split_units("市教育局等单位", words.units)] == [True]
    assert any(name.open for name in split_units("省教育厅、云河大学等高校院所", words.units))
    assert not any(name.open for name in split_units("市教育局、市财政局", words.units))


@pytest.mark.parametrize(
    "name",
    ["国网云河供电公司", "中国银行云河分行", "人民银行", "市税务局", "云河海关", "消防救援支队", "生态环境分局",
     "综合执法队", "人力资源社会保障部", "证监会", "网信办", "全国总工会", "附属中学", "教务处", "各系部", "急诊科",
     "各科室", "清溪村", "驻云有关单位", "各项目业主单位", "经濟發展局", "警務聯絡處"],
)
def test_units_of_every_kind(words: Words, name: str) -> None:
    assert looks_like_unit(name, words.units)


@pytest.mark.parametrize(
    "text", ["建设美丽乡村", "完善体系", "打造幸福社区", "组建宣讲队", "一期", "含幼儿园", "新建学校三所", "示范村"]
)
def test_text_that_is_no_unit(words: Words, text: str) -> None:
    assert not looks_like_unit(text, words.units)
