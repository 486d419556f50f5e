"""Tests of the workshop in a real Chromium, used as a rule author would."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from test_output_html_browser import HOSTILE, browser, pytestmark  # noqa: F401 - a fixture, a mark

from extractor.command.explanations import explanation_lines
from extractor.playground.answers import Answers
from extractor.playground.desk import lay_out
from extractor.playground.server import Playground

waiting = pytest.importorskip("selenium.webdriver.support.wait")
keys = pytest.importorskip("selenium.webdriver.common.keys").Keys

CHANGE = """
const [id, given] = arguments;
document.getElementById(id).value = given;
document.getElementById(id).dispatchEvent(new Event("input", {bubbles: true}));
"""
CHOSEN = """
const pack = document.getElementById("pack");
return pack.value.slice(pack.selectionStart, pack.selectionEnd);
"""
IDLE = "return !document.body.dataset.asking && document.getElementById('state').textContent"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the page on a free port."""
    with Playground(Answers(lay_out(()), explanation_lines)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.door.address
        server.shutdown()


def state(page: Any) -> str:  # noqa: ANN401 - selenium may not be there
    """Wait for the answer to the last change; give what the page says of it."""
    shown: str = waiting.WebDriverWait(page, 30, 0.05).until(
        lambda each: (found := each.execute_script(IDLE)) and found != "loading" and found
    )
    return shown


def change(page: Any, name: str, given: str) -> str:  # noqa: ANN401 - as above
    """Write something into the page as an editor does; give what the page says then."""
    page.execute_script(CHANGE, name, given)
    return state(page)


def text_of(page: Any, name: str) -> str:  # noqa: ANN401 - as above
    """Give what stands in a part of the page."""
    shown: str = page.execute_script(f"return document.getElementById('{name}').innerText")
    return shown


def test_a_pack_is_written_with_its_results_beside_it(browser: Any, address: str) -> None:  # noqa: ANN401, F811 - as above
    """Each change shows the records, the failing examples, the problems and the steps."""
    browser.get(address)
    assert "no failing examples" in state(browser)
    assert "2 of 2 examples hold" in text_of(browser, "examples")
    assert "opening.opened" in text_of(browser, "records")
    pack = browser.execute_script("return document.getElementById('pack').value")

    told = change(browser, "pack", pack.replace("what: museum}", "what: school}"))
    assert "1 failing example" in told
    assert "gives what 'museum', not 'school'" in text_of(browser, "examples")
    browser.find_element("css selector", ".why").click()
    state(browser)
    assert text_of(browser, "article").strip() == "On Monday Ana Rojas opened a museum in Lima."
    assert "{determiner}" in text_of(browser, "steps")

    assert "1 to mend" in change(browser, "pack", pack.replace("<Speaker>", "<Speeker>"))
    assert "did you mean 'Speaker'?" in text_of(browser, "examples")
    browser.find_element("css selector", ".place").click()
    assert "- id: opening.opened" in browser.execute_script(CHOSEN)

    change(browser, "pack", pack)
    found = change(browser, "text", "🙂 Then Ana Rojas opened the harbour.")
    assert "1 record," in found
    assert text_of(browser, "article") == "🙂 Then Ana Rojas opened the harbour."
    marks = browser.find_elements("css selector", ".m.f-what")
    assert [mark.text for mark in marks] == ["harbour"]
    assert browser.get_log("browser") == []


def test_nothing_of_a_text_or_a_pack_runs(browser: Any, address: str) -> None:  # noqa: ANN401, F811 - as above
    """Markup in a text, a rule, an example or a problem is shown, not run."""
    browser.get(address)
    state(browser)
    pack = browser.execute_script("return document.getElementById('pack').value")
    change(browser, "text", f"{HOSTILE} Then Ana Rojas opened the harbour. {HOSTILE}")
    assert HOSTILE in text_of(browser, "article")
    quoted = HOSTILE.replace("'", "''")
    change(
        browser,
        "pack",
        pack.replace(
            "text: Ana Rojas opened the letter.", f"text: 'Ana Rojas opened a museum. {quoted}'"
        ),
    )
    assert HOSTILE in text_of(browser, "examples")
    change(browser, "pack", f"'{quoted}': 1\n{pack}")
    assert "<script>" in text_of(browser, "examples")
    assert browser.title == "Rule workshop"
    assert browser.execute_script("return document.images.length") == 0
    assert browser.get_log("browser") == []


def test_keys_and_a_narrow_window_are_enough(browser: Any, address: str) -> None:  # noqa: ANN401, F811 - as above
    """Tab indents, after Escape it leaves; on a phone nothing is wider than the window."""
    browser.get(address)
    state(browser)
    pack = browser.find_element("id", "pack")
    pack.send_keys(keys.CONTROL, keys.HOME)
    pack.send_keys(keys.TAB)
    assert pack.get_attribute("value").startswith("  pack:")
    pack.send_keys(keys.ESCAPE, keys.TAB)
    assert browser.switch_to.active_element.get_attribute("id") != "pack"
    wide = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", wide)
    state(browser)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
