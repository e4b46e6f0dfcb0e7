"""Templates: the office's own, in the folder's templates/, before the ones that ship with the program."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from breakdown.errors import TemplateError
from breakdown.files.refusals import refusal
from breakdown.files.styles import Styles, build_styles
from breakdown.words import Words, build_words

_HERE = Path(__file__).resolve().parent.parent
# Nobody edits a longer text by hand.
_MOST_BYTES = 500_000


@cache
def bundled(name: str = "templates") -> Path:
    """What ships (templates, examples/demo, README.md): inside the package when installed, beside it in a tree."""
    inside = _HERE / name
    return inside if inside.exists() else _HERE.parent / name


def find_template(name: str, folder: Path | None = None) -> Path:
    """The path of a template: folder/templates/NAME when the office has its own, else the bundled one.

    Raises TemplateError when there is none of that name.
    """
    places = [folder / "templates", bundled()] if folder else [bundled()]
    for place in places:
        if (place / name).is_file():
            return place / name
    raise TemplateError(f"找不到模板 {name}", f"应在 {places[-1]} 中", "请重新安装 breakdown")


def load_words(folder: Path | None = None) -> Words:
    """The vocabulary of words.toml with the words that an office adds in its own; TemplateError names a mistake."""
    shipped, found = bundled() / "words.toml", find_template("words.toml", folder)
    return build_words(parse_template(shipped), None if found == shipped else parse_template(found))


def load_styles(folder: Path | None = None) -> Styles:
    """The style table of workbook.toml; TemplateError names file and line of a mistake."""
    return build_styles(parse_template(find_template("workbook.toml", folder)))


def read_template(path: Path) -> str:
    """The text of a template; TemplateError when it cannot be read as one."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        why = refusal(error)
        raise TemplateError(f"{path} 打不开（{why.reason}）", "", why.next_step) from error
    if len(data) > _MOST_BYTES:
        raise TemplateError(f"{path} 太大", f"模板不应超过 {_MOST_BYTES // 1000} KB", "请对照自带的模板，或删去该文件")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(f"{path} 不是 UTF-8 编码", "模板须以 UTF-8 保存", "请用记事本另存为 UTF-8") from error


def parse_template(path: Path) -> dict[str, Any]:
    """The values of a TOML template; TemplateError names file and line of a mistake."""
    try:
        return tomllib.loads(read_template(path))
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"{path} {line_of(error)}写法有误", "", "请对照自带的模板改正，或删去该文件") from error


def line_of(error: tomllib.TOMLDecodeError) -> str:
    """Where a TOML mistake stands, for a clerk: 第3行第5列, or 末尾."""
    match = re.search(r"line (\d+), column (\d+)", str(error))
    return f"第{match[1]}行第{match[2]}列" if match else "末尾"
