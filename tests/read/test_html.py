"""Web pages: lines and tables as a browser shows them, the furniture around them known as such, pages that are none."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from breakdown.document import Document, Paragraph
from breakdown.errors import NoticeError
from breakdown.pipeline import read_notices
from breakdown.read import read_document
from breakdown.words import Words
from tests.read.rebuild_html import page_of, page_of_lines

NOTICE = """云河区人民政府关于分解2021年重点任务的通知
各镇人民政府：
现将任务分解如下。

一、城乡建设
1.修建清溪桥，9月底前通车。（责任单位：区交通局；配合单位：清溪镇）
2.完成老旧小区改造20个。（责任单位：区住建局、区财政局）
云河区人民政府
2021年3月12日"""


def read(folder: Path, data: str | bytes, name: str = "n.html") -> Document:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_document(file)


def body(text: str) -> str:
    return f"<html><body>{text}</body></html>"


def texts(document: Document, furniture: bool = False) -> list[str]:
    return [line.text for line in document.paragraphs if line.furniture == furniture and line.text.strip()]


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "utf-16"])
def test_the_notice_is_kept_and_the_page_around_it_is_furniture(tmp_path: Path, charset: str) -> None:
    document = read(tmp_path, page_of_lines(NOTICE, charset))
    lines = [line for line in NOTICE.split("\n") if line]
    # what the site says of the file stands before it
    assert texts(document)[-len(lines):] == lines
    assert texts(document)[:-len(lines)] == [
        "索引号：", "000014349/2021-00012", "主题分类：", "综合政务", "发文机关：", "云河区人民政府", "成文日期："]
    assert {"走进云河", "扫一扫在手机打开当前页", "一图读懂重点任务", "请使用新版浏览器", "回到顶部"} <= set(
        texts(document, True))
    assert not any("脚本" in block.text for block in document.paragraphs)


def test_a_page_reads_like_the_text_in_it(tmp_path: Path, words: Words) -> None:
    (tmp_path / "n.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "n.html").write_bytes(page_of_lines(NOTICE))
    text, page = (read_notices([tmp_path / name], words) for name in ("n.txt", "n.html"))
    assert len(text.tasks) == 2
    same = [name for name in text.tasks.columns if name not in ("place", "task_id", "notice")]
    assert page.tasks[same].equals(text.tasks[same])
    assert (page.title, page.year) == (text.title, 2021)
    assert [problem.code for problem in page.problems] == [problem.code for problem in text.problems]


def test_breaks_blanks_and_wrapped_source(tmp_path: Path) -> None:
    document = read(tmp_path, body(
        "<p>一、建\n\t设</p><p>&nbsp;</p><p><br></p><p></p>"
        "<div>甲 <b>乙</b>&nbsp;丙<br>丁<br><br>戊\u200b己</div>散<p>尾"))
    assert [line.text for line in document.paragraphs] == [
        "一、建设", "\xa0", "", "甲 乙\xa0丙", "丁", "", "戊己", "散", "尾"]
    assert document.place(5) == "n.html 网页第3行"


def test_text_that_keeps_its_white_space(tmp_path: Path) -> None:
    document = read(tmp_path, body("<pre>第一行\n\n  第二行</pre><div style='white-space: pre-wrap'>甲\n乙</div>"))
    assert [line.text for line in document.paragraphs] == ["第一行", "", "  第二行", "甲", "乙"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>甲<li><p>乙</p></ol>", ["1.甲", "2.乙"]),
        ("<ol start='3'><li>甲</li><li value='7'>乙</li><li>丙</li></ol>", ["3.甲", "7.乙", "8.丙"]),
        ("<ol type='a'><li>甲</li></ol><ol type='I' start='4'><li>乙</li></ol>", ["a.甲", "IV.乙"]),
        ("<ol style='list-style-type: cjk-ideographic' start='20'><li>甲<li>乙</ol>", ["二十、甲", "二十一、乙"]),
        ("<ol><li>1.甲</li><li>（二）乙</li></ol>", ["1.甲", "（二）乙"]),
        ("<ol style='list-style:none'><li>甲</li></ol><ul><li>乙</li></ul>", ["甲", "乙"]),
        ("<ol><li>甲<ol><li>子</li></ol></li><li>乙</li></ol>", ["1.甲", "1.子", "2.乙"]),
    ],
)  # fmt: skip
def test_numbered_lists(tmp_path: Path, markup: str, lines: list[str]) -> None:
    assert texts(read(tmp_path, body(markup))) == lines


def test_spans_of_a_table(tmp_path: Path) -> None:
    document = read(tmp_path, body(
        "<table><thead><tr><th rowspan=2>序号<th rowspan=2>任务<th colspan=2>责任分工</tr><tr><th>牵头<th>配合</tr>"
        "</thead><tr><td>1<td>修<br>桥<td rowspan=99>区交通局<td><p>甲镇</p><p>乙镇</p></tr>"
        "<tr><td>2<td>修路<td>丙镇</tr></table>"))
    assert grid(document) == [
        ["序号", "任务", "责任分工", "责任分工"], ["序号", "任务", "牵头", "配合"],
        ["1", "修\n桥", "区交通局", "甲镇\n乙镇"], ["2", "修路", "区交通局", "丙镇"],
    ]
    (table,) = document.tables
    assert table.rows[2][2] is table.rows[3][2]
    assert table.rows[2][1].place == "第1个表第3行第2列"


def test_layout_tables_are_unrolled_and_real_ones_in_them_kept(tmp_path: Path) -> None:
    inner = "<table><tr><td>甲<td>乙</tr></table>"
    real = f"<table><tr><td>序号<td>任务</tr><tr><td>1<td>修建清溪桥，九月底前通车{inner}</tr></table>"
    document = read(tmp_path, body(
        f"<table><tr><td><a href=1>首页</a><a href=2>公开</a></td></tr><tr><td><p>各镇：</p><p>请落实。</p>{real}</td>"
        "<td>二〇二一年</td></tr></table>"))
    assert texts(document) == ["各镇：", "请落实。", "二〇二一年"]
    assert texts(document, True) == ["首页公开"]
    assert grid(document) == [["序号", "任务"], ["1", "修建清溪桥，九月底前通车\n甲\n乙"]]


@pytest.mark.parametrize(
    "markup",
    ["<div class='nav'>{}</div>", "<div class='main-nav share footer'>{}</div>", "<aside>{}</aside>",
     "<div style='display:none'>{}</div>", "<footer>{}</footer>", "<div id='share'><div hidden>{}</div></div>"],
)
def test_what_holds_the_text_is_never_furniture(tmp_path: Path, markup: str) -> None:
    task = "1.修建清溪桥，九月底前全线通车，年底前完成验收。"
    assert texts(read(tmp_path, body(markup.format(f"<p>{task}</p>")))) == [task]


def test_links_within_the_text_and_to_attachments_are_text(tmp_path: Path) -> None:
    document = read(tmp_path, body(
        f"<div>{'<p>完成一项任务，改造小区，修建道路。</p>' * 20}"
        "<p>附件：<a href='a.docx'>1.任务表</a> <a href='b.xls'>2.清单</a></p>"
        "<p>依据<a href=1>《甲规划》</a>、<a href=2>《乙办法》</a>。</p></div>"))
    assert texts(document)[-2:] == ["附件：1.任务表 2.清单", "依据《甲规划》、《乙办法》。"]
    assert texts(document, True) == []


def test_a_heading_before_further_text_is_kept_behind_the_main_part(tmp_path: Path) -> None:
    main = "<div>" + "<p>完成一项任务，改造小区，修建道路。</p>" * 20 + "</div>"
    document = read(tmp_path, body(f"{main}<div>二、民生</div><div>1.新建学校。</div><div>云河发布</div>"))
    assert texts(document)[-2:] == ["二、民生", "1.新建学校。"]
    assert texts(document, True) == ["云河发布"]


def test_a_web_archive(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "notice"
    message.set_content("nothing")
    message.add_alternative(page_of_lines(NOTICE).decode(), subtype="html", charset="utf-8")
    data = b"MIME-Version: 1.0\r\n" + message.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1)
    assert "一、城乡建设" in texts(read(tmp_path, data, "n.mht"))


def test_xhtml_with_another_encoding_than_it_says(tmp_path: Path) -> None:
    page = ('<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:o="x"><head><meta charset="gb2312"/></head><body>'
            "<p>修建<o:p></o:p>清溪桥</p><?php x ?></body></html>")
    assert texts(read(tmp_path, page)) == ["修建清溪桥"]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<title>404</title><h1>404 Not Found</h1><p>您访问的页面不存在，请返回首页</p>", "出错页面"),
        ("<h1>403 Forbidden</h1>禁止访问", "出错页面"),
        ("<p>统一身份认证</p><form><input name=u><input type='password'></form>", "登录页面"),
        ("<p>welcome to this page</p>", "没有中文"), ("<div>" * 5000 + "修桥", "嵌套过深"),
    ],
)
def test_pages_that_are_no_notice(tmp_path: Path, page: str, says: str) -> None:
    with pytest.raises(NoticeError, match=says):
        read(tmp_path, body(page))


def test_a_notice_that_speaks_of_errors_is_a_notice(tmp_path: Path) -> None:
    lines = "".join(f"<p>{number}.整改404处问题，确保页面不存在错误。（区政府办负责）</p>" for number in range(1, 20))
    assert len(texts(read(tmp_path, body(lines)))) == 19


def test_deep_nesting_and_many_spans_are_bounded(tmp_path: Path) -> None:
    assert texts(read(tmp_path, body("<div>" * 1500 + "修桥" + "</div>" * 1500))) == ["修桥"]
    assert texts(read(tmp_path, body("<table><tr><td>" * 400 + "修桥"))) == ["修桥"]
    with pytest.raises(NoticeError, match="太多"):
        read(tmp_path, body("<table>" + "<tr><td rowspan=9999 colspan=1000>修<td>桥</tr>" * 6000 + "</table>"))


def test_places_count_all_lines(tmp_path: Path) -> None:
    document = read(tmp_path, page_of("<p>修桥</p>"))
    lines = [block for block in document.blocks if isinstance(block, Paragraph) and not block.blank]
    assert [line.place for line in lines] == [f"网页第{at}行" for at in range(1, len(lines) + 1)]
