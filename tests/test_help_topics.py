"""`breakdown help` says what the README says; a shell completes commands and options, with their help in Chinese."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from breakdown.cli import app
from breakdown.errors import BreakdownError
from breakdown.manual import page, parts, sections

TEXT = """# 程序

## 命令一览

| 命令 | 说明 |
|---|---|
| `breakdown merge [回表…] --kind a\\|b` | 合并 |
| `breakdown report summary` | 汇总 |

## 怎么用

**收表。** 放进去。

```bash
# breakdown 的用法
breakdown -C 云河区 merge

breakdown status
```

后来再说。

### 设置 `toml`

`breakdown merge` 看 `due_day`。
<!-- 注 -->
| 项 | 含义 |
|---|---|
| `a` | 甲 |

## 设置的例子

没有。
"""
COMMANDS = ("merge", "report", "report summary", "status")


def run(*words: str) -> str:
    done = CliRunner().invoke(app, ["help", *words], env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_sections_hold_what_is_below_them() -> None:
    found = sections(TEXT)
    assert list(found) == ["命令一览", "怎么用", "设置 toml", "设置的例子"]
    assert "设置 `toml`" in found["怎么用"] and "没有。" not in found["怎么用"]
    assert "breakdown 的用法" in found["怎么用"], "a comment among commands is no heading"


def test_a_text_comes_apart_into_paragraphs_tables_and_blocks() -> None:
    found = parts(sections(TEXT)["怎么用"])
    assert [part.splitlines()[0] for part in found] == [
        "## 怎么用", "**收表。** 放进去。", "```bash", "后来再说。", "### 设置 `toml`",
        "`breakdown merge` 看 `due_day`。", "| 项 | 含义 |"]
    assert found[2].endswith("breakdown status\n```")


def test_a_command_shows_its_usage_and_all_that_speaks_of_it() -> None:
    said = page(TEXT, COMMANDS, "merge")
    assert "`breakdown merge [回表…] --kind a|b`\n\n合并" in said
    assert "**收表。** 放进去。\n\n```bash" in said and "后来再说" not in said
    assert said.count("看 `due_day`") == 1 and "另见：怎么用、设置 toml" in said
    assert page(TEXT, COMMANDS, "summary") == page(TEXT, COMMANDS, "report summary")


def test_a_section_by_its_title_or_a_part_of_it() -> None:
    assert page(TEXT, COMMANDS, "设置toml").startswith("### 设置 `toml`")
    assert page(TEXT, COMMANDS, "例子").startswith("## 设置的例子")
    with pytest.raises(BreakdownError, match="设置 toml、设置的例子"):
        page(TEXT, COMMANDS, "设置")
    with pytest.raises(BreakdownError, match="没有“天气”这个主题"):
        page(TEXT, COMMANDS, "天气")


def test_every_command_and_section_has_its_page() -> None:
    listed = run()
    topics = [line.split("  ")[1].strip() for line in listed.splitlines() if line.startswith("  ")]
    assert {"merge", "report bulletin", "亮灯规则", "填报表", "设置 breakdown.toml"} <= set(topics) and len(topics) > 30
    for topic in ("merge", "report bulletin", "设置 breakdown.toml"):
        assert len(run(*topic.split())) > 200
    assert "（三色督办单）" not in run("亮灯规则") and "黄，不转绿" in run("亮灯规则"), "a cell was cut off"


def test_the_readme_ships_with_the_package() -> None:
    wheel = (Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8").partition("wheel.force-include]")[2]
    assert '"README.md" = "breakdown/README.md"' in wheel


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who has `breakdown` on the path."""
    script = tmp_path / "breakdown"
    script.write_text(f"#!{sys.executable}\nfrom breakdown.cli import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(Path(__file__).parents[1]), "LC_ALL": "C.UTF-8"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(("typed", "offered"), [
    ("re", {"read", "report"}), ("report s", {"summary", "sample", "slips", "scores"}), ("issue --k", {"--kind"}),
    ("issue --kind p", {"progress", "plan"}),
])
def test_bash_completes(installed: dict[str, str], typed: str, offered: set[str]) -> None:
    words = typed.split()
    code = (f'eval "$(breakdown --show-completion bash)"; COMP_WORDS=(breakdown {typed}); COMP_CWORD={len(words)}; '
            '_breakdown_completion breakdown; printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", code], env=installed, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered


def test_powershell_is_offered_words_with_their_help(installed: dict[str, str]) -> None:
    script = subprocess.run(["breakdown", "--show-completion", "powershell"], env=installed, capture_output=True,
                            text=True, check=True).stdout
    assert "Register-ArgumentCompleter -Native -CommandName breakdown" in script
    asked = {"_BREAKDOWN_COMPLETE": "complete_powershell", "_TYPER_COMPLETE_ARGS": "breakdown sta",
             "_TYPER_COMPLETE_WORD_TO_COMPLETE": "sta"}
    done = subprocess.run(["breakdown"], env=installed | asked, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "status:::在屏幕上看一期的总体情况，与汇总表同数。"
