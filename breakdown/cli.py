"""The command line: parses arguments, calls one verb of the pipeline, prints what it did, exits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from breakdown import __version__
from breakdown.cli_help import SHELLS, manual, prepare_completion, show_completion
from breakdown.cli_ledger import ledger
from breakdown.cli_reports import report
from breakdown.here import (
    DryRun,
    EngineName,
    Jobs,
    Period,
    Scheduler,
    State,
    Strict,
    below,
    day_of,
    folder_here,
    now,
    office_here,
    place_of,
)
from breakdown.shell import Command, Group

app = typer.Typer(
    cls=Group, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="政府工作报告重点任务：从分解通知到台账、填报表、汇总表。",
)  # fmt: skip
app.add_typer(report, name="report")
app.add_typer(ledger, name="ledger")
app.command("help", cls=Command)(manual)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"breakdown {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    folder: Annotated[Path, typer.Option("-C", help="在这个文件夹里工作", metavar="文件夹")] = Path(),
    version: Annotated[bool, typer.Option("--version", help="显示版本", callback=_show_version, is_eager=True)] = False,
    completion: Annotated[
        SHELLS | None,
        typer.Option("--show-completion", help="显示让终端补全命令的脚本", callback=show_completion, is_eager=True),
    ] = None,
) -> None:
    State.folder = folder


@app.command(cls=Command)
def demo(
    folder: Annotated[Path, typer.Argument(help="演示文件放在哪里", metavar="文件夹")] = Path("breakdown-demo"),
) -> None:
    """用自带的虚构通知演示全年：读通知、建台账、发表、收表、汇总。"""
    from breakdown.demo import run_demo

    run_demo(State.folder / folder, typer.echo)


@app.command(cls=Command)
def init(
    name: Annotated[str, typer.Option("--name", help="地区名称，如 某某区", metavar="名称")],
    year: Annotated[int, typer.Option("--year", help="工作年度，如 2021")],
    folder: Annotated[Path, typer.Argument(help="新文件夹", metavar="文件夹")] = Path(),
) -> None:
    """建立一个年度的工作文件夹。"""
    from breakdown.files.folder import SETTINGS_FILE, init_folder

    made = init_folder(State.folder / folder, name, year)
    typer.echo(f"已建立工作文件夹 {made.path}，设置在 {SETTINGS_FILE}。下一步：breakdown read 通知文件")


@app.command(cls=Command)
def read(
    notices: Annotated[list[Path], typer.Argument(help="通知文件，可以多个", metavar="通知")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="核对表写到哪里", metavar="文件")] = None,
    year: Annotated[
        int, typer.Option("--year", help="工作年度，通知没有写明或写错时用", show_default=False)
    ] = 0,
    part: Annotated[
        Literal["text", "table", "all"], typer.Option("--part", help="只读正文、只读表格，还是都读")
    ] = "all",
    form: Annotated[
        Literal["table", "jsonl", "csv"] | None, typer.Option("--format", help="不写核对表，把任务写到屏幕")
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", help="只说明这一项是怎么读出来的，不写文件", metavar="序号")
    ] = None,
    dry_run: DryRun = False,
    strict: Strict = False,
) -> None:
    """读通知，写出核对表 review.xlsx，拿不准的都标明；通知更正后再读，先列出与台账的不同。"""
    from dataclasses import replace

    from breakdown import pipeline, screen
    from breakdown.files.templates import load_words
    from breakdown.incoming import keep_notice, refuse_own

    folder = office_here()
    paths = [below(path) for path in notices]
    if folder:
        refuse_own(folder, paths)
    words, fallback = load_words(folder.path if folder else None), folder.settings.year if folder else 0
    with screen.progress() as tick:
        reading = pipeline.read_notices(paths, words, year, part, tick, fallback)
    target = below(output) if output else folder.review if folder else None
    if explain is not None:
        screen.show_explained(reading, explain)
    elif form or target is None:
        screen.show_tasks(reading, form or "table")
    else:
        problems = pipeline.write_review(reading, target, folder, dry_run).problems
        reading = replace(reading, problems=problems)
        if folder and not dry_run:
            for path in paths:
                keep_notice(folder, path)
        screen.show_reading(reading, target, dry_run)
    _finish(strict, any(problem.severity != "提示" for problem in reading.problems))


@app.command(cls=Command)
def adopt(
    review: Annotated[Path | None, typer.Argument(help="核对过的表，默认 review.xlsx", metavar="核对表")] = None,
    dry_run: DryRun = False,
    strict: Strict = False,
) -> None:
    """核对过的表变成台账；已有台账的，按它修订，编号和已报进展不变。"""
    from breakdown import pipeline, screen

    folder = folder_here()
    outcome = pipeline.adopt(folder, below(review) if review else folder.review, now(), dry_run)
    screen.show_adopted(outcome, dry_run)
    _finish(strict, bool(outcome.problems))


@app.command(cls=Command)
def issue(
    period: Period,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="只发这个单位，可以多次使用", metavar="单位")] = None,
    kind: Annotated[
        Literal["progress", "plan"], typer.Option("--kind", help="progress 进展填报表；plan 只发细化方案，给牵头单位")
    ] = "progress",
    jobs: Jobs = None,
    engine: EngineName = "local",
    scheduler: Scheduler = "",
    dry_run: DryRun = False,
    strict: Strict = False,
) -> None:
    """给每个牵头或配合单位写一个填报表。"""
    from breakdown import pipeline, screen
    from breakdown.engines import chosen
    from breakdown.periods import parse_period

    folder, when, by = folder_here(), parse_period(period), chosen(engine, scheduler, jobs or 0)
    with screen.progress() as tick:
        outcome = pipeline.issue(folder, when, unit or [], now(), dry_run, tick, kind, by)
    screen.show_issued(outcome, folder.issued(when), dry_run, kind)
    _finish(strict, bool(outcome.problems))


@app.command(cls=Command)
def merge(
    period: Period,
    returned: Annotated[
        list[str] | None,
        typer.Argument(help="收回的文件或文件夹，也可以是 s3:// 等 URL，默认 returned/期次", metavar="回表"),
    ] = None,
    prefer: Annotated[
        list[Path] | None,
        typer.Option("--prefer", help="有冲突时以这份回表为准，记入台账，可以多次使用", metavar="文件"),
    ] = None,
    jobs: Jobs = None,
    engine: EngineName = "local",
    scheduler: Scheduler = "",
    dry_run: DryRun = False,
    strict: Strict = False,
) -> None:
    """把收回的填报表合并进台账，一格不丢，有冲突都列明。"""
    from breakdown import merging, screen
    from breakdown.engines import chosen
    from breakdown.periods import parse_period

    folder, when, by = folder_here(), parse_period(period), chosen(engine, scheduler, jobs or 0)
    with screen.progress() as tick:
        paths, preferred = [place_of(text) for text in returned or []], [below(path) for path in prefer or []]
        outcome, merged = merging.merge(folder, paths, when, now(), dry_run, tick, preferred, by)
    screen.show_merged(outcome, merged, dry_run)
    _finish(strict, any(problem.severity != "提示" for problem in outcome.problems))


@app.command(cls=Command)
def status(
    period: Annotated[str, typer.Option("--period", help="默认最近收过表或发过表的一期", metavar="期次")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="按这一天所知显示，如 2021-04-02", metavar="日期")] = "",
) -> None:
    """在屏幕上看一期的总体情况，与汇总表同数。"""
    from breakdown import reports, screen
    from breakdown.periods import parse_period

    when = parse_period(period) if period else None
    screen.show_status(reports.status(folder_here(), when, day_of(as_of), now().date()))


@app.command(cls=Command)
def history(
    number: Annotated[str, typer.Argument(help="任务的序号或编号", metavar="序号")],
) -> None:
    """一条任务的来龙去脉：通知怎么写的、改过什么、每期报了什么。"""
    from breakdown import pipeline, screen

    folder = folder_here()
    for task in pipeline.find_tasks(folder, number):
        screen.show_history(task, *pipeline.history(folder, task["task_id"]))


@app.command(cls=Command)
def units(
    name: Annotated[str, typer.Argument(help="看这个单位用在哪里，全称、别名都行", metavar="单位")] = "",
) -> None:
    """单位名册：类型、别名、起止、承接单位、任务数，哪些名称可能是同一单位；写上单位名，看它用在哪里。"""
    from breakdown import pipeline, screen, screen_units
    from breakdown.files.templates import load_words

    folder = folder_here()
    if name:
        screen_units.show_usage(pipeline.records(folder), name)
    else:
        screen_units.show_units(pipeline.records(folder), load_words(folder.path).units)
    if pipeline.is_registry_ahead(folder):
        screen.say(f"注意：{folder.units.name} 里有还没有读入或没有改正的内容，以上是台账里的名册；"
                   "下次运行 breakdown adopt、issue 或 merge 时读入")


@app.command(cls=Command)
def export(
    name: Annotated[
        Literal["tasks", "assignments", "progress", "problems", "returns"],
        typer.Argument(
            help="tasks 任务、assignments 分工、progress 进展、problems 问题、returns 收表登记", metavar="表名"
        ),
    ],
    form: Annotated[Literal["jsonl", "csv", "xlsx"], typer.Option("--format", help="格式")] = "jsonl",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="xlsx 写到哪里", metavar="文件")] = None,
) -> None:
    """把台账里的一张表导出给别的程序用。"""
    from breakdown import pipeline, screen
    from breakdown.errors import FolderError

    folder = folder_here()
    if form == "xlsx":
        if output is None:
            raise FolderError("没有写明 xlsx 写到哪里", "xlsx 不能显示在屏幕上", "请加 -o 文件名.xlsx")
        screen.show_files([pipeline.export_workbook(folder, name, below(output))], False)
    else:
        screen.print_frame(pipeline.exported(folder, name), form)


def _finish(strict: bool, problems: bool) -> None:
    if strict and problems:
        raise typer.Exit(4)


def main() -> None:
    """Run the command line."""
    prepare_completion()
    app()
