"""Papers from templates that an office edits in Word: what is filled in, what is refused and where, the same bytes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Docx
from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.errors import TemplateError
from breakdown.files.papers import paper_bytes
from breakdown.paper import Field, Paper

FIELDS: dict[str, Field] = {
    "标题": "关于三月的通报", "段落": ["第一段", "第二段"], "空": [],
    "表": [{"序号": "1", "单位": "清溪镇"}, {"序号": "2", "单位": "白石镇"}],
}
LOOP = ("{%p for 段 in 段落 %}", "{{ 段 }}", "{%p endfor %}")
ROWS = (("序号", "单位"), ("{%tr for 行 in 表 %}", ""), ("{{ 行.序号 }}", "{{ 行.单位 }}"), ("{%tr endfor %}", ""))


def template(folder: Path, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = (), footer: str = "") -> Path:
    """An office's own template: some paragraphs, then a table."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for cell, text in zip(table.rows[at].cells, row, strict=True):
                cell.text = text
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    target = folder / "templates" / "t.docx"
    target.parent.mkdir(exist_ok=True)
    document.save(str(target))
    return target


def filled(folder: Path, fields: dict[str, Field] | None = None) -> Docx:
    return Document(io.BytesIO(paper_bytes(Paper("通报", "t.docx", FIELDS if fields is None else fields), folder)))


def refused(folder: Path) -> str:
    with pytest.raises(TemplateError) as caught:
        filled(folder)
    told = str(caught.value)
    assert str(folder / "templates" / "t.docx") in told and "删去该文件，改用自带的模板" in told
    return told


def test_fields_loops_and_rows_are_filled_in(tmp_path: Path) -> None:
    template(tmp_path, ("{{ 标题 }}。", *LOOP, "{% if 空 %}有{% else %}没有{% endif %}"), ROWS, "{{ 标题 }}")
    made = filled(tmp_path)
    assert [each.text for each in made.paragraphs] == ["关于三月的通报。", "第一段", "第二段", "没有"]
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert rows == [["序号", "单位"], ["1", "清溪镇"], ["2", "白石镇"]]
    assert made.sections[0].footer.paragraphs[0].text == "关于三月的通报"
    assert made.core_properties.title == "通报"


def test_a_field_that_word_has_torn_into_runs_is_filled_in(tmp_path: Path) -> None:
    target = template(tmp_path, ("甲", "乙"))
    document = Document(str(target))
    for piece in ("{", "{ 标", "题 }", "}完"):
        document.paragraphs[0].add_run(piece)
    document.save(str(target))
    assert filled(tmp_path).paragraphs[0].text == "甲关于三月的通报完"


def test_quotes_that_word_has_turned_are_read_as_meant(tmp_path: Path) -> None:
    template(tmp_path, ("{% if 标题 == “关于三月的通报” %}是{% endif %}“{{ 标题 }}”",))
    assert filled(tmp_path).paragraphs[0].text == "是“关于三月的通报”"


@pytest.mark.parametrize("mark", ["{% if 空 %}", "{%p if 空 %}"])
def test_a_cell_that_a_condition_has_emptied_keeps_a_paragraph(tmp_path: Path, mark: str) -> None:
    template(tmp_path, ("甲",), ((f"{mark}", "乙"),))
    target = tmp_path / "templates" / "t.docx"
    document = Document(str(target))
    cell = document.tables[0].cell(0, 0)
    cell.add_paragraph("丙")
    cell.add_paragraph(mark.replace("if 空", "endif"))
    document.save(str(target))
    row = filled(tmp_path).tables[0].rows[0]
    assert row.cells[0].paragraphs and "丙" not in row.cells[0].text and row.cells[1].text == "乙"


