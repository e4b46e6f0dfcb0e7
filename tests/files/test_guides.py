"""The words of 填报说明: an office may edit them; nothing in a template or in a value gets further than its line."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from breakdown.errors import TemplateError
from breakdown.files import guides
from breakdown.files.guides import load_guide
from breakdown.files.templates import bundled, find_template
from breakdown.form import Fact, Kind
from breakdown.issue.guide import guide_facts
from breakdown.periods import parse_period
from tests.office_year import SETTINGS

KINDS: tuple[tuple[Kind, str], ...] = (("progress", "guide.j2"), ("plan", "plan_guide.j2"))
CONTACT = {"contact": "张三", "phone": "65550001"}


def facts(kind: Kind = "progress", unit: str = "清溪镇", lead: int = 3, support: int = 1) -> dict[str, Fact]:
    return guide_facts(kind, unit, {"牵头": lead, "配合": support}, CONTACT, parse_period("2021-03"), SETTINGS)


def made(folder: Path, text: str | bytes, given: dict[str, Fact] | None = None) -> list[tuple[str, str]]:
    """The lines of an office's own guide.j2."""
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "guide.j2").write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(load_guide("progress", folder)(facts() if given is None else given).lines)


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_the_comment_of_a_bundled_template_lists_what_can_be_named(kind: Kind, name: str) -> None:
    head = find_template(name).read_text(encoding="utf-8").split("#}")[0]
    listed = re.search(r"可用的名称.*\n  (.*)\n", head)
    assert listed is not None and listed[1].split("　") == list(facts(kind))
    assert load_guide(kind)(facts(kind)).lines[0] == (
        "云河区重点工作" + ("进展填报表" if kind == "progress" else "细化方案填报表"), "title")


def test_the_offices_own_words_come_first_and_its_steps_are_numbered(tmp_path: Path) -> None:
    text = (bundled() / "guide.j2").read_text(encoding="utf-8")
    step = "- 数字请带单位"
    assert step in text
    before = [line for line, _ in load_guide("progress")(facts()).lines]
    after = [line for line, _ in made(tmp_path, text.replace(step, f"- 先看“{{{{ 地区 }}}}”的通知。\n{step}"))]
    at = before.index(next(line for line in before if line.startswith("4．")))
    assert after[at] == "4．先看“云河区”的通知。" and after[at + 1] == before[at].replace("4．", "5．", 1)
    assert len(after) == len(before) + 1 and load_guide("plan", tmp_path)(facts("plan")).lines


def test_marks_give_lines_their_look(tmp_path: Path) -> None:
    text = "#标题\n> {{ 单位 }}\n\n## 一\n  - 甲\n- 乙\n正文 # 不是标题\n### 二\n- 丙\n-5%不是步骤\n"
    assert made(tmp_path, "\ufeff" + text.replace("\n", "\r\n")) == [
        ("标题", "title"), ("清溪镇", "subtitle"), ("一", "heading"), ("1．甲", "body"), ("2．乙", "body"),
        ("正文 # 不是标题", "body"), ("二", "heading"), ("1．丙", "body"), ("-5%不是步骤", "body")]


def test_a_condition_leaves_no_empty_line_and_keeps_the_next_one(tmp_path: Path) -> None:
    text = "甲{% if 配合项数 > 1 %}，多{% elif 联系人 == '张三' %}，少{% endif %}\n"
    text += "{% if not 牵头项数 %}\n无\n{% endif %}\n{{ '丙' if 牵头项数 else '丁' }}{{ '多' if 牵头项数 > 9 }}\n乙"
    assert made(tmp_path, text) == [("甲，少", "body"), ("丙", "body"), ("乙", "body")]


@pytest.mark.parametrize("name", [
    "{{ 7*7 }}", "{% if 1 %}甲{% endif %}", "# 甲", "- 甲", "> 甲", "{# 甲 #}", "=HYPERLINK(1)", "<b>甲</b>", "{{",
    "%}",
])
def test_a_name_is_data(tmp_path: Path, name: str) -> None:
    assert made(tmp_path, "{{ 单位 }}\n- {{ 单位 }}", facts(unit=name)) == [(name, "body"), (f"1．{name}", "body")]


@pytest.mark.parametrize("end", ["\n", "\r", "\u2028", "\x0b", "\x85", "\n\n# ", "\0\n"])
def test_a_name_stays_on_its_line(tmp_path: Path, end: str) -> None:
    lines = made(tmp_path, "{{ 单位 }}好", facts(unit=f"清溪{end}镇"))
    assert lines == [(f"清溪 {'# ' if '#' in end else ''}镇好", "body")]


