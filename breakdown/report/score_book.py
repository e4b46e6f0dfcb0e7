"""Year-end scores as a workbook: ranks by group, every point with its row, the rules by which they were given."""

from __future__ import annotations

from breakdown.book import Block, Book, Lines, Sheet
from breakdown.report.rows import rows_of
from breakdown.report.score_rules import ScoreRule
from breakdown.report.scores import SCORE_ROWS, SCORES, Scored
from breakdown.report.views import make_grid, or_none
from breakdown.report.wording import chinese_day
from breakdown.settings import Settings

_EXPLAINED = tuple(column.name for column in SCORE_ROWS.columns if column.name not in ("period", "task_id"))


def score_book(scored: Scored, settings: Settings) -> Book:
    """The scores, the rows that explain them, the rules."""
    first, last = scored.periods[0].title, scored.periods[-1].title
    span = first if first == last else f"{first}至{last}"
    said = f"计分期次：{span}　　截至：{chinese_day(scored.as_of)}　　计分规则：{scored.scoring.name}"
    title = f"{settings.name}{scored.period.title}重点任务考核得分"
    note = "得分＝起算分＋扣分＋加分，每一分都在“计分明细”中有一行。按组排名，同分的名次并列，后面的名次空出。"
    if scored.waiting:
        due = chinese_day(scored.due)
        note += f"{scored.periods[-1].title}的报送截止日（{due}）还没有过，{scored.waiting}家待报单位暂不扣分。"
    scores = make_grid("scores", SCORES.columns, rows_of(scored.scores))
    rows = make_grid("rows", SCORE_ROWS.pick(*_EXPLAINED), rows_of(scored.rows), filtered=True, wide="content")
    blocks = (Lines(((title, "title"), (said, "subtitle"), (note, "note"))), or_none(scores, "没有应考核的单位。"),
              Lines(tuple((text, "note") for text in _ties(scored))))
    told = Lines((("计分明细", "title"), (said, "subtitle")))
    return Book(title, (
        _sheet("得分", blocks, scored, settings, landscape=False),
        _sheet("计分明细", (told, or_none(rows, "没有扣分、加分的情形。")), scored, settings),
        _sheet("计分规则", (_rules(scored),), scored, settings, landscape=False),
    ))


def _ties(scored: Scored) -> tuple[str, ...]:
    """Every place that several units share, with all of them."""
    shared: dict[tuple[str, int], list[str]] = {}
    for row in rows_of(scored.scores):
        shared.setdefault((row.group, row.rank), []).append(row.unit)
    return tuple(f"{group}第{rank}名并列：{'、'.join(units)}。" for (group, rank), units in shared.items()
                 if len(units) > 1)


def _rules(scored: Scored) -> Lines:
    scoring = scored.scoring
    head = f"每个单位从{scoring.base}分起算，最低{scoring.lowest}分。规则写在 templates/scores.toml，可以修改。"
    early = f"“提前完成”指时限前{scoring.early_days}天以上报完成并已销号的；通知没有写明时限的不算。"
    rules = (f"{at}. {_told(rule)}" for at, rule in enumerate(scoring.rules, 1))
    return Lines((("计分规则", "title"), (head, "body"), (early, "body"), *((text, "body") for text in rules)))


def _told(rule: ScoreRule) -> str:
    each = "每期每次计" if rule.counted == "每期" else "全年同一事项计一次"
    most = f"，最多{rule.most}分" if rule.most else ""
    return f"{rule.name}：{'加' if rule.points > 0 else '扣'}{abs(rule.points)}分，{each}{most}。"


def _sheet(
    name: str, blocks: tuple[Block, ...], scored: Scored, settings: Settings, landscape: bool = True
) -> Sheet:
    return Sheet(name, blocks, landscape=landscape, footer=f"{settings.name}　{chinese_day(scored.as_of)}")
