"""The leader's page in Chromium, from the file system: it loads, filters, opens a history, prints, fits a phone."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from breakdown.report.dashboard import Dashboard
from tests.browser import Tab, needs_chromium, open_tab
from tests.files.test_pages import WILD, page_of, wild_page, written
from tests.report.office import make_office

FOUND = "document.querySelector('#found').textContent"
SHOWN = "[...document.querySelectorAll('.list tbody tr')].filter(row => row.offsetHeight > 0).length"
STORY = "document.querySelector('#story').innerText"


@pytest.fixture(scope="module")
def page() -> Dashboard:
    return page_of(make_office(3, 40, 20), "2021-03")


@pytest.fixture(scope="module")
def address(page: Dashboard, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("网页") / "推进情况.html"
    file.write_text(written(page), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Tab]:
    needs_chromium()
    with open_tab() as tab:
        yield tab


@pytest.fixture(params=[(1366, 768), (360, 740)], ids=["screen", "phone"])
def tab(browser: Tab, address: str, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """The page freshly loaded; whatever a test does, the console stays silent and nothing else is loaded."""
    browser.faults.clear()
    browser.asked.clear()
    browser.open("about:blank", *request.param)
    browser.open(address, *request.param)
    yield browser
    assert browser.faults == []
    assert {url for url in browser.asked if not url.startswith("data:image/png")} <= {address, "about:blank"}


def light_count(page: Dashboard, name: str) -> int:
    return sum(task["light"] == name for task in page.facts["tasks"])


def test_it_loads_and_fits_the_window(tab: Tab, page: Dashboard) -> None:
    assert tab.ask("document.querySelector('h1').innerText") == page.facts["title"]
    assert tab.ask(SHOWN) == 40
    assert tab.ask("document.documentElement.scrollWidth <= innerWidth")
    assert tab.ask("Object.keys(Chart.instances).length") == 3
    width, height = struct.unpack(">II", tab.picture()[16:24])
    assert (width, height) in ((1366, 768), (360, 740))


def test_charts_are_drawn(tab: Tab) -> None:
    """Each canvas holds at least three colours beside the empty ground."""
    colours = tab.ask("""[...document.querySelectorAll('canvas')].map((one) => new Set(
        new Uint32Array(one.getContext('2d').getImageData(0, 0, one.width, one.height).data.buffer)).size)""")
    assert len(colours) == 3
    assert min(colours) > 3


def test_a_click_on_a_light_filters_and_all_come_back(tab: Tab, page: Dashboard) -> None:
    wanted = light_count(page, "黄")
    assert 0 < wanted < 40
    tab.click("[data-set=light][data-value=黄]")
    assert tab.ask(SHOWN) == wanted
    assert tab.ask(FOUND) == f"灯：黄，符合条件的{wanted}项，共40项"
    tab.wait_for("Math.abs(scrollY - (window.before ?? -9)) < 1 || ((window.before = scrollY), false)")
    tab.click("#clear")
    tab.wait_for(f"{SHOWN} === 40")
    assert tab.ask(FOUND) == "共40项"


def test_words_are_searched_in_every_text_of_a_task(tab: Tab, page: Dashboard) -> None:
    unit = next(task["supports"].split("、")[0] for task in page.facts["tasks"] if task["supports"])
    wanted = sum(unit in "".join(map(str, task.values())) for task in page.facts["tasks"])
    tab.click("[data-filter=words]")
    tab.write(unit)
    assert tab.ask(SHOWN) == wanted
    tab.write(" 没有这个词")
    assert tab.ask(SHOWN) == 0
    assert tab.ask("document.querySelector('#none').offsetHeight > 0")


@pytest.mark.parametrize("name", ["part", "section", "unit", "leader", "alert"])
def test_every_figure_leads_to_as_many_tasks(tab: Tab, page: Dashboard, name: str) -> None:
    keys = {"unit": "units", "leader": "leader_names", "alert": "alerts", "section": "section"}
    value = tab.ask(f"document.querySelector('[data-set={name}]').dataset.value")
    classes = {part["label"]: part["classes"] for part in page.facts["parts"]}
    tab.click(f"[data-set={name}]")
    tasks = page.facts["tasks"]
    if name == "part":
        fitting = [task for task in tasks if task["category"] in classes[value]]
    else:
        fitting = [task for task in tasks if value == task[keys[name]] or value in list(task[keys[name]])]
    assert fitting
    assert tab.ask(SHOWN) == len(fitting)


def test_a_click_opens_the_whole_history_and_escape_closes_it(tab: Tab, page: Dashboard) -> None:
    tab.click(".list tbody tr:nth-child(2) .open")
    tab.wait_for("document.querySelector('#story dl')")
    task_id = page.facts["tasks"][1]["task_id"]
    told = tab.ask(STORY)
    assert tab.ask("location.hash") == f"#{task_id}"
    for text in _texts(page.histories[task_id]["periods"]):
        assert text in told
    tab.press("Escape", 27)
    # the address follows once the page has heard that the window is closed
    tab.wait_for("!document.querySelector('dialog').open && location.hash === ''")
    tab.click(".list tbody tr:nth-child(2) .open")
    tab.wait_for("document.querySelector('dialog').open")


def _texts(periods: list[dict[str, Any]]) -> Iterator[str]:
    for period in periods:
        yield from (period["title"], period["basis"])
        for report in period["reports"]:
            yield from (report["unit"], report.get("progress", ""), report["origin"])


def test_paper_holds_every_task_or_the_open_one(tab: Tab, page: Dashboard, tmp_path: Path) -> None:
    whole = _paper(tab, tmp_path)
    for text in (page.facts["title"], "各期走势", *(row["unit"] for row in page.facts["units"][0]["rows"]),
                 *(task["content"] for task in page.facts["tasks"])):
        assert "".join(text.split()) in whole
    tab.click(".list tbody tr:nth-child(3) .open")
    tab.wait_for("document.querySelector('#story dl')")
    task_id = page.facts["tasks"][2]["task_id"]
    one = _paper(tab, tmp_path)
    assert f"第{page.histories[task_id]['no']}项" in one
    assert "各单位" not in one
    for text in _texts(page.histories[task_id]["periods"]):
        assert "".join(text.split()) in one


def _paper(tab: Tab, folder: Path) -> str:
    (folder / "page.pdf").write_bytes(tab.printed())
    text = subprocess.run(["pdftotext", "-raw", str(folder / "page.pdf"), "-"], check=True, capture_output=True).stdout
    return "".join(text.decode().split())


def test_wild_texts_stay_texts(browser: Tab, tmp_path: Path) -> None:
    file = tmp_path / "wild.html"
    file.write_text(written(wild_page()), encoding="utf-8")
    browser.faults.clear()
    browser.open(file.as_uri(), 1366, 768)
    browser.click(".list tbody tr .open")
    browser.wait_for("document.querySelector('#story dl')")
    plain = WILD.replace("\u2028", "")
    assert plain in browser.ask("document.querySelector('.open').textContent").replace("\u2028", "")
    assert plain in browser.ask("document.querySelector('#story').textContent").replace("\u2028", "")
    assert browser.ask("document.querySelectorAll('#story script, #story b b').length") == 0
    assert browser.faults == []
