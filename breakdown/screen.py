"""What a verb prints: rich tables on a terminal, plain lines elsewhere, data on standard output."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakdown.errors import NoticeError
from breakdown.problems import CODES, Problem
from breakdown.reading import task_records
from breakdown.records import Reading

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from breakdown.desk import Outcome
    from breakdown.form import Kind
    from breakdown.merging import Merged
    from breakdown.report.sample import Sample
    from breakdown.report.status import StatusTable

_LISTED = 12
_SEVERITIES = ("错误", "存疑", "提示")
_CHANGES = {"task-new": "新增", "task-changed": "修改", "task-gone": "取消", "task-moved": "移动"}
# So many changes are listed, so much of a task's text.
_MOST, _VALUE = 40, 40


@cache
def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


@contextmanager
def progress() -> Iterator[Callable[[str, int], None]]:
    """A progress bar on a terminal; nothing where standard error is none."""
    if not sys.stderr.isatty():
        yield lambda what, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tick(what: str, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.advance(tasks[what])

        yield tick


def show_tasks(reading: Reading, form: str) -> None:
    """The tasks of a reading on standard output: a table to look at, or jsonl or csv for programs."""
    records = task_records(reading)
    if form == "jsonl":
        for record in records:
            print(json.dumps(record, ensure_ascii=False))
    elif form == "csv":
        _print_csv([{name: _flat(value) for name, value in record.items()} for record in records])
    else:
        rows = [
            (
                _shown(task["no"]), task["content"], "、".join(task["lead_units"]), "、".join(task["support_units"]),
                _shown(task["deadline_text"]) or _shown(task["due"]), "；".join(task["doubts"]),
            )
            for task in records
        ]  # fmt: skip
        table(reading.title, ("序号", "重点工作", "牵头单位", "配合单位", "完成时限", "存疑"), rows)
        say(_reading_totals(reading))
        show_problems(reading.problems)


def show_explained(reading: Reading, number: str) -> None:
    """How one task was read, field by field: the lines it came from, the rule, what else was considered, its doubts.

    number: as printed, or the id; several tasks that bear one number are all shown. NoticeError when none does.
    """
    tasks = reading.rows("tasks")
    asked = [task for task in tasks if number in (task["no"], task["task_id"])]
    if not asked:
        listed = _runs([task["no"] for task in tasks if task["no"]])
        found, expected = f"没有读到序号为“{number}”的任务", f"读到的序号有：{listed or '（都没有序号）'}"
        raise NoticeError(found, expected, "请换一个序号")
    for task in asked:
        origins = [row for row in reading.rows("origins") if row["task_id"] == task["task_id"]]
        rows = [
            (row["field"], row["value"] or "（空）", row["rule"], _brief(row["place"]), row["considered"])
            for row in origins
        ]
        title = f"第“{task['no'] or '无序号'}”项（{task['task_id']}）{task['place']}"
        table(title, ("项目", "读作", "依据", "出处", "另有可能"), rows)
        say("原文：")
        for line in dict.fromkeys(line for row in origins for line in row["quote"].split("\n") if line):
            say(f"  {line}")
        say("存疑：" + (task["doubts"].replace("\n", "；") or "没有"))


def _runs(numbers: Sequence[str]) -> str:
    """Printed numbers, those that follow one another as first and last."""
    runs: list[list[str]] = []
    for number in dict.fromkeys(numbers):
        last = runs[-1][-1] if runs else ""
        if number.isdecimal() and last.isdecimal() and int(number) == int(last) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join("、".join(run) if len(run) < 3 else f"{run[0]} 至 {run[-1]}" for run in runs)


def _brief(places: str) -> str:
    """Places of one file, one a line, without its name, which the title says."""
    return "\n".join(place.split(" ", 1)[-1] for place in places.split("；"))


def show_reading(reading: Reading, target: Path, dry_run: bool) -> None:
    """What was read, what is doubtful, where the review workbook stands."""
    say(_reading_totals(reading))
    show_problems(reading.problems)
    show_differences(reading.problems)
    show_files([target], dry_run)
    if not dry_run:
        say(f"请打开 {target} 核对，保存后运行 breakdown adopt")


def _reading_totals(reading: Reading) -> str:
    tasks = reading.rows("tasks")
    kinds, doubted = Counter(task["kind"] for task in tasks), sum(bool(task["doubts"]) for task in tasks)
    parts = "，".join(f"{kind}{count}项" for kind, count in kinds.items())
    title = f"《{reading.title}》" if reading.title else "通知"
    year = f"（{reading.year}年）" if reading.year else ""
    return f"{title}{year}：读到{len(tasks)}项（{parts}），其中{doubted}项存疑"


def show_adopted(outcome: Outcome, dry_run: bool) -> None:
    """How many rows of the ledger an adoption changed."""
    show_problems(outcome.problems)
    show_differences(outcome.problems)
    if not outcome.rows:
        say("与台账一致，没有需要修改的内容")
    else:
        say(f"{'将写入' if dry_run else '已写入'}台账{outcome.rows}行")
    show_files(outcome.files, dry_run)
    if not dry_run:
        say("下一步：breakdown issue --period 期次，期次写成 2021-03 的样子")


def show_issued(outcome: Outcome, place: Path, dry_run: bool, kind: Kind) -> None:
    """How many forms of which kind went where."""
    show_problems(outcome.problems)
    form = "细化方案表" if kind == "plan" else "填报表"
    say(f"{'将写' if dry_run else '已写'}{outcome.rows}个单位的{form}，在 {place}")
    if dry_run:
        show_files(outcome.files, dry_run)


def show_merged(outcome: Outcome, merged: Merged, dry_run: bool) -> None:
    """What came back, what was taken, what needs a person."""
    if merged.states:
        say("新登记回表：" + "，".join(f"{state}{count}份" for state, count in merged.states.items()))
    if not outcome.rows:
        say("没有新的内容，台账不变")
    else:
        say(f"{'将写入' if dry_run else '已写入'}台账{outcome.rows}行")
    if merged.missing:
        more = f"等{len(merged.missing)}个单位" if len(merged.missing) > _LISTED else ""
        say(f"还没有报回（共{len(merged.missing)}个）：{'、'.join(merged.missing[:_LISTED])}{more}")
    show_problems(outcome.problems)
    show_files(outcome.files, dry_run)
    _show_removed(outcome.removed, "这家已改好，用不着了", dry_run)
    _show_left(outcome.left)
    if merged.waiting:
        say(f"报已完成、待核验的有{merged.waiting}条：请在 核验.xlsx 中填写核验结果，存盘后再运行一次合并")


def show_sample(outcome: Outcome, sample: Sample, dry_run: bool) -> None:
    """How many of how many were drawn, and what to do with the workbook."""
    say(f"从{len(sample.frame)}条填报中抽了{outcome.rows}条")
    show_files(outcome.files, dry_run)
    _show_left(outcome.left)
    if not dry_run:
        say(f"下一步：核查结果填在 {outcome.files[-1].name}，存盘后运行 "
            f"breakdown merge {outcome.files[-1]} --period {sample.collected.name}，即记入台账")


def show_copied(counts: Mapping[str, int], place: str) -> None:
    """How much of a ledger was copied, and how to change over to the copy."""
    say(f"已抄到 {place}：{counts['batches']}次记录，共{sum(counts.values())}行，逐行核对相同")
    say(f'下一步：把 breakdown.toml 里的 ledger 一行改成 ledger = "{place}"，此后就用新台账')
    say("原来的台账没有改动，请留作备份")


def show_by_leader(outcome: Outcome, nobody: int, dry_run: bool) -> None:
    """The workbooks of leaders, and how many tasks stand in none of them."""
    show_report(outcome, dry_run)
    if nobody:
        say(f"另有{nobody}项任务没有写牵头领导，不在其中，见总的汇总表")


def show_report(outcome: Outcome, dry_run: bool) -> None:
    """What was written, and what was left alone because somebody has typed in it."""
    show_problems(outcome.problems)
    show_files(outcome.files, dry_run)
    _show_removed(outcome.removed, "前面那份没有人改过，用不着了", dry_run)
    _show_left(outcome.left)


def show_slips(outcome: Outcome, counts: str, dry_run: bool) -> None:
    """How many slips of each kind, and for how many units."""
    if not outcome.rows:
        say("这一期没有要发的督办单")
    else:
        say(f"共{outcome.rows}张（{counts}），发给{len(outcome.files) - 1}个单位")
    show_problems(outcome.problems)
    show_files(outcome.files, dry_run)
    _show_removed(outcome.removed, "这家这一期没有要发的了", dry_run)
    _show_left(outcome.left)


def show_files(files: Sequence[Path], dry_run: bool) -> None:
    """The files written, or in a dry run to be written."""
    for file in files:
        say(f"{'将写' if dry_run else '已写'} {file}")


def _show_removed(files: Sequence[Path], why: str, dry_run: bool) -> None:
    for file in files:
        say(f"{'将删' if dry_run else '已删'} {file}（{why}）")


def _show_left(files: Sequence[Path]) -> None:
    for file in files:
        say(f"没有动 {file}（写出以后有人存过，不覆盖也不删；用不着的请自行删去）")


def show_problems(problems: Sequence[Problem]) -> None:
    """Counts by severity and kind, and the first ones that need a person."""
    if not problems:
        return
    for severity in _SEVERITIES:
        codes: dict[str, list[str]] = {}
        for problem in problems:
            if problem.severity == severity:
                codes.setdefault(problem.code, []).append(problem.sentence)
        if codes:
            say(f"{severity}：" + "；".join(_counted(code, sentences) for code, sentences in codes.items()))
    serious = [problem for problem in problems if problem.severity != "提示"]
    rows = [(problem.place, problem.sentence, problem.hint) for problem in serious[:_LISTED]]
    if rows:
        more = f"（共{len(serious)}条，先列{_LISTED}条）" if len(serious) > _LISTED else ""
        table(f"需要核对{more}", ("位置", "情况", "处理建议"), rows)


def show_differences(problems: Sequence[Problem]) -> None:
    """What a corrected notice changes in the ledger: how many tasks in which way, and which."""
    single = [problem for problem in problems if problem.code in _CHANGES and problem.place != "任务"]
    if not single:
        return
    tasks = {code: {problem.place for problem in single if problem.code == code} for code in _CHANGES}
    said = "，".join(f"{word}{len(tasks[code])}项" for code, word in _CHANGES.items() if tasks[code])
    rows = [(problem.place, CODES[problem.code], problem.sentence, problem.value[:_VALUE]) for problem in single]
    more = f"（共{len(rows)}条，先列{_MOST}条，其余见核对结果）" if len(rows) > _MOST else ""
    table(f"与台账相比：{said}{more}", ("任务", "变化", "情况", "内容"), rows[:_MOST])


def _counted(code: str, sentences: Sequence[str]) -> str:
    """What one kind of problem says: its sentence where it stands once, else its title and how many there are."""
    return sentences[0].rstrip("。") if len(sentences) == 1 else f"{CODES[code]} {len(sentences)} 处"


def show_status(tables: Iterable[StatusTable]) -> None:
    """The figures of a period, the same as in the summary workbook."""
    for title, header, rows in tables:
        table(title, header, rows)


def show_history(task: Mapping[Hashable, Any], versions: pd.DataFrame, reports: pd.DataFrame) -> None:
    """One task: how it stood in the ledger at each change, and every report on it."""
    say(f"{task['task_id']}　{task['no']}　{task['content']}（{task['place']}）")
    changes = [
        (_time(row["recorded_at"]), "移出台账" if row["gone"] else row["content"], row["deadline_text"])
        for row in versions.to_dict("records")
    ]
    table("台账记录", ("时间", "重点工作", "完成时限"), changes)
    shown = ("period", "unit", "role", "status", "value", "percent", "progress", "file")
    rows = [tuple(row[name] for name in shown) for row in reports.to_dict("records")]
    table("历次填报", ("期次", "单位", "角色", "状态", "完成值", "比例", "进展", "来源文件"), rows)


def print_frame(frame: pd.DataFrame, form: str) -> None:
    """A frame on standard output as jsonl or csv; what is not written is null or empty."""
    rows = [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]
    if form == "csv":
        _print_csv(rows, [str(name) for name in frame.columns])
        return
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _print_csv(rows: Sequence[Mapping[str, Any]], names: Sequence[str] = ()) -> None:
    writer = csv.DictWriter(sys.stdout, list(names or (rows[0] if rows else ())), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _flat(value: Any) -> Any:
    """A list as one cell: texts joined by 、, rows by ；."""
    if isinstance(value, list):
        return "；".join(item["text"] for item in value) if value and isinstance(value[0], dict) else "、".join(value)
    return "" if value is None else value


def _plain(value: Any) -> Any:
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat(sep=" ")
    return value.item() if hasattr(value, "item") else value


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _time(value: pd.Timestamp) -> str:
    return value.strftime("%Y-%m-%d %H:%M")


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A titled table on standard output."""
    from rich.markup import escape
    from rich.table import Table

    drawn = Table(title=escape(title), title_justify="left", show_lines=False)
    for name in header:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(escape(str(cell)) for cell in row))
    _console().print(drawn)


def show_markdown(text: str) -> None:
    """A text of the manual; headings stand at the left like everything else, no cell of a table is cut off."""
    from rich.markdown import Markdown

    from breakdown.manual import cells, parts

    for part in parts(text):
        if part.startswith("|"):
            head, _, *rows = (cells(row.replace("`", "").replace("**", "")) for row in part.splitlines())
            table("", head, rows)
        else:
            _console().print(Markdown(re.sub(r"^#+ (.*)", r"**\1**", part), hyperlinks=False))
        _console().print()


def say(sentence: str) -> None:
    """One sentence on standard output."""
    print(sentence)
