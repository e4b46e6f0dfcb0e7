"""The exceptions, all meaning "cannot go on"; everything milder is a Problem row.

BreakdownError          the common base; the command line turns it into one line and exit code 3
├── NoticeError         a notice that cannot be read as one
├── WorkbookError       a workbook (review, registry, returned form) that cannot be used
│   ├── LockedError     it asks for a password
│   ├── HarmfulError    it is made to do harm
│   └── OversizeError   it asks for more than anybody would send
├── FolderError         the working folder, its settings or its ledger are missing or broken
└── TemplateError       a template, preset or vocabulary file that has a mistake
"""

from __future__ import annotations


class BreakdownError(Exception):
    """Cannot go on: what was found, what was expected, what to do next, in Chinese."""

    def __init__(self, found: str, expected: str = "", next_step: str = "") -> None:
        self.found, self.expected, self.next_step = found, expected, next_step
        super().__init__("；".join(part for part in (found, expected, next_step) if part) + "。")

    def __reduce__(self) -> tuple[type[BreakdownError], tuple[str, str, str]]:
        # from another process it comes back with its three parts
        return type(self), (self.found, self.expected, self.next_step)


class NoticeError(BreakdownError):
    """A notice that cannot be read as one."""


class WorkbookError(BreakdownError):
    """A workbook that cannot be used."""


class LockedError(WorkbookError):
    """A file that asks for a password."""


class HarmfulError(WorkbookError):
    """A file that is made to do harm."""


class OversizeError(WorkbookError):
    """A file that asks for more than anybody would send."""


class FolderError(BreakdownError):
    """The working folder, its settings or its ledger are missing or broken."""


class TemplateError(BreakdownError):
    """A template, preset or vocabulary file that has a mistake."""
