"""The settings of one working folder, as written in its breakdown.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from breakdown.workdays import WEEKDAYS, Calendar


@dataclass(frozen=True)
class Settings:
    """What an office sets for its folder.

    name: the area for titles (某区). year: work year. cadence: 月, 季 or 旬. due_day: day of the month after the period
    by which returns are due. identity: names this folder in its forms. key: secret for the forms' digests. max_mb: how
    many megabytes one returned file may unpack to. plan_due: day and hour by which 细化方案 are due; None: not set.
    preset: the lights, by the name of their file in templates/presets. calendar: the days on which offices work.
    """

    name: str
    year: int
    cadence: str = "月"
    due_day: int = 5
    identity: str = ""
    key: str = ""
    ledger: str = "ledger.db"
    max_mb: int = 200
    plan_due: datetime | None = None
    preset: str = "default"
    calendar: Calendar = WEEKDAYS

    @property
    def most_bytes(self) -> int:
        """What one returned file may unpack to, in bytes."""
        return self.max_mb * 1_000_000
