"""Turn a government work report's task notice into a year of tracking workbooks.

The way of the data: read → parse → tasks → review → issue → merge → report; `files` is the door for workbooks and
the ledger. For notebooks and other programs the same in memory, frames in and frames out (api.py):

    from breakdown import Settings, issue, merge, read_notice, summarize
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from breakdown.api import issue, merge, read_notice, summarize
    from breakdown.settings import Settings

__version__ = "0.1.0"
__all__ = ["Settings", "issue", "merge", "read_notice", "summarize"]


class _Package(ModuleType):
    """The package; two of its verbs bear the names of folders, which importing those would put in their place."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    """The public names; what they need is loaded when the first of them is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("breakdown.settings" if name == "Settings" else "breakdown.api"), name)


sys.modules[__name__].__class__ = _Package
