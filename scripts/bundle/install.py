"""Install the program from the wheels beside this file; nothing is asked of the network."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"


def main() -> int:
    """Make a place of its own for the program, install it there, and make it easy to start."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" != "@PYTHON@":
        print(f"这个安装包要用 Python @PYTHON@，现在运行的是 {sys.version.split()[0]}。请看 安装说明.txt。")
        return 1
    home = Path(os.environ["LOCALAPPDATA"] if WINDOWS else Path.home() / ".local" / "share") / "breakdown"
    if home.exists() and any(home.iterdir()) and not (home / "pyvenv.cfg").exists():
        print(f"“{home}”里有别的内容，没有安装。请移走后再试。")
        return 1
    print(f"正在安装到 {home}，约需一两分钟……", flush=True)
    venv.create(home, clear=True)
    programs = home / ("Scripts" if WINDOWS else "bin")
    wheels = HERE / "wheels"
    pip = next(wheels.glob("pip-*.whl")) / "pip"
    done = subprocess.run([programs / "python", pip, "--isolated", "install", "--quiet", "--no-index", "--no-cache-dir",
                           "--disable-pip-version-check", "--find-links", wheels, "breakdown"])
    if done.returncode or subprocess.run([programs / "breakdown", "--version"]).returncode:
        print("没有装好。请把上面的文字拍照，交给维护人员。")
        return 1
    print(f"装好了。{on_windows() if WINDOWS else on_linux(programs)}")
    return 0


def on_windows() -> str:
    """A file on the desktop that opens a window in which the program is known; what to do with it."""
    desktop = Path.home() / "Desktop"
    target = (desktop if desktop.is_dir() else Path.home()) / "breakdown.bat"
    lines = ["@echo off", r'set "PATH=%LOCALAPPDATA%\breakdown\Scripts;%PATH%"', 'cd /d "%USERPROFILE%"',
             "cmd /k breakdown --help"]
    target.write_bytes("".join(f"{line}\r\n" for line in lines).encode("ascii"))
    return f"双击桌面上的 {target.name}，在打开的窗口里输入 breakdown demo 就能看到全年的样子。"


def on_linux(programs: Path) -> str:
    """A link where users keep their own programs; what to type."""
    link = Path.home() / ".local" / "bin" / "breakdown"
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(programs / "breakdown")
    known = str(link.parent) in os.environ.get("PATH", "").split(os.pathsep)
    return f"请输入 {'breakdown' if known else link} demo，看看全年的样子。"


if __name__ == "__main__":
    sys.exit(main())
