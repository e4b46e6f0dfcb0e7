"""Whose form a returned workbook is: by document properties, hidden sheet or row ids, and last by its tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from breakdown.cells import WorkbookCells, fold
from breakdown.form import IDENTITY_NAMES, Identity, identity_from_pairs
from breakdown.merge.shelf import FormKey, IssuedForm, Shelf, width_folded
from breakdown.periods import Period
from breakdown.problems import Problem
from breakdown.settings import Settings


@dataclass(frozen=True)
class Identified:
    """The form a workbook is, or why it is none that may be taken (state 退回 or 无法识别), and what was noticed."""

    form: IssuedForm | None
    unit: str = ""
    revision: int = 0
    state: str = ""
    reason: str = ""
    problems: tuple[Problem, ...] = ()


def identify(cells: WorkbookCells, shelf: Shelf, period: Period, settings: Settings) -> Identified:
    """Recognise a workbook by any carrier of identity that is left, else by the texts of its tasks."""
    claims = claimed_identities(cells)
    by_rows = form_of_rows(cells, shelf)
    if not claims and by_rows is None:
        return _by_text(cells, shelf, period)
    problems = []
    if len({tuple(width_folded(value) for _, value in claim.rows) for claim in claims}) > 1:
        claims.sort(key=lambda claim: by_rows != _key(claim, shelf))
        problems.append(Problem("存疑", cells.file, "identity-differs", "文件属性与隐藏的标识表说法不一",
                                "请核对这份表是谁报的", "；".join(claim.unit for claim in claims)))
    claim = claims[0] if claims else None
    key = _key(claim, shelf) if claim else by_rows
    assert key is not None
    reason = _reason(claim, key, by_rows, shelf, period, settings)
    if reason:
        return Identified(None, key[0], key[2], "退回", reason, tuple(problems))
    form = shelf.form(key)
    assert form is not None
    if claim and width_folded(claim.digest) != form.digest:
        problems.append(Problem("存疑", cells.file, "identity-differs", "表内的校验码与发出时不一致",
                                "任务按台账为准，请留意表内改动", claim.digest))
    return Identified(form, key[0], key[2], problems=(*problems, *_older(cells, form, shelf, period)))


def claimed_identities(cells: WorkbookCells) -> list[Identity]:
    """What document properties and hidden sheet say, those that are left."""
    return [claim for claim in (identity_from_pairs(cells.properties), _from_sheets(cells)) if claim]


def _key(claim: Identity, shelf: Shelf) -> FormKey:
    return shelf.find(claim.unit, claim.period, claim.revision)


def _from_sheets(cells: WorkbookCells) -> Identity | None:
    for sheet in cells.sheets:
        pairs: dict[str, str] = {}
        for folded, row in zip(sheet.folded[:40], sheet.texts, strict=False):
            # nearly all rows are none of it
            if IDENTITY_NAMES.isdisjoint(folded):
                continue
            texts = [text for text in row if text]
            if len(texts) > 1:
                pairs.setdefault(fold(texts[0]), texts[1])
        if found := identity_from_pairs(pairs):
            return found
    return None


def form_of_rows(cells: WorkbookCells, shelf: Shelf) -> FormKey | None:
    """The form that most of the row ids belong to."""
    counts: Counter[FormKey] = Counter()
    for sheet in cells.sheets:
        for row in sheet.texts:
            for text in row:
                # only ids have these strokes
                issued = shelf.row(width_folded(text)) if "|" in text or "｜" in text else None
                if issued:
                    counts[issued.form] += 1
    return max(sorted(counts), key=lambda key: counts[key]) if counts else None


def _reason(
    claim: Identity | None, key: FormKey, by_rows: FormKey | None, shelf: Shelf, period: Period, settings: Settings
) -> str:
    """Why nothing may be taken from this form; "" when it may."""
    if claim and width_folded(claim.folder) != width_folded(settings.identity):
        return "这是另一个台账发出的表，不是本台账的"
    if key[1] != period.name:
        return f"这是 {key[1]} 期的表，本期是 {period.name}"
    if shelf.form(key) is None:
        return f"台账里没有发给“{key[0]}”的第 {key[2]} 版表"
    if by_rows and by_rows[:2] != key[:2]:
        return f"表名义上是“{key[0]}”的，里面的任务行却多数来自“{by_rows[0]}”{by_rows[1]} 期的表"
    return ""


def _older(cells: WorkbookCells, form: IssuedForm, shelf: Shelf, period: Period) -> list[Problem]:
    newest = shelf.newest(period.name, form.kind)[form.key[0]]
    if form.key[2] == newest:
        return []
    return [Problem("提示", cells.file, "form-old", f"按第 {form.key[2]} 版填的，最新发出的是第 {newest} 版",
                    "已按任务逐行采纳，新版增加的任务需另行填报", str(form.key[2]))]


def _by_text(cells: WorkbookCells, shelf: Shelf, period: Period) -> Identified:
    """The form of this period whose tasks these are; between equals the one whose unit is named decides."""
    texts = {text for sheet in cells.sheets for row in sheet.folded for text in row}
    scores = {}
    for form in shelf.alike(period.name, texts):
        # tasks that others have, too, say little; a form that is there in full says most
        common, unit = sum(text in texts for text in form.by_text), form.key[0]
        scores[unit] = (common / len(form.by_text), _is_named(unit, texts, cells.file), common)
    best = [unit for unit, score in scores.items() if score == max(scores.values())]
    if len(best) != 1:
        what = "认不出是哪个单位的表" if best else "不是本台账发出的表：没有标识，也没有本期的任务"
        return Identified(None, state="无法识别", reason=what)
    revisions = (shelf.newest(period.name, kind).get(best[0]) for kind in ("progress", "plan"))
    keys = [(best[0], period.name, revision) for revision in revisions if revision is not None]
    form = _closest(texts, [found for key in keys if (found := shelf.form(key))])
    problem = Problem("存疑", cells.file, "identity-guessed", f"表内标识都没有了，按任务内容认作“{best[0]}”的表",
                      "请核对是否该单位所报", best[0])
    return Identified(form, best[0], form.key[2], problems=(problem,))


def _is_named(unit: str, texts: set[str], file: str) -> bool:
    return any(fold(unit) in text for text in (*texts, fold(file)))


def _closest(texts: set[str], forms: Sequence[IssuedForm]) -> IssuedForm:
    """Of a unit's forms the one whose own headers and sentences stand in the workbook in the greatest part."""
    def share(form: IssuedForm) -> float:
        printed = {fold(text) for listed in form.texts.values() for text in listed}
        return len(printed & texts) / max(len(printed), 1)

    return max(forms, key=share)
