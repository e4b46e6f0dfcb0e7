"""One zip from which an office without internet installs the program: its wheel, all it needs, an installer, a README.

    python scripts/bundle.py --platform win_amd64        # or linux_x86_64, linux_aarch64; for the Python that runs this

Needs pip and packaging, and a registry of packages that pip can reach; nothing of where it got them goes into the zip.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from email.parser import HeaderParser
from pathlib import Path
from typing import NamedTuple

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
TEXTS = Path(__file__).resolve().parent / "bundle"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# The same content gives the same bytes.
_DATE = (2000, 1, 1, 0, 0, 0)


class Platform(NamedTuple):
    """A kind of machine: the tags of wheels that run there, best first, and what markers see of it."""

    tags: tuple[str, ...]
    markers: dict[str, str]


def _linux(machine: str) -> Platform:
    # glibc 2.28 is what the oldest systems in use have; older wheels run there, too
    tags = [*(f"manylinux_2_{minor}_{machine}" for minor in (28, 27, 26, 24, 17)), f"manylinux2014_{machine}"]
    tags += [f"{name}_{machine}" for name in ("manylinux2010", "manylinux1", "linux")]
    return Platform(tuple(tags), {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux",
                                  "platform_machine": machine})


PLATFORMS = {
    "win_amd64": Platform(("win_amd64",), {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows",
                                           "platform_machine": "AMD64"}),
    "linux_x86_64": _linux("x86_64"),
    "linux_aarch64": _linux("aarch64"),
}


def bundle(name: str, target: Path) -> Path:
    """Make the zip for a platform; CalledProcessError when pip finds no wheel for it."""
    platform = PLATFORMS[name]
    with tempfile.TemporaryDirectory() as work:
        wheels = Path(work)
        _pip("wheel", "--no-deps", "--wheel-dir", work, str(ROOT))
        own = next(wheels.glob("breakdown-*.whl"))
        # pip itself, since some systems leave it out of a virtual environment
        _download(platform, wheels, [str(own), "pip"])
        # pip decides by this machine what a package needs on another one
        while lacking := missing(wheels, platform):
            _download(platform, wheels, lacking)
        write_zip(target, {f"wheels/{wheel.name}": wheel.read_bytes() for wheel in wheels.glob("*.whl")} | texts())
    return target


def missing(wheels: Path, platform: Platform) -> list[str]:
    """What the wheels ask for on a platform and what is not among them."""
    there = {parse_wheel_filename(wheel.name)[0] for wheel in wheels.glob("*.whl")}
    version = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    environment = {**default_environment(), **version, **platform.markers, "extra": ""}
    wanted = {}
    for wheel in sorted(wheels.glob("*.whl")):
        for need in requirements(wheel):
            if canonicalize_name(need.name) not in there and (not need.marker or need.marker.evaluate(environment)):
                wanted[need.name] = f"{need.name}{need.specifier}"
    return list(wanted.values())


def requirements(wheel: Path) -> Iterator[Requirement]:
    """What a wheel says that it needs."""
    with zipfile.ZipFile(wheel) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".dist-info/METADATA"))
        about = HeaderParser().parsestr(packed.read(name).decode("utf-8"))
    yield from map(Requirement, about.get_all("Requires-Dist", []))


def texts() -> dict[str, bytes]:
    """The installer and its README for this version of Python; Windows reads both in its own way."""
    made = {}
    for path in sorted(TEXTS.iterdir()):
        text = path.read_text(encoding="utf-8").replace("@PYTHON@", PYTHON).replace("@PLAIN@", PYTHON.replace(".", ""))
        if path.suffix == ".bat":
            # GB2312: with larger sets of signs the second byte may be one that means something to the command line
            made[path.name] = text.replace("\n", "\r\n").encode("gb2312")
        elif path.suffix == ".txt":
            made[path.name] = text.replace("\n", "\r\n").encode("utf-8-sig")
        else:
            made[path.name] = text.encode("utf-8")
    return made


def write_zip(target: Path, files: dict[str, bytes]) -> None:
    """The files in one folder that bears the zip's name."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", _DATE)
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            made.writestr(entry, data)


def _download(platform: Platform, wheels: Path, wanted: Iterable[str]) -> None:
    tags = [f"--platform={tag}" for tag in platform.tags]
    _pip("download", "--only-binary=:all:", *tags, "--implementation=cp", f"--python-version={PYTHON}",
         "--dest", str(wheels), "--find-links", str(wheels), *wanted)


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words], check=True)


def main(words: Sequence[str] | None = None) -> None:
    """Parse the command line and tell what was made."""
    parser = argparse.ArgumentParser(description="制作离线安装包")
    parser.add_argument("--platform", choices=PLATFORMS, required=True, help="装到哪种机器上")
    parser.add_argument("--output", type=Path, help="写到哪里，默认 breakdown-机器种类.zip")
    given = parser.parse_args(words)
    made = bundle(given.platform, given.output or Path(f"breakdown-{given.platform}.zip"))
    print(f"已写 {made}（{made.stat().st_size // 1_000_000} MB，用于 Python {PYTHON}）")


if __name__ == "__main__":
    main()
