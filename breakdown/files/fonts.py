"""The fonts that a Word template asks for, and which of them this machine does not have."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from breakdown.errors import WorkbookError
from breakdown.files.archive import open_archive, unpacked
from breakdown.problems import Problem

_ASKED = re.compile(rb'w:eastAsia="([^"]+)"')
# Word writes the language of Chinese text under the same name as its font.
_LANGUAGE = re.compile(r"^[a-z]{2}-[A-Z]{2}$")
# Other names under which systems list the fonts of official papers.
_ALSO = {
    "方正小标宋简体": ("小标宋", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "仿宋_GB2312": ("仿宋", "FangSong", "FangSong_GB2312"), "仿宋": ("仿宋_GB2312", "FangSong", "FangSong_GB2312"),
    "楷体_GB2312": ("楷体", "KaiTi", "KaiTi_GB2312"), "楷体": ("楷体_GB2312", "KaiTi", "KaiTi_GB2312"),
    "黑体": ("SimHei",), "宋体": ("SimSun",),
}
_MOST_BYTES = 20_000_000
_PATIENCE = 20


def font_problems(template: Path) -> list[Problem]:
    """One problem that names the fonts of a template that are missing here; none where the machine cannot be asked."""
    known = {name.casefold() for name in installed_fonts()}
    asked = fonts_of(template) if known else []
    missing = [name for name in asked if not known & {one.casefold() for one in (name, *_ALSO.get(name, ()))}]
    if not missing:
        return []
    said = f"本机没有{'、'.join(missing)}，打开和打印时会用别的字体代替，版面可能有出入"
    hint = f"请安装这些字体，或在 templates/{template.name} 里换成本机有的"
    return [Problem("提示", template.name, "font-missing", said, hint)]


def fonts_of(template: Path) -> list[str]:
    """The fonts for Chinese text that a document names, each once; none where it cannot be read."""
    try:
        archive = open_archive(template.name, template.read_bytes(), _MOST_BYTES)
        parts = [data for name, data in unpacked(template.name, archive) if name.startswith("word/")]
    except (OSError, WorkbookError):
        return []
    names = (name.decode("utf-8", "replace") for data in parts for name in _ASKED.findall(data))
    return [name for name in dict.fromkeys(names) if not _LANGUAGE.match(name)]


def installed_fonts() -> frozenset[str]:
    """The fonts of this machine by the names it lists them under; empty where it does not tell."""
    if sys.platform == "win32":
        return _registered()
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    try:
        said = subprocess.run([program, ":", "family"], capture_output=True, timeout=_PATIENCE, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(re.split(r"[,\n]", said.decode("utf-8", "replace"))) - {""}


if sys.platform == "win32":
    import winreg

    _PLACE = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"

    def _registered() -> frozenset[str]:
        """What the registry lists for the machine and for its user: SimSun & NSimSun (TrueType)."""
        found = set()
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, _PLACE) as key:
                    names = [winreg.EnumValue(key, at)[0] for at in range(winreg.QueryInfoKey(key)[1])]
            except OSError:
                continue
            found |= {part for name in names for part in name.rpartition(" (")[0].split(" & ")}
        return frozenset(found)
