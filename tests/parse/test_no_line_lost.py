"""Law 1 over random notices: every line ends in a task, a heading, the letter, or a problem that quotes it."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from breakdown.document import Document, Paragraph
from breakdown.parse import Parsed, parse_document
from breakdown.words import Words
from tests.parse.tables import LEFT, UP, make_document

# characters that stand in no label and no name of a unit below
_OWN = "山桥田林学医城乡建改新增提升三五家个亿"
_CHARS = st.text(f"{_OWN}路水推进完成", min_size=4, max_size=24)
_UNITS = st.lists(
    st.sampled_from(["区交通局", "区教育局", "清溪镇", "区水利局(河长办)", "各镇", "区级相关部门", "云河水务公司"]),
    min_size=1, max_size=4, unique=True,
).map("、".join)  # fmt: skip
_MARKS = st.sampled_from(["{}.", "{}、", "（{}）", "{})", "1.{} ", "●", "{} ", "第{}项 ", "任务{}："])


def _numbered(parts: list[list[str]], mark: str) -> list[str]:
    return [line for number, (first, *rest) in enumerate(parts, 1) for line in [mark.format(number) + first, *rest]]


_LABELLED = st.tuples(_CHARS, _UNITS, _UNITS).map(lambda t: [t[0] + "。", f"责任单位：{t[1]}；配合单位：{t[2]}。"])
_BLOCKS = st.tuples(_CHARS, _UNITS, _UNITS).map(
    lambda t: [t[0], "牵头领导：赵清源", f"牵头单位:{t[1]}", f"协同单位：{t[2]}", "完成时限：6月底前"]
)
_BRACKETS = st.tuples(_CHARS, _UNITS, _UNITS).map(lambda t: [f"{t[0]}。（{t[1]}牵头，{t[2]}配合）"])
_BARE = _CHARS.map(lambda text: [text])
_SPACED = st.tuples(_CHARS, _UNITS).map(lambda t: [" ".join(t[0]) + " 。", " ".join(f"责任单位：{t[1]}")])
_GLUED = st.tuples(_CHARS, _CHARS, _UNITS).map(
    lambda t: [f"{t[0]}。责任单位：{t[2]}（2）{t[1]}。（{t[2]}负责）2.{t[1]}"]
)
_SHARED = st.tuples(_CHARS, _UNITS).map(lambda t: [t[0] + "。", f"以上2项，牵头单位：{t[1]}"])
_PROGRESS = st.tuples(_CHARS, _UNITS, _CHARS).map(
    lambda t: [f"{t[0]}。（{t[1]}负责）", f"1-6月完成情况：{t[2]}。", f"已{t[2]}。"]
)
_VALUES = st.tuples(_CHARS, _UNITS).map(
    lambda t: [t[0] + "。", "牵头单位", *t[1].split("、"), "完成时限", "6月底前"]
)
_ITEM = st.one_of(_LABELLED, _BLOCKS, _BRACKETS, _BARE, _SPACED, _GLUED, _SHARED, _PROGRESS, _VALUES)
_HEADS = st.sampled_from(
    ["{}、{}", "{}、赵清源副区长牵头{}工作", "（{}）{}（责任单位：区教育局）", "【{}{}】", "{}、区水务局",
     "{}、组织保障"]
)
_STRAY = st.one_of(
    _CHARS, st.sampled_from(["回到顶部", "— 3 —", "2021年3月12日", "附件：任务清单", "云河区人民政府"]),
    st.sampled_from(["附件2", "工作要求：", "三、工作要求", "（一）加强领导。各单位要落实。", "目　录", "2.民生清单"]),
    st.just("注：本表由区政府办解释"),
)
_CELL = st.one_of(_CHARS.map(lambda text: text + "。"), _UNITS, st.sampled_from(["6月底前", "持续推进", "赵清源", "7"]))


@st.composite
def _notices(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """What to look for, and the lines as laid out; of broken lines the words of their own, since labels are broken."""
    lines = draw(st.lists(_CHARS.map(lambda text: text + "。"), max_size=4))
    for number in "一二三"[: draw(st.integers(0, 3))]:
        lines.append(draw(_HEADS).format(number, draw(_CHARS)))
        lines += draw(st.lists(_UNITS.map(lambda units: f"责任单位：{units}"), max_size=1))
        lines += _numbered(draw(st.lists(_ITEM, max_size=4)), draw(_MARKS))
        lines += draw(st.lists(_STRAY, max_size=2))
    if draw(st.booleans()):
        lines += ["序号", "", "重点工作", "", "牵头单位", "", "配合单位", "", "完成时限", ""]
        for row in range(1, draw(st.integers(1, 4))):
            lines += [str(row), ""] + [line for cell in draw(st.lists(_CELL, max_size=6)) for line in (cell, "")]
    lines += draw(st.lists(_STRAY, max_size=3))
    at = draw(st.integers(0, len(lines)))
    lines = [*lines[:at], draw(_CHARS), *lines[at:]]
    printed = draw(_LAYOUTS)(lines)
    if len(printed) == 1 or printed == lines:
        return lines, printed
    return [" ".join(re.findall(f"[{_OWN}]{{2,}}", line)) for line in printed], printed


def _wrap(lines: list[str]) -> list[str]:
    return [line[at : at + 20] for line in lines for at in range(0, max(len(line), 1), 20)]


# as written, with hard wraps, with blank lines between wrapped lines, all on one line
_LAYOUTS = st.sampled_from(
    [list, list, _wrap, lambda lines: [each for line in _wrap(lines) for each in (line, "")],
     lambda lines: ["　　".join(lines)]]
)  # fmt: skip


def _tokens(text: str, words: Words) -> list[str]:
    """Runs of letters and digits, without the label words and the verbs that a reading turns into columns."""
    labels = [word for name in vars(words.labels) for word in getattr(words.labels, name)]
    verbs = (*words.units.lead_verbs, *words.units.duty_verbs, *words.units.assist_verbs)
    found = []
    pieces = text.split()
    spaced_out = sum(len(piece) == 1 for piece in pieces) > len(pieces) / 2
    for run in re.findall(r"\w+", unicodedata.normalize("NFKC", "".join(pieces) if spaced_out else text)):
        bare = re.sub(r"^(?:任务|第)?\d+项?", "", run) if run not in labels else ""
        for verb in sorted(verbs, key=len, reverse=True):
            bare = bare.removesuffix(verb)
        found.append(bare)
    return [token for token in found if token]


_COLUMNS = ["序号", "类别", "重点工作", "具体任务", "年度目标", "目标值（亿元）", "责任领导", "牵头单位", "责任单位",
          "配合单位", "完成时限", "一季度", "二季度", "责任人", "联系电话", "完成情况", "备注", "山水", ""]
_HEADINGS = st.one_of(_CHARS.map(lambda text: f"一、{text}"), _CHARS.map(lambda text: f"（二）{text}"), _CHARS)
_TABLE_CELL = st.one_of(
    _CELL, _CELL, st.just(""), st.sampled_from([UP, LEFT, UP]), st.integers(1, 9).map(str),
    st.sampled_from(["合计", "√", "/", "1\n2", "牵头单位：区教育局\n配合单位：各镇", "/",
                     "区教育局牵头，各镇配合，6月底前完成", "责任单位：区教育局 责任人：赵清源", "注：见附表"]),
)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[list[str]], int]:
    """A table and how many of its rows are its head."""
    wide = draw(st.integers(2, 8))
    heads = draw(st.lists(st.sampled_from(_COLUMNS), min_size=wide, max_size=wide, unique=draw(st.booleans())))
    top = draw(st.sampled_from([[heads], [heads], [], [["责任分工", *[LEFT] * (wide - 1)], heads]]))
    body = []
    for _ in range(draw(st.integers(1, 6))):
        row = [draw(_TABLE_CELL) for _ in range(wide)]
        whole = [draw(_HEADINGS), *[LEFT] * (wide - 1)]
        body.append(draw(st.sampled_from([row, row, row, whole, heads if top else row])))
    # nothing stands above the first row, nor to the left of the first column
    rows = [["" if text == LEFT and not at else text for at, text in enumerate(row)] for row in [*top, *body]]
    rows[0] = ["" if text == UP else text for text in rows[0]]
    return rows, len(top)


def _corpus(parsed: Parsed) -> str:
    kept = [str(value) for column in parsed.written for value in parsed.written[column]]
    kept += [*parsed.front.texts, *(f"{problem.sentence} {problem.value}" for problem in parsed.problems)]
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", "".join(kept)))


@settings(max_examples=1000)
@given(notice=_notices())
def test_every_line_is_accounted_for(notice: tuple[list[str], list[str]], words: Words) -> None:
    lines, printed = notice
    document = Document("notice.txt", "", tuple(Paragraph(text, number) for number, text in enumerate(printed, 1)))
    corpus = _corpus(parse_document(document, words))
    for line in lines:
        # a row's own number gives way where the same task has another in the text
        for token in _tokens(line, words) if not re.fullmatch(r"\d+", line) else []:
            assert token in corpus, f"“{line}” is lost"


@settings(max_examples=1000)
@given(notice=_notices(), tables=st.lists(_tables(), min_size=1, max_size=3), data=st.data())
def test_every_cell_is_accounted_for(
    notice: tuple[list[str], list[str]], tables: list[tuple[list[list[str]], int]], data: st.DataObject, words: Words
) -> None:
    lines = notice[1]
    places = sorted(data.draw(st.lists(st.integers(0, len(lines)), min_size=len(tables), max_size=len(tables))))
    blocks: list[str | list[list[str]]] = list(lines)
    for at, (rows, _) in reversed(list(zip(places, tables, strict=True))):
        blocks.insert(at, rows)
    document = make_document(*blocks)
    corpus = _corpus(parse_document(document, words))
    # heads of columns and totals are read, and stand in no row
    known = {*_COLUMNS, "责任分工", "合计"}
    cells = (cell for table in document.tables for cell in table.cells())
    for piece in document.pieces() if notice[0] == lines else cells:
        plain = re.fullmatch(r"\d+", piece.text) or piece.text.strip() in known
        for token in _tokens(piece.text, words) if not plain else ():
            assert token in corpus, f"“{piece.text}” is lost"
