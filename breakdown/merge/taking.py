"""All that taking a returned file needs, whichever file it is: one value, so that it can be done elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from breakdown.merge.intake import Returned, Taken, Unreadable
from breakdown.merge.shelf import Shelf
from breakdown.merge.take import take
from breakdown.merge.verify import take_decisions
from breakdown.periods import Period
from breakdown.settings import Settings
from breakdown.words import Words


@dataclass(frozen=True)
class Taking:
    """Of which forms a file may be, of which period and folder, and what its words mean."""

    shelf: Shelf
    period: Period
    settings: Settings
    words: Words

    def take(self, returned: Returned | Unreadable) -> Taken:
        """Read one file, be it a form or the office's own 核验 workbook."""
        decisions = take_decisions(returned, self.shelf, self.period, self.settings)
        return decisions or take(returned, self.shelf, self.period, self.settings, self.words)
