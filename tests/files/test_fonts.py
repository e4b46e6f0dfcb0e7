"""Fonts that a paper asks for and a machine does not have are told in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from breakdown.files import fonts
from breakdown.files.fonts import font_problems, fonts_of, installed_fonts
from breakdown.files.templates import find_template

OFFICIAL = ("方正小标宋简体", "仿宋_GB2312", "黑体")


@pytest.mark.parametrize("name", ["bulletin.docx", "slip.docx", "slip_register.docx"])
def test_our_own_papers_ask_for_the_fonts_of_official_papers(name: str) -> None:
    assert set(OFFICIAL) <= set(fonts_of(find_template(name, None)))
    assert not any(asked.startswith("zh") for asked in fonts_of(find_template(name, None)))


@pytest.mark.parametrize(("have", "missing"), [
    ({"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}, ""),
    ({"fzxiaobiaosong-b05s", "FangSong", "KaiTi", "SimHei", "SimSun"}, ""),
    ({"仿宋", "楷体", "SimHei", "SimSun"}, "方正小标宋简体"), ({"Noto Sans CJK SC", "SimSun"}, "仿宋_GB2312"),
])
def test_what_is_missing_is_named(have: set[str], missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset(have))
    found = font_problems(find_template("bulletin.docx", None))
    assert len(found) == bool(missing)
    for problem in found:
        assert missing in problem.sentence and "templates/bulletin.docx" in problem.hint


def test_a_machine_that_does_not_tell_is_not_accused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset())
    assert font_problems(find_template("bulletin.docx", None)) == []
    (tmp_path / "x.docx").write_bytes(b"no document")
    assert fonts_of(tmp_path / "x.docx") == fonts_of(tmp_path / "none.docx") == []


def test_an_offices_own_template_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    document = Document()
    style = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    style.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia", "云河手书体")
    document.save(str(tmp_path / "bulletin.docx"))
    monkeypatch.setattr(fonts, "installed_fonts", lambda: frozenset({"仿宋"}))
    [problem] = font_problems(tmp_path / "bulletin.docx")
    assert "云河手书体" in problem.sentence


def test_this_machine_lists_its_fonts() -> None:
    known = installed_fonts()
    assert not known or all(name == name.strip("\n") and name for name in known)
