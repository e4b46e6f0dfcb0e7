"""Templates: the office's own before the bundled ones, mistakes named with file and line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from breakdown.errors import TemplateError
from breakdown.files.styles import NEEDED
from breakdown.files.templates import bundled, find_template, load_styles, load_words


def own(folder: Path, name: str, old: str, new: str) -> None:
    text = (bundled() / name).read_text(encoding="utf-8")
    assert old in text
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_bundled_templates_load() -> None:
    styles = load_styles()
    assert set(NEEDED) <= set(styles.styles) and styles.style("title").font == "方正小标宋简体"
    assert "牵头单位" in load_words().labels.lead


def test_every_colour_can_be_read_in_print() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for name, style in load_styles().styles.items():
        fill, text = light(style.fill or "#FFFFFF"), light(style.color or "#000000")
        # the lowest contrast of W3C's level AA
        assert name == "struck" or (max(fill, text) + 0.05) / (min(fill, text) + 0.05) >= 4.5, name


def test_the_offices_own_templates_come_first(tmp_path: Path) -> None:
    own(tmp_path, "workbook.toml", 'title = "方正小标宋简体"', 'title = "华文中宋"')
    assert load_styles(tmp_path).style("title").font == "华文中宋"
    assert asdict(load_words(tmp_path)) == asdict(load_words())
    assert find_template("words.toml", tmp_path) == bundled() / "words.toml"


def test_a_template_nobody_has_is_told() -> None:
    with pytest.raises(TemplateError, match=r"none\.docx"):
        find_template("none.docx")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("size = 22", "size = ", r"workbook\.toml 第\d+行第\d+列写法有误"),
        ("size = 22", 'size = "22"', "〔styles.title〕“size”"),
        ("size = 22", "sise = 22", "不认识“sise”"),
        ('align = "center"', 'align = "middle"', "“align”"),
        ('fill = "#FDE9E7"', 'fill = "pink"', "颜色“pink”不对"),
        ("[styles.sign]", "[styles.signed]", "缺少样式〔styles.sign〕"),
        ("least_size = 7", "", "缺少“least_size”"),
        ("least_size = 7", "least_size = 0", "应是大于 0 的数"),
        ('green = "#5B9A5B"', "green = 5", "颜色“5”不对"),
        ("[fonts]", "[font]", "缺少〔fonts〕"),
    ],
)
def test_mistakes_in_the_style_table_are_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    own(tmp_path, "workbook.toml", old, new)
    with pytest.raises(TemplateError, match=told):
        load_styles(tmp_path)


def test_a_template_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "words.toml").write_bytes("# 词表".encode("gbk"))
    with pytest.raises(TemplateError, match="UTF-8"):
        load_words(tmp_path)


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(tmp_path: Path) -> None:
    own(tmp_path, "words.toml", "[labels]", "[labels]")
    file = tmp_path / "templates" / "words.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert asdict(load_words(tmp_path)) == asdict(load_words())


def test_an_office_adds_words_and_need_not_repeat_ours(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    file = tmp_path / "templates" / "words.toml"
    file.write_text('[labels]\nlead = ["主抓单位", "牵头单位"]\n', encoding="utf-8")
    words = load_words(tmp_path)
    assert words.labels.lead == (*load_words().labels.lead, "主抓单位")
    assert asdict(words.units) == asdict(load_words().units)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[label]\nlead = ["主抓"]', "不认识“label”"), ('[labels]\nleads = ["主抓"]', "不认识“leads”"),
        ('[labels]\nlead = "主抓"', "不是词语列表"), ('lead = ["主抓"]', "不认识“lead”"),
        ("[labels]\nlead = [", "写法有误"),
    ],
)  # fmt: skip
def test_mistakes_in_the_vocabulary_are_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=told):
        load_words(tmp_path)
