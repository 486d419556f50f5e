"""Texts that nobody writes and the web holds: each is read to its end, in time that is linear."""

import gc
import json
import tracemalloc
import unicodedata
from collections.abc import Callable

import pytest
from drawn.shipped import everything, records_in, spans_in

from benchmarks.linearity.run import MOST, TEXTS, count_work
from extractor.output import write_csv, write_html, write_json, write_jsonl, write_text
from extractor.output.standoff import make_brat
from extractor.output.timeml import make_timeml

NEWS = (
    '"It is over," said Ana Rojas, the envoy of Peru, on March 3, 2020. '
    "Chile, Peru and Bolivia signed the pact on Monday.\n\n"
)
SIZE = 10_000
# benchmarks/hostile/run.py reads a list of a hundred thousand
COUNTRIES = 2_000
NAMES = ("Chile", "Peru", "Bolivia", "France", "Germany", "Spain")

# Each item of hostile texts by its name, all of them as long as a hostile text has to be.
HOSTILE: dict[str, Callable[[], str]] = {
    "lone surrogates": lambda: f"\ud800{NEWS}\udfff a\udc00b \ud83d{NEWS}",
    "NUL": lambda: NEWS.replace(" ", "\0") + NEWS + "\0",
    "controls": lambda: "".join(map(chr, (*range(32), *range(127, 160)))) * 100 + NEWS,
    "bidi": lambda: NEWS.replace(" ", " \u202e\u2066\u200f") + NEWS,
    "zero-width": lambda: "\u200b".join(NEWS) + "\ufeff".join(NEWS) + "\u2060" * SIZE,
    "combining marks": lambda: "a" + "\u0301" * SIZE + f" {NEWS}",
    "NFC": lambda: unicodedata.normalize("NFC", f"Müller, président de l'Équateur, {NEWS}"),
    "NFD": lambda: unicodedata.normalize("NFD", f"Müller, président de l'Équateur, {NEWS}"),
    "full-width": lambda: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in NEWS),
    "mixed line ends": lambda: f"{NEWS}\r\n\r{NEWS}\n\r\u2028{NEWS}\u2029\x85\v\f{NEWS}",
    "quotation marks": lambda: '"' * 10 * SIZE,
    "opening marks": lambda: "“" * 10 * SIZE,
    "nested brackets": lambda: "(" * SIZE + NEWS + ")" * SIZE,
    "nested quotations": lambda: "“‘" * SIZE + NEWS + "’”" * SIZE,
    "no space": lambda: "aB" * 500_000,
    "countries in one list": lambda: ", ".join(NAMES[n % 6] for n in range(COUNTRIES)),
    "a million digits": lambda: f"On March {'1' * 10**6}, 2020, Peru signed. {'9' * 30} ago.",
    "digits before a unit": lambda: f"in {'1' * 10**6} days, at {'2' * 10**5}:00 Peru signed.",
    "year 0": lambda: "On January 1, 0000 Peru signed. It began in the year 0, on 0000-00-00.",
    "year 9999": lambda: (
        "On December 31, 9999 Peru signed the pact; next year it leaves, in 10000."
    ),
    "31 February": lambda: (
        "On February 31, 2020 and 31/02/2020 Peru signed. Ana left on 2020-02-31."
    ),
    "far away": lambda: "Peru signed 99999999999 days ago and leaves in 1,000,000,000 weeks.",
    "other scripts": lambda: "外交部发言人说。" * 300 + "قال الوزير إن " * 300 + "โฆษก" * 900,
    "other languages": lambda: (
        "«C'est fini», a dit le 3 mars 2020 M. Rojas. Das war „vorbei“. " * 50
    ),
    "HTML": lambda: f'<p onclick="x">{NEWS}</p><script>alert(1)</script>&nbsp;&#0;<!--' * 20,
    "tweets": lambda: "RT @ana: 🇵🇪🇨🇱 it's OVER 😭😭 #peru https://t.co/x 1️⃣ 👩‍👩‍👧 " * 100 + NEWS,
    "transcripts": lambda: (
        "ROJAS: Well -- I -- (CROSSTALK) [00:01:02]\n>> COOPER: On Monday? " * 100
    ),
    "OCR noise": lambda: (
        "‘lt ls 0ver,” sa1d Ana R0jas, thc env- oy 0f Pcru, 0n Marcb 3, 2O20 ¦ | " * 50
    ),
    "upper case": lambda: NEWS.upper() * 20,
    "lower case": lambda: NEWS.lower() * 20,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_read(name: str) -> None:
    """Nothing raises, with or without a date; each span is where it says, each output is UTF-8."""
    text = HOSTILE[name]()
    for date in (None, "2020-03-05", "0001-01-01", "9999-12-31"):
        found = everything().extract(text, date=date, id="a\x1b[31m\ud800")
        for record in records_in(found):
            assert all(text[s["start"] : s["end"]] == s["text"] for s in spans_in(record))
        if len(text) > SIZE:
            break
    for line in "".join(write_jsonl([found])).encode("utf-8").splitlines():
        json.loads(line)
    assert len(json.loads("".join(write_json([found])).encode("utf-8"))) == len(found.records)
    assert "\x1b" not in "".join(write_text([found]))
    for write in (write_csv, write_html):
        assert all(isinstance(chunk, str) for chunk in write([found]))
    assert make_timeml(found)[".tml"].encode("utf-8")
    written = make_brat(found)[".txt"].encode("utf-8").decode("utf-8")
    assert len(text) == len(written)


def test_what_is_left_out_is_said() -> None:
    """Items that overlap too often are dropped with their number, records without a value too."""
    found = everything().extract("“‘" * SIZE + "a" + "’”" * SIZE)
    assert any("of Quotation left out: too many overlap" in each for each in found.warnings)
    found = everything().extract(HOSTILE["31 February"]())
    assert any("left out: no date" in each for each in found.warnings)


def test_a_list_of_very_many_countries_is_cut_and_told() -> None:
    """One try takes some dozens of members, the next list begins behind them, and both are told."""
    found = everything().extract(HOSTILE["countries in one list"]())
    lists = found.country_lists
    assert sum(len(each.members) for each in lists) == COUNTRIES
    place = f"{len(lists) - 1} of countries.joined cut, the first at 0-{lists[0].end}"
    assert found.warnings == (f"{place}: more follows than one takes",)
    whole = everything().extract(", ".join(NAMES * 6) + " and Chile left.")
    assert (whole.warnings, len(whole.country_lists)) == ((), 1)


@pytest.mark.parametrize("name", TEXTS)
def test_work_is_linear_by_count(name: str) -> None:
    """Four times the text takes about four times the counted work, on any machine."""
    small, large = (count_work(everything(), TEXTS[name](size)) for size in (200, 800))
    assert large <= MOST * max(small, 1)


@pytest.mark.parametrize("name", ["countries in one list", "nested quotations"])
def test_memory_grows_with_the_text(name: str) -> None:
    """Four times the text takes about four times the memory; what grows by steps may be ahead."""
    peaks = []
    for size in (150, 600):
        text = TEXTS[name](size)
        everything().extract(text)
        gc.collect()
        tracemalloc.start()
        everything().extract(text)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] <= 6 * peaks[0]