@pytest.mark.parametrize(("paragraphs", "told"), [
    (("甲", "{{ 题目 }}"), "第2段“{{ 题目 }}”不认识“题目”；可用的名称是 标题、段落、空、表"),
    (("{% if 空 %}{{ 题目 }}{% endif %}",), "第1段“{% if 空 %}{{ 题目 }}{% end…”不认识“题目”"),
    (("甲", "{{ 标题"), "第2段“{{ 标题”写法有误"),
    (("甲", "{{ 标题 }"), "第2段“{{ 标题 }”写法有误"),
    (("{% 要是 空 %}",), "第1段“{% 要是 空 %}”写法有误"),
    (LOOP[:2], "以前有循环或条件没有结束"),
    (("甲", "{%tr for 段 in 段落 %}", "{%tr endfor %}"), "第2段“{%tr for 段 in 段落 %}”写法有误"),
    (("{%p for 段 in 段落 %}会丢的字", *LOOP[1:]), "第1段“{%p for 段 in 段落 %}会丢的字”填好以后不是原来的样子"),
    (("{{ 标题|upper }}",), "第1段“{{ 标题|upper }}”用了不能用的写法"),
    (("甲", "{{ range(9) }}"), "第2段“{{ range(9) }}”用了不能用的写法"),
    (("{{ 标题.__class__ }}",), "第1段“{{ 标题.__class__ }}”填不出来"),
    (("{% if 标题 > 3 %}多{% endif %}",), "第1段“{% if 标题 > 3 %}多{% endif…”填不出来"),
    (("{{ 段落.字 }}",), "第1段“{{ 段落.字 }}”不认识“字”"),
])
def test_a_mistake_is_told_with_its_paragraph(tmp_path: Path, paragraphs: Sequence[str], told: str) -> None:
    template(tmp_path, paragraphs)
    assert told in refused(tmp_path)


@pytest.mark.parametrize(("row", "told"), [
    (2, "第1个表第3行“{{ 行.名称 }}”不认识“名称”"), (0, "第1个表第1行“{{ 行.名称 }}”不认识“行”"),
    (3, "第1个表第4行“{%tr endfor %}”填好以后不是原来的样子"),
])
def test_a_mistake_in_a_table_is_told_with_its_row(tmp_path: Path, row: int, told: str) -> None:
    rows = [list(each) for each in ROWS]
    rows[row][1] = "会丢的字" if row == 3 else "{{ 行.名称 }}"
    template(tmp_path, ("甲",), rows)
    assert told in refused(tmp_path)


def test_a_mistake_in_the_footer_is_told(tmp_path: Path) -> None:
    template(tmp_path, ("甲",), footer="{{ 页 }}")
    assert "页脚“{{ 页 }}”不认识“页”" in refused(tmp_path)


@pytest.mark.parametrize("harm", ["text", "half", "sheet", "entity", "empty"])
def test_what_is_no_word_document_is_refused(tmp_path: Path, harm: str) -> None:
    target = template(tmp_path, ("甲",))
    data, other = target.read_bytes(), io.BytesIO()
    with zipfile.ZipFile(target) as parts, zipfile.ZipFile(other, "w") as archive:
        for name in parts.namelist():
            part = parts.read(name)
            if harm == "entity" and name == "word/document.xml":
                part = part.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
            if harm != "sheet" or name.startswith("word/"):
                archive.writestr(name, part)
    harmed = {"text": b"abc", "half": data[: len(data) // 2], "empty": b""}
    target.write_bytes(harmed.get(harm, other.getvalue()))
    assert "已损坏，或者不是 Word 文档；应为 Word 文档（docx）" in refused(tmp_path)


def test_a_template_that_is_nowhere_is_told() -> None:
    with pytest.raises(TemplateError, match="找不到模板 没有.docx"):
        paper_bytes(Paper("通报", "没有.docx", {}))


def without_properties(target: Path) -> None:
    """Saved again by a program that writes no core properties."""
    with zipfile.ZipFile(target) as parts:
        kept = {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}
    kept["_rels/.rels"] = re.sub(rb"<Relationship [^>]*core-properties[^>]*/>", b"", kept["_rels/.rels"])
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in kept.items():
            archive.writestr(name, part)


@pytest.mark.parametrize("told", [True, False])
def test_the_same_paper_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool) -> None:
    target = template(tmp_path, ("{{ 标题 }}", *LOOP), ROWS, "{{ 标题 }}")
    if not told:
        without_properties(target)
    first = paper_bytes(Paper("通报", "t.docx", FIELDS), tmp_path)
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    assert paper_bytes(Paper("通报", "t.docx", FIELDS), tmp_path) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b">2000-01-01T00:00:00Z<") == 3


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_any_text_is_data(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "data"
    if not folder.exists():
        folder.mkdir()
        template(folder, ("《{{ 标题 }}》", *LOOP))
    made = filled(folder, FIELDS | {"标题": text, "段落": [text, text]})
    kept = "".join("".join(char for char in text if char.isprintable()).split())
    for paragraph in made.paragraphs:
        said = "".join("".join(char for char in paragraph.text if char.isprintable()).split())
        assert said.strip("《》") == kept.strip("《》")
    assert len(made.paragraphs) == 3


def test_word_is_loaded_only_when_a_paper_is_made() -> None:
    code = "import sys, breakdown.cli, breakdown.reports; assert not {'docx', 'docxtpl', 'jinja2'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
