"""Older and foreign text documents (doc, wps, rtf, odt, Word XML): turned into docx by LibreOffice, where there is one.

LibreOffice runs with a profile of its own in a temporary folder, without macros and without following links.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from breakdown.errors import NoticeError
from breakdown.files.archive import open_archive, unpacked
from breakdown.files.limits import MOST_BYTES, encrypted, suspicious
from breakdown.files.sniff import identify, word_head
from breakdown.read.contents import Contents
from breakdown.read.steps import Step
from breakdown.read.word import docx
from breakdown.read.word.flat import is_flat, package_of

# By kind: what it is called, the suffix by which LibreOffice knows it, the filter that reads nothing else.
_KINDS = {
    "doc": ("旧版 Word 文档", "doc", "MS Word 97"),
    "rtf": ("RTF 文档", "rtf", "Rich Text Format"),
    "odt": ("OpenDocument 文档", "odt", "writer8"),
    "wordml": ("Word XML 文档", "xml", "MS Word 2003 XML"),
}
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SECONDS = 120
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 docx 后再读取"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">
<value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""


def gather(name: str, data: bytes, step: Step) -> Contents:
    """Text of the document in print order, as of the docx that LibreOffice makes of it.

    NoticeError when LibreOffice is absent, cannot open the file or takes too long; it says how to get on.
    """
    if is_flat(data):
        return docx.gather(name, package_of(name, data), step)
    kind = identify(name, data, MOST_BYTES)
    _check(name, kind, data)
    return docx.gather(name, _converted(name, kind, data), step)


def find_office() -> str | None:
    """The program that runs LibreOffice on this machine, or None."""
    found = (shutil.which(program) for program in _PROGRAMS)
    places = (place for place in _PLACES if Path(place).is_file())
    return next(filter(None, found), None) or next(places, None)


def _check(name: str, kind: str, data: bytes) -> None:
    """Refuse what needs a password or could do harm before another program opens it."""
    if kind == "doc" and _is_locked(data):
        raise encrypted(name)
    if kind == "wordml" and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise suspicious(name)
    if kind == "odt":
        for part, text in unpacked(name, open_archive(name, data, MOST_BYTES)):
            if part == "META-INF/manifest.xml" and b"encryption-data" in text:
                raise encrypted(name)


def _is_locked(data: bytes) -> bool:
    """Whether the head of the text, which begins a sector, says that the document is encrypted."""
    at = word_head(data)
    return at is not None and at + 11 < len(data) and bool(data[at + 11] & 0x01)


def _converted(name: str, kind: str, data: bytes) -> bytes:
    called, suffix, infilter = _KINDS[kind]
    program = find_office()
    if program is None:
        found = f"“{name}”是{called}，本机没有安装 LibreOffice，不能直接读取"
        raise NoticeError(found, "应是 docx 文档", f"{_SAVE_AS}；或者安装 LibreOffice 后重试")
    with tempfile.TemporaryDirectory(prefix="breakdown_", ignore_cleanup_errors=True) as folder:
        source, made, profile = Path(folder, f"notice.{suffix}"), Path(folder, "made"), Path(folder, "profile")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        finished = _run([
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", f"--infilter={infilter}",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source),
        ])  # fmt: skip
        result = made / "notice.docx"
        if not finished:
            raise NoticeError(f"“{name}”用 LibreOffice 打开超过 {_SECONDS} 秒", "应是一份通知", _SAVE_AS)
        if not result.is_file():
            raise NoticeError(f"“{name}”是{called}，但 LibreOffice 打不开", "应是完整、未加密的文档", _SAVE_AS)
        return result.read_bytes()


def _run(command: list[str]) -> bool:
    """Run a program without showing what it says; False when it had to be ended with all that it started."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            return False
        except KeyboardInterrupt:
            _end(process)
            raise
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
