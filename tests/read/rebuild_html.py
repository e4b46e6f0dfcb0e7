"""Any notice rebuilt as the page of a government site: one paragraph per line, or a table, amid the furniture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.read.rebuild_sheets import row_cells

HEAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_云河区人民政府</title><style>p {{ text-indent: 2em }}</style>
<script>var _share = "分享到微信"; if (1 < 2) {{ document.write("<p>脚本文字</p>"); }}</script></head>
<body>
<!-- 导航开始 -->
<div class="top"><a href="/">网站首页</a> | <a href="/wap">手机版</a> | <a href="/en">无障碍</a></div>
<div class="header"><img src="logo.png" alt="云河区人民政府"></div>
<ul class="menu clearfix"><li><a href="/a">走进云河</a></li><li><a href="/b">政务公开</a></li>
<li><a href="/c">政务服务</a></li><li><a href="/d">互动交流</a></li></ul>
<div class="search"><form><input type="text" value="请输入关键词"><button>搜索</button></form></div>
<div class="dqwz">您现在的位置：<a href="/">首页</a> &gt; <a href="/b">政务公开</a> &gt; <a href="/b/1">文件</a>
 &gt; 正文</div>
<table class="index"><tr><td>索引号：</td><td>000014349/2021-00012</td><td>主题分类：</td><td>综合政务</td></tr>
<tr><td>发文机关：</td><td>云河区人民政府</td><td>成文日期：</td><td></td></tr></table>
<div class="article"><h1></h1>
<div class="info"><span>来源：本站</span>&nbsp;&nbsp;<span>浏览次数：<span id="hits">123</span></span>
<span class="fontsize">字号：<a href="javascript:a()">大</a> <a href="javascript:b()">中</a>
<a href="javascript:c()">小</a></span></div>
<div class="TRS_Editor">
"""
FOOT = """
</div>
<div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="ewm"><img src="qr.png"><p>扫一扫在手机打开当前页</p></div></div>
<div class="xgxx"><h3>相关链接</h3><ul><li><a href="/1.html">解读：重点任务怎么办</a></li>
<li><a href="/2.html">一图读懂重点任务</a></li><li><a href="/3.html">区长解读重点任务</a></li></ul></div>
<div style="display:none">隐藏的提示<p>请使用新版浏览器</p></div>
<div id="footer"><p>主办：云河区人民政府办公室　承办：云河区数据中心</p>
<p><a href="/map">网站地图</a> | <a href="/about">关于我们</a> | 云ICP备00000000号</p></div>
<div class="back"><a href="#top">回到顶部</a></div>
</body></html>
"""


def page_of(body: str, title: str = "文件", charset: str = "utf-8") -> bytes:
    """A whole page around a body, in the encoding that it names."""
    return (HEAD.format(charset=charset, title=title) + body + FOOT).encode(charset, "xmlcharrefreplace")


def page_of_lines(text: str, charset: str = "utf-8") -> bytes:
    """A page with one paragraph per line of a text; blank lines stay blank, white space stays white."""
    return page_of("\n".join(_paragraph(line) for line in text.split("\n")), charset=charset)


def page_of_table(rows: Sequence[Sequence[str]], title: str, merged: int = 0, charset: str = "utf-8") -> bytes:
    """A page with a title and a table; in the first `merged` columns a cell spans the rows with the same text."""
    body = "\n".join(f"<tr>{_cells(rows, at, merged)}</tr>" for at in range(len(rows)))
    table = f"<p align='center'>{escape(title)}</p><table border='1'><tbody>{body}</tbody></table>"
    return page_of(table, title, charset)


def _paragraph(line: str) -> str:
    if not line.strip(" \t"):
        return "<p>&nbsp;</p>" if line else "<p><br></p>"
    return f'<p style="text-indent:2em"><span>{escape(line, quote=False)}</span></p>'


def _cells(rows: Sequence[Sequence[str]], at: int, merged: int) -> str:
    made = []
    for _, high, text in row_cells(rows, at, merged):
        span = f' rowspan="{high}"' if high > 1 else ""
        made.append(f"<td{span}><p>{'</p><p>'.join(escape(line) for line in text.split(chr(10)))}</p></td>")
    return "".join(made)
