"""The page as a file: every text escaped, nothing from outside, the same bytes, an office's own template."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from breakdown.errors import TemplateError
from breakdown.files.pages import page_bytes
from breakdown.files.templates import bundled
from breakdown.periods import parse_period
from breakdown.report import summarize
from breakdown.report.dashboard import Dashboard, build_dashboard
from tests.report.office import SETTINGS, make_office, one_task

WILD = "</script><script>alert(1)</script><!-- \"双\" '单' & <b>粗</b> {{ 7*7 }} {% if %}\u2028"


def page_of(records: Any, period: str = "2021-03") -> Dashboard:
    summary = summarize(records, parse_period(period), date(2021, 4, 2), SETTINGS)
    return build_dashboard(summary, records, SETTINGS)


def written(page: Dashboard, folder: Path | None = None) -> str:
    return page_bytes(page.facts, page.histories, folder).decode()


def wild_page() -> Dashboard:
    task = dict.fromkeys(("content", "section", "goal", "leaders", "deadline_text"), WILD)
    return page_of(one_task(task, leads=(WILD,), reports=[{"unit": WILD, "status": "推进中", "progress": WILD}]))


def test_no_cell_text_becomes_a_part_of_the_page() -> None:
    plain = written(page_of(one_task({"leaders": "张三"}, reports=[{"status": "推进中"}])))
    wild = written(wild_page())
    assert "alert(1)" in wild
    assert "<script>alert" not in wild
    assert "<b>粗" not in wild
    assert "{{ 7*7 }}" in wild
    for tag in ("<script", "</script", "<!--", "<form", "<section"):
        assert wild.count(tag) == plain.count(tag)


def test_histories_are_packed_whole() -> None:
    page = wild_page()
    match = re.search(r'id="histories">(.*?)</script>', written(page), re.DOTALL)
    assert match
    packed = json.loads(match[1])
    opened = {name: json.loads(gzip.decompress(base64.b64decode(text))) for name, text in packed.items()}
    assert opened == page.histories


def test_the_page_asks_for_nothing_from_outside() -> None:
    text = written(page_of(make_office(2, 20, 8)))
    assert "default-src 'none'" in text
    assert "sourceMappingURL" not in text
    assert re.findall(r"(?:src|href|action)=", re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)) == []


def test_same_in_same_out() -> None:
    assert written(page_of(make_office(2, 20, 8))) == written(page_of(make_office(2, 20, 8)))


def test_the_chart_library_ships_with_its_licence() -> None:
    folder = bundled() / "vendor" / "chart.js"
    assert "MIT" in (folder / "LICENSE.md").read_text("utf-8")
    assert (folder / "chart.umd.min.js").stat().st_size < 250_000


def test_all_that_a_person_reads_is_chinese() -> None:
    text = re.sub(r"<(script|style)\b.*?</\1>", "", written(page_of(make_office(2, 20, 8))), flags=re.DOTALL)
    shown = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text) + [re.sub(r"<[^>]*>", " ", text)]
    # a note may name a file that the office edits
    assert re.findall(r"[A-Za-z]{3,}", re.sub(r"templates/\w+\.toml", "", " ".join(shown))) == []


def test_the_offices_own_template_style_and_script_come_first(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "dashboard.html").write_text("{{ title }}|{{ style }}|{{ total }}", encoding="utf-8")
    (own / "dashboard.css").write_text("b > i {}", encoding="utf-8")
    assert written(page_of(one_task()), tmp_path) == "云河区2021年3月重点任务推进情况|b > i {}|1"


@pytest.mark.parametrize(("text", "told"), [
    ("一\n{{ 总数 }}", "第2行不认识“总数”"), ("一\n二{% if total %}", "第2行写法有误"),
    ("{{ tasks[0].without }}", "第1行不认识“without”"), ("一\n\n{{ total + title }}", "第3行填不出来"),
    ("{% include 'words.toml' %}", "第1行填不出来"), ("{{ title.__class__.mro() }}", "第1行填不出来"),
])
def test_a_mistake_in_the_template_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "dashboard.html").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=re.escape(told)) as error:
        written(page_of(one_task()), tmp_path)
    assert "dashboard.html" in str(error.value)
    assert not re.search(r"undefined|expected|object|unsupported", str(error.value))
