"""The offline bundle: what every platform needs is asked for, and its texts are such as a clerk's machine reads."""

from __future__ import annotations

import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "scripts" / "bundle.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wheel(folder: Path, name: str, *needs: str) -> None:
    about = "\n".join([f"Name: {name}", *(f"Requires-Dist: {need}" for need in needs)])
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as packed:
        packed.writestr(f"{name}-1.0.dist-info/METADATA", about)


def test_what_another_platform_needs_is_missed(made: ModuleType, tmp_path: Path) -> None:
    wheel(tmp_path, "breakdown", "typer>=0.12", "pytest; extra == 'test'", "fast_reader; platform_machine == 'AMD64'")
    wheel(tmp_path, "typer", 'colorama<2; sys_platform == "win32"', 'old; python_version < "3"')
    assert made.missing(tmp_path, made.PLATFORMS["win_amd64"]) == ["fast_reader", "colorama<2"]
    assert made.missing(tmp_path, made.PLATFORMS["linux_aarch64"]) == []
    wheel(tmp_path, "colorama")
    wheel(tmp_path, "fast_reader")
    assert made.missing(tmp_path, made.PLATFORMS["win_amd64"]) == []


def test_windows_reads_its_texts(made: ModuleType) -> None:
    texts = made.texts()
    assert sorted(texts) == ["install.bat", "install.py", "install.sh", "安装说明.txt"]
    batch = texts["install.bat"]
    assert batch.count(b"\n") == batch.count(b"\r\n") > 10
    # no byte of a Chinese sign may be one that means something to the command line
    assert all(byte >= 0xA1 for byte in batch if byte >= 0x80) and "双击本文件" in batch.decode("gbk")
    pairs = re.findall(rb"[\xa1-\xfe][\xa1-\xfe]", batch)
    assert len(pairs) * 2 == sum(byte >= 0x80 for byte in batch)
    manual = texts["安装说明.txt"]
    assert manual.startswith(b"\xef\xbb\xbf") and manual.count(b"\n") == manual.count(b"\r\n") > 10
    assert b"\r" not in texts["install.sh"] + texts["install.py"]
    for name, data in texts.items():
        assert b"@PYTHON@" not in data and b"@PLAIN@" not in data and made.PYTHON.encode() in data, name
        assert b"://" not in data, f"{name} names an address"


def test_the_same_files_give_the_same_zip(made: ModuleType, tmp_path: Path) -> None:
    files = {"wheels/a.whl": b"1", **made.texts()}
    made.write_zip(tmp_path / "甲.zip", files)
    first = (tmp_path / "甲.zip").read_bytes()
    made.write_zip(tmp_path / "甲.zip", dict(reversed(files.items())))
    assert (tmp_path / "甲.zip").read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {name.partition("/")[0] for name in packed.namelist()} == {"甲"}
        assert packed.getinfo("甲/install.sh").external_attr >> 16 == 0o755


def install(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-X", "utf8", home / "install.py"], capture_output=True, encoding="utf-8",
                          env={"HOME": str(home), "LOCALAPPDATA": str(home)})


def test_the_installer_refuses_another_python(made: ModuleType, tmp_path: Path) -> None:
    text = made.texts()["install.py"].decode().replace(f'!= "{made.PYTHON}"', '!= "3.1"')
    (tmp_path / "install.py").write_text(text, encoding="utf-8")
    done = install(tmp_path)
    assert done.returncode == 1 and "安装说明.txt" in done.stdout and "Traceback" not in done.stderr


def test_the_installer_leaves_alone_what_is_not_its_own(made: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "install.py").write_bytes(made.texts()["install.py"])
    for home in (tmp_path / "breakdown", tmp_path / ".local" / "share" / "breakdown"):
        home.mkdir(parents=True)
        (home / "台账.db").write_bytes(b"1")
    done = install(tmp_path)
    assert done.returncode == 1 and "没有安装" in done.stdout
    assert len(list(tmp_path.rglob("台账.db"))) == 2


def test_on_windows_a_file_on_the_desktop_opens_a_window(
    made: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: dict[str, object] = {"__name__": "install", "__file__": str(tmp_path / "install.py")}
    exec(compile(made.texts()["install.py"], "install.py", "exec"), names)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / "Desktop").mkdir()
    said = names["on_windows"]()  # type: ignore[operator]
    written = (tmp_path / "Desktop" / "breakdown.bat").read_bytes()
    assert "breakdown demo" in said and written.isascii() and written.count(b"\n") == written.count(b"\r\n") == 4
    assert rb"%LOCALAPPDATA%\breakdown\Scripts" in written
