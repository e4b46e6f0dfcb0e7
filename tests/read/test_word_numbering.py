"""Automatic numbers stand in no text: they must come out as Word prints them."""

from __future__ import annotations

import pytest

from breakdown.read.steps import silent
from breakdown.read.word.docx import gather
from breakdown.read.word.formats import format_number
from tests.read.rebuild_docx import paragraph, raw_docx


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def kind(identifier: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def listed(identifier: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(identifier: int, at: int = 0, text: str = "修桥") -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{identifier}"/></w:numPr>')


def texts(body: str, **parts: str) -> list[str]:
    return [each.text for each in gather("通知.docx", raw_docx(body, **parts), silent).blocks]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一"}),
        ("chineseCountingThousand", {99: "九十九", 100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一"}),
        ("taiwaneseCountingThousand", {11: "十一", 205: "二百零五"}),
        ("japaneseCounting", {10: "十", 11: "十一", 100: "百", 110: "百十", 203: "二百三"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰"}),
        ("ideographDigital", {9: "九", 10: "一〇", 21: "二一"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalFullWidth", {3: "３", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {1: "⑴"}), ("decimalEnclosedFullstop", {20: "⒛"}), ("decimalZero", {7: "07"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}), ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}), ("lowerRoman", {9: "ix"}),
        ("none", {1: ""}), ("bullet", {1: ""}), ("whatEver", {5: "5"}),
    ],
)  # fmt: skip
def test_formats(form: str, shown: dict[int, str]) -> None:
    assert {number: format_number(number, form) for number in shown} == shown


def test_a_format_of_the_offices_own() -> None:
    assert format_number(7, "custom", "001, 002, 003, ...") == "007"
    assert format_number(7, "custom", "其他") == "7"


def test_levels_restart_and_name_those_above() -> None:
    numbering = kind(
        0, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"), level(3, "decimalEnclosedCircle", "%4"),
    ) + listed(1, 0)  # fmt: skip
    body = "".join(item(1, at) for at in (0, 1, 1, 2, 3, 3, 0, 1, 2))
    assert texts(body, numbering=numbering) == [
        "一、修桥", "（一）修桥", "（二）修桥", "1.2.1 修桥", "①　修桥", "②　修桥",
        "二、修桥", "（一）修桥", "2.1.1 修桥",
    ]  # fmt: skip


def test_lists_of_one_kind_count_together_until_one_begins_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = kind(0, level(0, "decimal", "%1.")) + listed(1, 0) + listed(2, 0) + listed(3, 0, anew)
    body = "".join(item(number) for number in (1, 1, 2, 3, 3, 1))
    assert texts(body, numbering=numbering) == [f"{number}. 修桥" for number in (1, 2, 3, 5, 6, 7)]


def test_a_level_that_never_restarts_and_one_that_waits_for_the_first() -> None:
    numbering = kind(
        0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
        level(3, "lowerRoman", "%4)", '<w:lvlRestart w:val="0"/>'),
    ) + listed(1, 0)  # fmt: skip
    body = "".join(item(1, at) for at in (0, 1, 2, 3, 1, 2, 3, 0, 2, 3))
    shown = [text.split()[0] for text in texts(body, numbering=numbering)]
    assert shown == ["1.", "1.1", "a)", "i)", "1.2", "b)", "ii)", "2.", "a)", "iii)"]


def test_a_list_may_change_a_level_of_its_kind() -> None:
    change = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "第%1条")}</w:lvlOverride>'
    numbering = kind(0, level(0, "decimal", "%1.")) + listed(1, 0, change)
    assert texts(item(1) + item(1), numbering=numbering) == ["第A条　修桥", "第B条　修桥"]


def test_a_level_below_that_comes_first_shows_the_start_of_those_above() -> None:
    numbering = kind(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + listed(1, 0)
    body = item(1, 1) + item(1, 1) + item(1, 0) + item(1, 1)
    assert texts(body, numbering=numbering) == ["1.1 修桥", "1.2 修桥", "2. 修桥", "2.1 修桥"]


def test_levels_without_numbers_print_nothing() -> None:
    numbering = kind(
        0, level(0, "decimal", "%1."), level(1, "bullet", "●"), level(2, "decimal", "%1.%2%3.")
    ) + listed(1, 0)
    body = item(1, 0) + item(1, 1) + item(1, 2)
    assert texts(body, numbering=numbering) == ["1. 修桥", "修桥", "1.1. 修桥"]


STYLES = """
<w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/>
  <w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="below"><w:name w:val="below"/><w:basedOn w:val="base"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="heir"><w:name w:val="heir"/><w:basedOn w:val="below"/></w:style>
<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="linked"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""


def test_numbers_from_styles_and_those_they_are_based_on() -> None:
    numbering = kind(
        0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:suff w:val="space"/>'),
        level(2, "decimal", "(%3)", '<w:pStyle w:val="linked"/><w:suff w:val="nothing"/>'),
    ) + listed(1, 0)  # fmt: skip
    styled = [paragraph("修桥", f'<w:pStyle w:val="{name}"/>') for name in ("base", "below", "heir", "linked")]
    plain = paragraph("修桥", '<w:pStyle w:val="base"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    shown = texts("".join(styled) + plain, numbering=numbering, styles=STYLES)
    assert shown == ["一、修桥", "1. 修桥", "2. 修桥", "(1)修桥", "修桥"]


def test_a_kind_that_only_names_a_style() -> None:
    form = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="s">{form}</w:style>'
    named = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'
    numbering = kind(0, level(0, "decimal", "%1）")) + named + listed(1, 0) + listed(2, 1)
    assert texts(item(2) + item(1), numbering=numbering, styles=styles) == ["1）修桥", "2）修桥"]


def test_a_number_never_runs_into_the_digits_of_the_text() -> None:
    numbering = kind(0, level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')) + listed(1, 0)
    body = item(1, text="修桥") + item(1, text="5亿元投资") + item(1, text="")
    assert texts(body, numbering=numbering) == ["1.修桥", "2. 5亿元投资", "3."]


def test_a_list_that_is_not_there_numbers_nothing() -> None:
    assert texts(item(9) + item(1, 5), numbering=kind(0, level(0, "decimal", "%1.")) + listed(1, 0)) == ["修桥", "修桥"]
