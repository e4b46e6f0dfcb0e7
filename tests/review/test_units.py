"""Names over the years: what was confirmed is not asked again, what is alike is asked, where a name is used."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from breakdown.cli import app
from breakdown.records import Records
from breakdown.review.usage import alias_sources, find_usage, list_units, suggest_merges
from breakdown.words import Words
from tests.office_year import with_rows
from tests.review.test_notices import LETTER, put
from tests.test_requests_path import known, run, type_in

FIRST = LETTER + """1.新增公办幼儿园学位九百个。
牵头单位：区卫生健康委员会；配合单位：区财政局；完成时限：8月底前
2.开展义诊三十场。
牵头单位：区卫健委；配合单位：各镇；完成时限：年底前
"""
SECOND = """云河区2021年爱国卫生专项行动任务分解方案
1.改造农村厕所六百座。
牵头单位：区卫健委；配合单位：区人社局；完成时限：9月底前
2.培训保洁人员两千人次。
牵头单位：区人力资源和社会保障局；完成时限：年底前
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The office has confirmed that 区卫健委 is 区卫生健康委员会."""
    place = tmp_path / "office"
    run(place, "init", str(place), "--name", "云河区", "--year", "2021", here=False)
    assert "可能就是" in put(place, "notice.txt", FIRST)
    confirm(place, "区卫健委", "区卫生健康委员会")
    run(place, "adopt")
    return place


def confirm(place: Path, printed: str, unit: str) -> None:
    book = openpyxl.load_workbook(place / "review.xlsx")
    rows = list(book["单位核对"].iter_rows())
    head = next(row for row in rows if any(cell.value == "登记单位" for cell in row))
    at = next(row[0].row for row in rows if row[0].value == printed)
    type_in(book["单位核对"], at - head[0].row, {"登记单位": unit})
    book.save(place / "review.xlsx")


def advice(place: Path) -> dict[str, str]:
    """The advice on every printed name of 单位核对."""
    sheet = openpyxl.load_workbook(place / "review.xlsx")["单位核对"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet]
    head = next(row for row in rows if "建议" in row)
    return {row[0]: row[head.index("建议")] for row in rows[rows.index(head) + 1 :]}


def test_what_was_confirmed_is_applied_and_not_asked_again(office: Path) -> None:
    put(office, "second.txt", SECOND)
    told = advice(office)
    assert told["区卫健委"] == "已确认是“区卫生健康委员会”（出处：notice.txt 1处），不必再核"
    run(office, "adopt")
    rows = known(office).assignments
    assert set(rows.loc[rows["printed"] == "区卫健委", "unit"]) == {"区卫生健康委员会"}
    said = put(office, "notice.txt", FIRST)
    assert "可能就是" not in said


def test_a_new_name_that_is_short_for_a_registered_one_is_asked_about(office: Path) -> None:
    put(office, "second.txt", SECOND)
    run(office, "adopt")
    text = "云河区2021年就业任务分解方案\n1.举办招聘会四十场。\n牵头单位：区人力社保局；完成时限：年底前\n"
    put(office, "third.txt", text)
    assert advice(office)["区人力社保局"].startswith("“区人力社保局”没有登记，可能就是名册里的“区人力资源和社会保障局”")


def test_the_command_lists_units_likenesses_and_where_a_name_is_used(office: Path) -> None:
    put(office, "second.txt", SECOND)
    run(office, "adopt")
    assert "还没有发过表，也没有报过进展" in run(office, "units", "区财政局")
    run(office, "issue", "--period", "2021-03")
    said = run(office, "units")
    assert "“区人社局”可能就是“区人力资源和社会保障局”" in said.replace("\n", "")
    assert "区卫健委" in said and "各镇" in said
    used = run(office, "units", "区卫健委")
    assert "“区卫健委”登记为“区卫生健康委员会”" in used
    for text in ("notice.txt 1处", "second.txt", "2021-001", "2021-003", "2021-03", "牵头"):
        assert text in used.replace("\n", ""), text
    missing = CliRunner().invoke(app, ["-C", str(office), "units", "区气象局"])
    assert missing.exit_code == 3 and "台账和名册里都没有“区气象局”" in missing.stderr


def ledger() -> Records:
    tasks = [{"task_id": f"2021-00{at}", "no": str(at), "content": f"任务{at}", "notice": "n.txt", "position": at}
             for at in (1, 2)]
    duties = [("2021-001", "区水务局", "区水利局", "牵头", "direct"), ("2021-001", "各镇", "各镇", "配合", "集合"),
              ("2021-002", "清溪镇", "清溪镇", "配合", "direct"), ("2021-002", "各镇", "各镇", "配合", "集合")]
    return with_rows(
        Records.empty(), tasks=tasks,
        assignments=[dict(zip(("task_id", "unit", "printed", "role", "via"), row, strict=True)) for row in duties],
        units=[{"unit": "区水务局", "kind": "部门", "ranking": "部门", "aliases": "区水利局、区水务",
                "valid_to": "2021-06-30", "successor": "区农水局"}, {"unit": "清溪镇"}, {"unit": "区农水局"}],
        members=[{"collective": "各镇", "member": "清溪镇"}],
        progress=[{"period": "2021-03", "task_id": "2021-001", "unit": "区水务局", "role": "牵头"}],
        issued=[{"period": "2021-03", "unit": "区水务局", "revision": at, "row_id": "r1", "task_id": "2021-001"}
                for at in (1, 2)],
    )


def test_tasks_that_come_by_a_collective_are_counted_once() -> None:
    rows = {row[0]: row[1:] for row in list_units(ledger())}
    assert rows["区水务局"] == ("部门", "部门", "区水利局、区水务", "到2021-06-30", "区农水局", "1", "0")
    assert rows["清溪镇"][-2:] == ("0", "2")


def test_usage_of_a_unit_of_a_collective_and_of_a_member() -> None:
    found = find_usage(ledger(), "区水利局")
    assert found.about == ["“区水利局”登记为“区水务局”", "区水务局，部门，排名分组：部门，到2021-06-30",
                           "停用后由“区农水局”承接"]
    assert found.names == [("区水利局", "n.txt 1处"), ("区水务", "单位名册")]
    assert found.tasks == [("2021-001", "1", "任务1", "牵头", "n.txt", "区水利局")]
    assert found.periods == [("2021-03", "1", "1", "0")]
    assert [row[3] for row in find_usage(ledger(), "清溪镇").tasks] == ["配合（集合）", "配合", "配合（集合）"]
    assert find_usage(ledger(), "各镇").about == ["集合单位，成员：清溪镇"]
    assert find_usage(ledger(), "区农水局").about[0] == "承接“区水务局”（到2021-06-30）的任务"


def test_only_the_safe_rule_suggests(words: Words) -> None:
    names = ("区教育局", "区体育局", "区卫健委", "区卫生健康委员会")
    known = with_rows(Records.empty(), units=[{"unit": name} for name in names])
    assert len(suggest_merges(known, words.units)) == 1
    assert alias_sources(known) == {}
