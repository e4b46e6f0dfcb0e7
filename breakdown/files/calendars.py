"""The calendar of workdays: what a library knows, and the years that the office wrote down itself."""

from __future__ import annotations

from pathlib import Path

from breakdown.files.templates import find_template, parse_template
from breakdown.workdays import Calendar, with_own

_FILE = "workdays.toml"


def load_calendar(folder: Path | None = None) -> Calendar:
    """Workdays with holidays and make-up days; an office's own templates/workdays.toml stands before the library.

    TemplateError names file, year and day of a mistake.
    """
    # only the tables: the library's own functions raise for years that it does not know
    from chinese_calendar.constants import holidays, workdays

    years = frozenset(range(min(holidays).year, max(holidays).year + 1))
    known = Calendar(frozenset(holidays), frozenset(workdays), years)
    path = find_template(_FILE, folder)
    return with_own(known, parse_template(path), str(path))
