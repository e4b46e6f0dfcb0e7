"""The head of a table with borders: which column holds what, by one, two or three rows of words in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from breakdown.names import looks_like_people, looks_like_unit
from breakdown.parse.duty.times import is_time, names_time
from breakdown.parse.lines import squeeze
from breakdown.parse.tables.assume import assume_titles
from breakdown.parse.tables.header import header_role
from breakdown.parse.tables.titles import UNITS, Heading, Row, Title
from breakdown.words import Labels, Words

_MOST_ROWS = 3
_LONGEST, _SHORT, _LONGEST_WORD = 24, 8, 12
_FEWEST_WORDS = 3
# So many rows below a head are asked what its columns hold.
_TELLING_ROWS = 40
_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]")
_STAGE = re.compile(
    r"^(?P<time>(?:20\d\d年度?)?(?:第?[一二三四1-4]个?季度|Q[1-4]|[上下]半年|\d{1,2}月?份?[-—–~～至]\d{1,2}月份?|\d{1,2}月份?)"
    r"|20\d\d年)[末底]?前?"
    r"(?:阶段|目标|任务|计划|安排|节点|工作|进度|完成|内容|措施|重点|推进|序时|要求)*$"
)
_GENERIC = re.compile(r"^(单位|部门|名称|单位名称|市级|区级|县级|市直|区直|县直|镇街|乡镇)$")
# what ends the name of a unit may end a word for units, too
_GENERAL = re.compile("(单位|部门|科室|处室|股室|厅局|主体|机构|镇街|乡镇|街道|村|社区)$")
# beside a task column these tell a list of tasks from any other list
_TELLING = {*UNITS, "leader", "deadline", "stage"}


def read_heading(rows: Sequence[Row], at: int, top: bool, words: Words) -> Heading | None:
    """The head of a list of tasks that begins in row `at`, as many rows of it as tell most; None when none does.

    top: no table row stands above it, so that words which no vocabulary knows may be a head, too.
    """
    best: Heading | None = None
    labels = words.labels
    if not _reads_as_head(rows[at], labels) and not (top and _could_head(rows, at, words)):
        return None
    for high in range(1, _MOST_ROWS + 1):
        if at + high > len(rows) or (high > 1 and not _goes_on(rows[at : at + high], labels)):
            break
        found = Heading(tuple(_title(path, labels) for path in _paths(rows[at : at + high])), high)
        rest = rows[at + high : at + high + _TELLING_ROWS]
        below = list(takewhile(lambda row: not _reads_as_head(row, labels), rest))
        named = any(_is_value(title.word, words) for title in found.titles if title.word and not title.role)
        if named and not any(title.role in UNITS for title in found.titles):
            continue
        titles = found.titles if named else assume_titles(found.titles, below, words)
        if _heads_tasks(titles) and (best is None or found.known >= best.known):
            best = found
    if best is not None and at + best.high < len(rows) and _counts_columns(rows[at + best.high]):
        return best._replace(high=best.high + 1)
    return best


def fold_title(text: str) -> str:
    """A header word without spaces, marks and brackets, in half-width digits."""
    folded = unicodedata.normalize("NFKC", squeeze(text))
    return re.sub(r"\(.*?\)|[*:|]", "", folded)


def _role(text: str, labels: Labels) -> str:
    if not text or len(text) > 2 * _LONGEST:
        return ""
    role, said = _word_role(fold_title(text), labels), _BRACKET.search(text)
    # 责任处室（牵头）, 责任处室（配合）
    marked = header_role(said[1], labels) if role == "either" and said else ""
    return marked if marked in ("lead", "support") else role


@lru_cache(maxsize=4096)
def _word_role(word: str, labels: Labels) -> str:
    if not word or len(word) > _LONGEST or re.search(r"[。;!?]", word):
        return ""
    if word in (*labels.kept, *labels.progress) or word.endswith("情况"):
        return "kept"
    if _STAGE.match(word):
        return "stage"
    core = re.sub(r"^(20\d\d年?度?|本年度?|全年)(?=.{2})", "", word)
    if core in labels.section:
        return "section"
    if core in labels.measure:
        return "measure"
    if re.search(r"指标(名称|内容)?$", core) and len(core) <= 8:
        return "task"
    # two words in one head: 责任单位及责任人, 牵头单位/配合单位
    first = re.split(r"[/、及和]|与(?!单位)", core)[0]
    return header_role(core, labels) or header_role(first, labels)


def _paths(rows: Sequence[Row]) -> list[list[str]]:
    """The words above each column, from the top; a merged cell counts once."""
    paths = []
    for column in range(len(rows[0])):
        cells = {row[column].line: row[column].text for row in rows}
        paths.append([text for text in cells.values() if text.strip()])
    return paths


def _title(path: Sequence[str], labels: Labels) -> Title:
    if not path:
        return Title("", "")
    roles = [_role(text, labels) for text in path]
    word, upper = fold_title(path[-1]), next((role for role in reversed(roles[:-1]) if role), "")
    role = roles[-1]
    if role == "either" and upper in ("lead", "support"):
        role = upper
    elif not role and upper in UNITS and not _GENERIC.match(word):
        # 牵头单位 over 责任人, 电话; under 责任单位 the cells will tell
        role = "" if upper == "either" else "kept"
    elif not role:
        joined = "".join(path)
        # one word broken over two rows (责任 / 单位)
        role, word = (upper, word) if upper else (_role(joined, labels), fold_title(joined))
    if role == "stage":
        return _stage_title(path, word)
    units = [match[1] for text in path if (match := _BRACKET.search(text))]
    return Title(role, word, unit=squeeze(units[-1]) if units else "")


def _stage_title(path: Sequence[str], word: str) -> Title:
    """The time of a stage; the year may stand in the group above (2021年 over 一季度)."""
    match = _STAGE.match(word)
    time = match["time"] if match else word
    year = next((found[0] for text in path[:-1] if (found := re.match(r"20\d\d年", fold_title(text)))), "")
    return Title("stage", word, time if time.startswith("20") else year + time)


def _reads_as_head(row: Row, labels: Labels) -> bool:
    """Whether a row holds words and neither sentences nor numbers, half of them known, or two."""
    texts = [cell.text for cell in {cell.line: cell for cell in row}.values() if not cell.blank]
    if any(len(squeeze(text)) > _LONGEST or re.search("[。，；]", text) or text.strip().isdigit() for text in texts):
        return False
    known = sum(bool(_role(text, labels)) for text in texts)
    # a word alone is a title
    return len(texts) > 1 and (known > 1 or 2 * known >= len(texts))


def _goes_on(rows: Sequence[Row], labels: Labels) -> bool:
    """Whether the last of these rows still belongs to the head: words below groups, beside cells merged downwards."""
    above, row = rows[-2], rows[-1]
    fresh = [(cell, over) for cell, over in zip(row, above, strict=True) if cell.line != over.line]
    written = {cell.line: (cell, over) for cell, over in fresh if not cell.blank}
    texts = [cell.text for cell, _ in written.values()]
    if any(len(squeeze(text)) > _LONGEST or re.search("[。，；]", text) or text.strip().isdigit() for text in texts):
        return False
    if not written:
        return len(fresh) < len(row)
    pairs = written.values()
    broken = sum(not _role(over.text, labels) and bool(_role(over.text + cell.text, labels)) for cell, over in pairs)
    if 2 * broken >= len(pairs):
        return True
    groups = [over for _, over in pairs if over.blank or sum(other.line == over.line for other in above) > 1]
    merged = any(_role(cell.text, labels) for cell, over in zip(row, above, strict=True) if cell.line == over.line)
    # 6月底前 in a lower row is a deadline rather
    telling = 2 * sum(bool(_role(cell.text, labels)) and cell.text[-1] != "前" for cell, _ in pairs) >= len(pairs)
    short = all(len(squeeze(cell.text)) <= _SHORT for cell, _ in pairs)
    return bool(groups) and (telling or (merged and short))


def _could_head(rows: Sequence[Row], at: int, words: Words) -> bool:
    """Whether a row holds nothing but different short words, and none that is a value in the rows below."""
    texts = [squeeze(cell.text) for cell in {cell.line: cell for cell in rows[at]}.values() if not cell.blank]
    if len(texts) < _FEWEST_WORDS or len(set(texts)) < len(texts):
        return False
    if any(len(text) > _LONGEST_WORD or re.search(r"[。，；：:、\d]", text) for text in texts):
        return False
    if any(_is_value(text, words) for text in texts):
        return False
    own = {cell.line for cell in rows[at]}
    below = {squeeze(cell.text) for row in rows[at + 1 :] for cell in row if cell.line not in own}
    return not below & set(texts)


def _is_value(word: str, words: Words) -> bool:
    """Whether a word is a name or a time itself, and so heads no column."""
    if is_time(word, words) and names_time(word) or looks_like_people(word, words):
        return True
    return looks_like_unit(word, words.units) and not _GENERAL.search(word)


def _heads_tasks(titles: Sequence[Title]) -> bool:
    roles = [title.role for title in titles]
    if not {"task", "goal"} & set(roles):
        return False
    years = sum(title.role == "stage" and re.fullmatch(r"20\d\d年", title.time) is not None for title in titles)
    telling = _TELLING - {"stage"} if years == 1 and roles.count("stage") == 1 else _TELLING
    by_units = bool(UNITS & set(roles))
    indicators = {"task", "goal", "number"} <= set(roles) and any("指标" in title.word for title in titles)
    known = sum(map(bool, roles))
    if any(title.assumed and title.role == "task" for title in titles):
        return by_units and known >= _FEWEST_WORDS
    return indicators or (bool(telling & set(roles)) and (by_units or known >= _FEWEST_WORDS))


def _counts_columns(row: Row) -> bool:
    """Whether a row below the head only numbers the columns (1 2 3 4; 甲 乙 1 2)."""
    texts = [cell.text.strip("（）() ") for cell in {cell.line: cell for cell in row}.values()]
    numbers = [int(text) for text in texts if text.isdigit()]
    rest = [text for text in texts if not text.isdigit()]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1)) and rest == ["甲", "乙", "丙"][: len(rest)]
