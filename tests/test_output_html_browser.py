"""Tests of the page of HTML in a real Chromium, driven as a reader would."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made.records import EVENT, QUOTE

from extractor import Extraction, Extractor
from extractor.output import write_html

webdriver = pytest.importorskip("selenium.webdriver")
keys = pytest.importorskip("selenium.webdriver.common.keys").Keys

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
# where all is checked a missing browser is a fault, and no reason to pass
pytestmark = pytest.mark.skipif(
    not ((CHROMIUM and DRIVER) or os.environ.get("CI")), reason="needs chromium and its driver"
)

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt"))
HOSTILE = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
SHOWN = "return [...document.querySelectorAll('.card')].filter((c) => !c.hidden).length"


@pytest.fixture(scope="module")
def browser() -> "Iterator[webdriver.Chrome]":
    """Start a Chromium that shows no window."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1300,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield started
    started.quit()


@pytest.fixture(scope="module")
def seed() -> Extraction:
    """Give what is found in the seed article."""
    return Extractor().extract(SEED.read_text("utf-8"), date="2019-04-18", id=SEED.name)


def show(browser: "webdriver.Chrome", folder: Path, *extractions: Extraction) -> None:
    """Open the page of some extractions."""
    page = folder / "page.html"
    page.write_text("".join(write_html(extractions)), "utf-8")
    browser.get(page.as_uri())


def test_the_article_is_shown_as_it_is_and_nothing_complains(
    browser: "webdriver.Chrome", tmp_path: Path, seed: Extraction
) -> None:
    """Marks change no letter, and the browser's log holds no error."""
    show(browser, tmp_path, seed)
    shown = browser.execute_script("return document.querySelector('.article').textContent")
    assert shown == seed.text
    assert browser.get_log("browser") == []


def test_nothing_of_a_document_runs(browser: "webdriver.Chrome", tmp_path: Path) -> None:
    """Markup in a text, an id or a warning is shown, not run."""
    show(browser, tmp_path, Extraction(HOSTILE, (QUOTE, EVENT), (HOSTILE,), HOSTILE * 2))
    assert browser.title == "What was found"
    assert browser.execute_script("return document.images.length") == 0


def test_kinds_and_rules_can_be_left_out(
    browser: "webdriver.Chrome", tmp_path: Path, seed: Extraction
) -> None:
    """A box takes a kind away, with its marks; a rule leaves its own records alone."""
    show(browser, tmp_path, seed)
    assert browser.execute_script(SHOWN) == len(seed.records)
    browser.find_element("css selector", "#kinds input").click()
    first = seed.records[0].record
    left = [record for record in seed.records if record.record != first]
    assert browser.execute_script(SHOWN) == len(left)
    rule = left[0].evidence.rule
    browser.find_element("css selector", f"#rule option[value='{rule}']").click()
    assert browser.execute_script(SHOWN) == sum(r.evidence.rule == rule for r in left)


def test_records_can_be_sought_and_walked_through_by_keys(
    browser: "webdriver.Chrome", tmp_path: Path, seed: Extraction
) -> None:
    """`/` leads to the search, `j` and `k` from record to record, and the text goes along."""
    show(browser, tmp_path, seed)
    body = browser.find_element("css selector", "body")
    body.send_keys("/")
    browser.switch_to.active_element.send_keys("Zakharova", keys.ESCAPE)
    count = browser.execute_script(SHOWN)
    assert 0 < count < len(seed.records)
    chosen = []
    for key in "jjk":
        browser.find_element("css selector", "body").send_keys(key)
        chosen.append(browser.find_element("css selector", ".card.on").get_attribute("id"))
    assert chosen[0] == chosen[2] != chosen[1]
    marked = browser.find_elements("css selector", ".m.on")
    assert marked
    assert all(chosen[2] in (mark.get_attribute("data-r") or "") for mark in marked)


def test_a_mark_leads_to_its_card_and_to_what_else_its_speaker_says(
    browser: "webdriver.Chrome", tmp_path: Path, seed: Extraction
) -> None:
    """A click on a speaker chooses the quote, and shows the other mentions of the speaker."""
    show(browser, tmp_path, seed)
    speaker = next(q.speaker for q in seed.quotes if q.speaker and q.speaker.name[:5] == "Maria")
    pieces = browser.find_elements("css selector", ".m.f-speaker")
    next(piece for piece in pieces if piece.text == speaker.text).click()
    card = browser.find_element("css selector", ".card.on")
    assert card.get_attribute("data-name") == speaker.name
    same = [q for q in seed.quotes if q.speaker and q.speaker.name == speaker.name]
    assert len(browser.find_elements("css selector", ".m.same")) >= len(same) - 1


def test_five_thousand_records_stay_quick(browser: "webdriver.Chrome", tmp_path: Path) -> None:
    """Two hundred records in 20,000 characters are painted within a second, 5,000 are shown."""
    text = "They signed the pact in Lima on May 3, she said there. " * 364
    records = Extractor().extract(text, date="2026-11-28").records[:200]
    show(browser, tmp_path, Extraction("a.txt", records, (), text))
    # the page is loaded before it is painted, and the entry is there only then
    painted, deadline = None, time.monotonic() + 10
    while painted is None and time.monotonic() < deadline:
        painted = browser.execute_script(
            "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
        )
    assert painted is not None
    assert 0 < painted < 1000
    show(browser, tmp_path, Extraction("b.txt", records * 25, (), text))
    assert browser.execute_script(SHOWN) == len(records) * 25
    start = time.monotonic()
    browser.find_element("css selector", "#kinds input").click()
    assert time.monotonic() - start < 5
