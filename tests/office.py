"""LibreOffice for tests: workbooks and papers turned into PDF, text and pictures, the way they would be printed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

MISSING = "soffice" if shutil.which("soffice") is None else "pdftotext" if shutil.which("pdftotext") is None else ""


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
    made = out_dir / f"{path.stem}.{suffix.split(':')[0]}"
    assert made.is_file(), f"LibreOffice did not convert {path.name}"
    return made


def to_pdf(path: Path, out_dir: Path) -> Path:
    """A workbook or paper as PDF."""
    return convert(path, out_dir, "pdf")


def pdf_text(pdf: Path) -> str:
    """All text of a PDF, in reading order."""
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def pdf_png(pdf: Path, dpi: int = 80) -> list[Path]:
    """The pages of a PDF as pictures beside it, in order."""
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
