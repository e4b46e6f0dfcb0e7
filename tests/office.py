"""LibreOffice for tests: workbooks and papers turned into PDF, text and pictures, the way they would be printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from itertools import combinations
from pathlib import Path

import pytest

MISSING = "soffice" if shutil.which("soffice") is None else "pdftotext" if shutil.which("pdftotext") is None else ""

_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
# Boxes of neighbouring lines and signs touch by so many points.
_SLACK = 3.0


def needs_office() -> None:
    """Skip the test where LibreOffice or poppler is missing; on a CI machine that is a failure."""
    if MISSING and os.environ.get("CI") == "true":
        pytest.fail(f"{MISSING} is missing, but CI must render")
    if MISSING:
        pytest.skip(f"{MISSING} is not installed")


def convert(path: Path, out_dir: Path, suffix: str) -> Path:
    """A file converted by LibreOffice with a profile of its own, so that tests may run side by side."""
    with tempfile.TemporaryDirectory(prefix="lo_") as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix,
             "--outdir", str(out_dir), str(path)],
            check=True, capture_output=True, timeout=120,
        )
    end = suffix.split(":")[0]
    # a single sheet written as text bears the sheet's name, too
    names = (out_dir / f"{path.stem}.{end}", *out_dir.glob(f"{path.stem}-*.{end}"))
    made = next((name for name in names if name.is_file()), None)
    assert made is not None, f"LibreOffice did not convert {path.name}"
    return made


def to_pdf(path: Path, out_dir: Path) -> Path:
    """A workbook or paper as PDF."""
    return convert(path, out_dir, "pdf")


def pdf_text(pdf: Path) -> str:
    """All text of a PDF, in reading order."""
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def overlaps(pdf: Path) -> list[tuple[int, str, str]]:
    """Words of a PDF that lie over each other, by page: what a cell clips runs into its neighbour or the row below."""
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    found = []
    for number, page in enumerate(boxes.split("<page ")[1:], 1):
        words = [(*map(float, word[:4]), word[4]) for word in _WORD.findall(page)]
        found += [(number, one[4], other[4]) for one, other in combinations(words, 2)
                  if min(one[2], other[2]) - max(one[0], other[0]) > _SLACK
                  and min(one[3], other[3]) - max(one[1], other[1]) > _SLACK]
    return found


def pdf_png(pdf: Path, dpi: int = 80) -> list[Path]:
    """The pages of a PDF as pictures beside it, in order."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
