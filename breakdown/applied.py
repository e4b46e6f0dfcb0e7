"""Changes applied in memory, where there is no ledger to write them into."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from breakdown.records import FRAMES, Changes, Records


def applied(records: Records, changes: Changes) -> Records:
    """The records after changes, as the ledger would answer: the newest row of every key, in the ledger's order."""
    made: dict[str, Any] = {}
    for name in {*changes.appended, *changes.removed}:
        spec, frame = FRAMES[name], getattr(records, name)
        key = list(spec.key)
        if name in changes.removed:
            gone = set(changes.removed[name][key].itertuples(index=False, name=None))
            kept = [row not in gone for row in frame[key].itertuples(index=False, name=None)]
            frame = frame[pd.Series(kept, dtype=bool, index=frame.index)]
        new = changes.appended.get(name)
        if new is not None and len(new):
            frame = (pd.concat([frame, new]) if len(frame) else new).drop_duplicates(key, keep="last")
        made[name] = frame.sort_values(spec.order, kind="stable", ignore_index=True)
    if "tasks" in made:
        made["spent"] = records.spent | set(made["tasks"]["task_id"])
    return replace(records, **made)
