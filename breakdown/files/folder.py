"""The working folder of one office and year: its settings and where everything in it stands."""

from __future__ import annotations

import json
import secrets
import tomllib
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from breakdown.errors import FolderError
from breakdown.files.atomic import write_whole
from breakdown.files.calendars import load_calendar
from breakdown.files.refusals import refusal
from breakdown.files.templates import line_of
from breakdown.periods import Period
from breakdown.settings import Settings

SETTINGS_FILE = "breakdown.toml"
CADENCES = ("旬", "月", "季")
_PLAN_DUE = "%Y-%m-%d %H:%M"
_NEXT = f"请改正 {SETTINGS_FILE} 后重试"
_TEXT = """\
# breakdown 的设置。本文件所在的文件夹就是一个年度的工作台账。

# 地区名称，用在标题里
name = {name}
# 工作年度
year = {year}
# 调度周期：旬、月、季
cadence = {cadence}
# 每期的次月几日前报送（1 到 28）；遇周末、节假日顺延到下一个工作日
due_day = {due_day}
# 细化方案几日几时前报回，晚一分钟也算迟报；不写则不计迟报。要用时去掉行首的“# ”，改成要求的时间
# plan_due = "{year}-03-08 12:00"
# 亮灯规则：default（通用）、yinchuan（银川）、sanse（三色督办单）、ouhai（瓯海），或 templates/presets 里自己的
preset = {preset}
# 台账文件，也可以是数据库地址
ledger = {ledger}
# 收回的每个文件解开后最多多少 MB，超过的不读，以免被恶意文件拖垮
max_mb = {max_mb}

# 以下两项由程序生成，用来核对退回的表是否出自本台账，请勿改动，也不要外传
identity = {identity}
key = {key}
"""


@dataclass(frozen=True)
class Folder:
    """A working folder and its settings; the properties say where things stand, not that they exist."""

    path: Path
    settings: Settings

    @property
    def notices(self) -> Path:
        """Where notices are put."""
        return self.path / "notices"

    @property
    def units(self) -> Path:
        """The registry of units."""
        return self.path / "units.xlsx"

    @property
    def review(self) -> Path:
        """The review workbook, unless the command names another."""
        return self.path / "review.xlsx"

    @property
    def ledger(self) -> Path | str:
        """The ledger's file, or its database URL when the settings give one."""
        place = self.settings.ledger
        return place if "://" in place else self.path / place

    def issued(self, period: Period) -> Path:
        """Where the forms of a period are written."""
        return self.path / "issued" / period.name

    def returned(self, period: Period) -> Path:
        """Where the forms that came back for a period are put; nothing there is ever changed."""
        return self.path / "returned" / period.name

    def reports(self, period: Period) -> Path:
        """Where the tables and papers of a period are written."""
        return self.path / "reports" / period.name


def init_folder(
    path: Path, name: str, year: int, cadence: str = "月", due_day: int = 5, identity: str = "", key: str = ""
) -> Folder:
    """Make a working folder with its settings, its identity and key, and empty places for notices and returns.

    Identity and key are made up unless given, as they are for the demonstration, which is the same on every run.
    Raises FolderError when the folder is one already, cannot be written, or a setting makes no sense.
    """
    file = path / SETTINGS_FILE
    if file.exists():
        raise FolderError(f"{path} 已经是工作文件夹", "init 只用于新文件夹", f"请直接使用，或改其中的 {SETTINGS_FILE}")
    identity, key = identity or secrets.token_hex(6), key or secrets.token_hex(32)
    settings = Settings(name.strip(), year, cadence, due_day, identity, key)
    _check(settings)
    given = {item.name: getattr(settings, item.name) for item in fields(Settings)}
    text = _TEXT.format(**{name: _quoted(value) for name, value in given.items() if isinstance(value, str | int)})
    write_whole(file, text.encode())
    for place in ("notices", "issued", "returned", "reports"):
        (path / place).mkdir(exist_ok=True)
    return open_folder(path)


def open_folder(path: Path) -> Folder:
    """A working folder that exists; FolderError says what is wrong with it or with its settings, and in which line."""
    file = path / SETTINGS_FILE
    if not file.is_file():
        raise FolderError(
            f"{path} 不是工作文件夹（没有 {SETTINGS_FILE}）", "应是 breakdown init 建立的文件夹",
            "请先运行 breakdown init，或用 -C 指明文件夹",
        )
    settings = _settings(_parse(file))
    _check(settings)
    return Folder(path, replace(settings, calendar=load_calendar(path)))


def _parse(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FolderError(f"{file.name} 不是 UTF-8 编码", "", "请用记事本另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        wanted = '文字要加英文引号，如 name = "某区"'
        raise FolderError(f"{file.name} {line_of(error)}写法有误", wanted, _NEXT) from error
    except OSError as error:
        why = refusal(error)
        raise FolderError(f"{file} 打不开（{why.reason}）", "", why.next_step) from error


def _settings(given: dict[str, Any]) -> Settings:
    kinds = {"name": str, "year": int, "cadence": str, "due_day": int, "identity": str, "key": str, "ledger": str,
             "max_mb": int, "plan_due": str, "preset": str}
    for name in ("name", "year", "identity", "key"):
        if name not in given:
            raise FolderError(f"{SETTINGS_FILE} 缺少“{name}”", "", _NEXT)
    for name, value in given.items():
        if name not in kinds:
            raise FolderError(f"{SETTINGS_FILE} 不认识“{name}”", f"可用的是 {'、'.join(kinds)}", _NEXT)
        if not isinstance(value, kinds[name]) or isinstance(value, bool):
            wanted = "整数" if kinds[name] is int else "加英文引号的文字"
            raise FolderError(f"{SETTINGS_FILE} 中“{name}”的值是“{value}”", f"应是{wanted}", _NEXT)
    due = {"plan_due": _plan_due(given["plan_due"])} if "plan_due" in given else {}
    return Settings(**(given | due))


def _plan_due(text: str) -> datetime:
    try:
        return datetime.strptime(text.strip(), _PLAN_DUE)
    except ValueError as error:
        wanted = "应写明日期和钟点，如 2019-03-08 12:00"
        raise FolderError(f"{SETTINGS_FILE} 中“plan_due”的值是“{text}”", wanted, _NEXT) from error


def _check(settings: Settings) -> None:
    if not settings.name.strip():
        raise FolderError("地区名称是空的", "应写如 某区", "请给出 name")
    if not 1990 <= settings.year <= 2100:
        raise FolderError(f"工作年度是 {settings.year}", "应是四位年份，如 2021", "请改正 year")
    if settings.cadence not in CADENCES:
        raise FolderError(f"调度周期是“{settings.cadence}”", f"应是 {'、'.join(CADENCES)}之一", "请改正 cadence")
    if not 1 <= settings.due_day <= 28:
        raise FolderError(f"报送日是 {settings.due_day}", "应在 1 到 28 之间", "请改正 due_day")
    if not 1 <= settings.max_mb <= 2000:
        raise FolderError(f"max_mb 是 {settings.max_mb}", "应在 1 到 2000 之间", "请改正 max_mb")
    if not settings.identity or not settings.key or not settings.ledger:
        raise FolderError(f"{SETTINGS_FILE} 的 identity、key 或 ledger 是空的", "应保持程序生成的值", "请从备份恢复")


def _quoted(value: str | int) -> str:
    # a JSON string is a TOML string, but for one control character
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