# What is told of an attack, or of a mistake in the second line.
REFUSED = {
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "函数",
    "{{ 单位.__class__ }}": "取属性",
    "{{ 单位['__class__'] }}": "取下标",
    "{{ 单位|attr('__class__') }}": "过滤器",
    "{{ '{0.__class__.__init__.__globals__}'.format(单位) }}": "函数",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}": "函数",
    "{% for i in range(10**9) %}x{% endfor %}": "循环",
    "{% for i in 单位 %}{% for j in 单位 %}x{% endfor %}{% endfor %}": "循环",
    "{{ range(10**9)|list }}": "过滤器",
    "{{ 'x' * 10**9 }}": "不能用的写法",
    "{{ 'x' * 1000000000 }}": "不能用的写法",
    "{{ 10**10**10 }}": "不能用的写法",
    "{{ '%1000000000d' % 1 }}": "不能用的写法",
    "{{ 'x'|center(10**9) }}": "过滤器",
    "{% set a = 'x' %}{% set a = a ~ a %}{{ a }}": "不能用的写法",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}": "不能用的写法",
    "{% include '../../../../etc/passwd' %}": "别的文件",
    "{% import '../breakdown.toml' as a %}": "别的文件",
    "{% from '../breakdown.toml' import key %}": "别的文件",
    "{% extends '/etc/passwd' %}": "别的文件",
    "{{ 密钥 }}": "不认识“密钥”；可用的名称是 地区、单位、期次",
    "{{ self }}": "不认识“self”",
    "{{ range }}": "不认识“range”",
    "{% if 0 %}{{ 单位名 }}{% endif %}": "不认识“单位名”",
    "{{ 单位": "写法有误",
    "{% if 牵头项数 %}没有结束": "写法有误",
    "{% endif %}": "写法有误",
    "{% shell %}": "写法有误",
    "{% if 单位 > 3 %}多{% endif %}": "算不出来",
    "{{ '多' if '9' < 牵头项数 }}": "算不出来",
}


@pytest.mark.parametrize("attack", REFUSED)
def test_an_attack_is_refused_with_file_and_line(tmp_path: Path, attack: str) -> None:
    tracemalloc.start()
    began = time.monotonic()
    try:
        with pytest.raises(TemplateError) as caught:
            made(tmp_path, f"第一行\n{attack}")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000 and time.monotonic() - began < 2
    finally:
        tracemalloc.stop()
    told = str(caught.value)
    assert f"{tmp_path / 'templates' / 'guide.j2'} 第2行" in told and REFUSED[attack] in told
    assert "请对照自带的模板改正" in told and "root:" not in told


@pytest.mark.parametrize(("text", "told"), [
    ("{{期次}}" * 3_000, "太长"), ("甲" * 20_001, "太长"), ("", "没有一行文字"),
    ("{% if 0 %}甲{% endif %}", "没有一行文字"),
    ("甲" * 200_000, "太大"), ("甲".encode("gbk"), "UTF-8"), (f"{{{{ {'9' * 5000} }}}}", "太复杂"),
    ("{% if 1 %}" * 150 + "甲" + "{% endif %}" * 150, "太复杂"), ("{{ " + "not " * 2000 + "1 }}", "太复杂"),
    ("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}", "太复杂"),
])
def test_what_is_too_much_is_refused(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(TemplateError, match=told):
        made(tmp_path, text)


PARTS = (*"{}%#-> \n\"'.|()[]=<~*+1x单", "{{ ", " }}", "{% if ", "{% endif %}", "else", "单位", "for ", "in ", "not ")


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_any_text_is_lines_or_a_mistake_that_is_told(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        lines = made(tmp_path_factory.getbasetemp(), text)
    except TemplateError as error:
        assert "guide.j2" in str(error)
    else:
        assert all(line and "\n" not in line and "\0" not in line for line, _ in lines)


def test_the_second_wall_is_jinjas_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment = guides._environment()
    assert isinstance(environment, ImmutableSandboxedEnvironment) and environment.loader is None
    with pytest.raises(SecurityError):
        environment.from_string("{{ ''.__class__.__mro__ }}").render()
    # were attributes ever allowed, the sandbox still says no
    monkeypatch.setattr(guides, "_ALLOWED", (*guides._ALLOWED, guides.nodes.Getattr))
    with pytest.raises(TemplateError, match="第1行算不出来"):
        made(tmp_path, "{{ 单位.__class__ }}")


def test_jinja_is_loaded_only_when_forms_are_issued() -> None:
    code = "import sys, breakdown.cli, breakdown.pipeline; assert 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_a_year_of_forms_costs_next_to_nothing() -> None:
    began = time.monotonic()
    guide = load_guide("progress")
    for at in range(60):
        assert guide(facts(unit=f"第{at}镇")).lines[1] == (f"第{at}镇　2021年3月", "subtitle")
    assert time.monotonic() - began < 0.5
