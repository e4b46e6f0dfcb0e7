"""What a merge reads: the files that came back, and the office's own 核验 workbook where somebody has typed in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar, NamedTuple

from breakdown.desk import Tick
from breakdown.engines import RETURNS, Engine, Pace
from breakdown.errors import WorkbookError
from breakdown.files.atomic import file_hash
from breakdown.files.folder import Folder
from breakdown.files.reader import read_bytes
from breakdown.files.returns import Arrival
from breakdown.form import VERIFY, Kind
from breakdown.merge.intake import Returned, Unreadable
from breakdown.merge.kept import pack
from breakdown.merge.taking import Taking
from breakdown.periods import Period


def checks_path(folder: Folder, period: Period) -> Path:
    """Where a period's 核验 workbook stands."""
    return folder.reports(period) / f"{VERIFY}.xlsx"


def open_return(arrival: Arrival, most: int) -> Returned | Unreadable:
    """A returned file as cells, or why it is none that can be read."""
    return read_return(arrival.name, lambda: arrival.read(most), arrival.sha256, arrival.received_at, most)


def read_return(
    name: str, read: Callable[[], bytes], sha256: str, received_at: datetime, most: int
) -> Returned | Unreadable:
    """The same of bytes from anywhere."""
    try:
        cells = read_bytes(name, read(), most)
    except WorkbookError as error:
        # the register and the list of problems name the file already
        return Unreadable(name, sha256, error.found.removeprefix(name).strip(), received_at, error.next_step)
    return Returned(cells, received_at)


class Packed(NamedTuple):
    """What one file holds as the ledger keeps it, whose it is and of which kind."""

    file: str
    sha256: str
    content: str
    unit: str
    kind: Kind


@dataclass(frozen=True)
class TakeReturn:
    """Opens one returned file and takes what it holds; of `most`, see open_return."""

    taking: Taking
    most: int
    pace: ClassVar[Pace] = RETURNS

    def __call__(self, arrival: Arrival) -> Packed:
        """What one file holds."""
        taken = pack(self.taking.take(open_return(arrival, self.most)))
        return Packed(*taken.origin.key, taken.packed, taken.unit, taken.kind)


def take_returns(arrivals: Sequence[Arrival], work: TakeReturn, engine: Engine, tick: Tick) -> Iterator[Packed]:
    """What every file holds, in any order, whoever reads them."""
    # another machine is in another folder
    arrivals = [replace(arrival, path=arrival.path.absolute()) if isinstance(arrival.path, Path) else arrival
                for arrival in arrivals]
    with closing(engine.run(work, arrivals)) as made:
        for _, packed in made:
            tick("读回表", len(arrivals))
            yield packed


def with_checks(
    arrivals: Sequence[Arrival], folder: Folder, period: Period, known: Collection[str],
    is_news: Callable[[Returned | Unreadable], bool], at: datetime,
) -> list[Arrival]:
    """The files that came, and the 核验 workbook where it stands, when it holds what the ledger does not.

    It is about to be written anew: what somebody typed into it must not be lost. Its name tells its content, so that
    what was typed at different times is kept side by side. known: hashes of the files of the period. is_news: whether
    such a workbook holds anything that the ledger does not.
    """
    path = checks_path(folder, period)
    if not path.exists():
        return list(arrivals)
    sha256 = hash_of(path)
    came = min(datetime.fromtimestamp(int(path.stat().st_mtime)), at.replace(microsecond=0))
    name = f"{path.stem}-{sha256[:8]}{path.suffix}"
    typed = Arrival(path, name, sha256, came, name)
    if sha256 in known or not is_news(open_return(typed, folder.settings.most_bytes)):
        return list(arrivals)
    # a copy of it that a killed merge has left, or that was named as well, is the same file
    return [*(arrival for arrival in arrivals if arrival.sha256 != sha256), typed]


def hash_of(path: Path) -> str:
    """The hash of a file's bytes; "" when it is not there."""
    return file_hash(path) if path.exists() else ""
