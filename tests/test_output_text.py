import re

from attrs import evolve
from made.records import ALL, BARE_QUOTE, EMPTY, EVENT, LIST, OWN, QUOTE

from extractor import Extraction
from extractor.output import write_text
from extractor.output.colours import COLOURED
from extractor.records import Found

RULE = "pact.signed rules/en/pacts.yaml:40"


def page(*records: Found, width: int = 100) -> list[str]:
    """Give the lines of a document with these records."""
    return "".join(write_text([Extraction("a.txt", records)], width=width)).splitlines()


def test_a_quote_says_who_said_what() -> None:
    """A quote shows its speaker, with role and way of naming, then its words, cue and sources."""
    expected = [
        "a.txt  quote 1",
        "",
        "quote 0-89",
        "  speaker     Ana Rojas (the envoy; pronoun; “she”)",
        "  kind        mixed",
        "  content     - It is",
        "              - over,",
        "  cue         told (tell)",
        "  addressee   reporters",
        "  said_on     2026-11-20",
        "  reported_by Andina (“the agency”)",
        f"  rule        {RULE}",
        "",
    ]
    assert expected == page(QUOTE)


def test_an_event_shows_its_dates() -> None:
    """A dated event shows dates with their values, what they were counted from, and places."""
    expected = [
        "dated_event 0-89",
        "  date      Nov. 18 2026-11-18 (counted from 2026-11-20)",
        "  until     early December 2026-12 (START; 2026-12-01 to ...)",
        "  relation  from-to",
        "  trigger   signed (sign)",
        "  who       Chile",
        "  what      - the pact",
        "            - in Lima",
        "  where     Lima PE, the hall",
        "  certainty asserted",
        f"  rule      {RULE}",
        "",
    ]
    assert expected == page(EVENT)[2:]


def test_a_list_shows_its_codes() -> None:
    """A country list shows members and groups with their codes, and what is said of them."""
    expected = [
        "country_list 0-89",
        "  members    Chile CL, Peruvian PE (adjective)",
        "  excluded   Norway NO",
        "  groups     most of the Nordic states NORDIC (most; DK NO), the Nordic states",
        "             NORDIC (DK NO; as of 2026-11-18)",
        "  codes      CL, PE, DK",
        "  open       yes",
        "  count      12",
        "  quantifier most",
        "  predicate  signed the pact",
        "  role       subject",
        f"  rule       {RULE}",
        "",
    ]
    assert expected == page(LIST, width=80)[2:]


def test_a_kind_of_a_pack() -> None:
    """A kind that a pack declares is shown like the others, known fields only."""
    expected = [
        "sanction 0-89",
        "  sender  Chile CL",
        "  measure the pact",
        "  final   yes",
        "  number  3",
        f"  rule    {RULE}",
        "",
    ]
    assert expected == page(OWN)[2:]


def test_zero_is_known() -> None:
    """A number is shown though it is nought."""
    own = evolve(OWN, fields={"number": 0, "final": False, "gone": None})
    assert "  number 0" in page(own)
    assert not any(line.startswith("  final") for line in page(own))


def test_a_record_without_spans_shows_its_text() -> None:
    """Where no field shows words of the text, the record's own words stand first."""
    own = evolve(OWN, fields={"number": 3}, text="three\n pacts")
    assert "  text   three pacts" in page(own)


def test_a_document_without_records() -> None:
    """A document in which nothing is found says so."""
    assert "".join(write_text([EMPTY])) == "b.txt  nothing found\n\n"


def test_warnings_stand_at_the_end() -> None:
    """What was left out stands at the end of the document."""
    lines = "".join(write_text([ALL])).splitlines()
    assert lines[-2:] == ["warning: 1 of Name left out: too many", ""]
    assert lines[0] == "a.txt  quote 2, dated_event 1, country_list 1, sanction 1"


def test_lines_keep_to_the_width() -> None:
    """No line of a field is wider than asked for; a rule's place stays in one piece."""
    lines = [line for line in page(QUOTE, EVENT, LIST, width=44)[1:] if RULE not in line]
    assert max(map(len, lines)) <= 44


def test_parts_that_go_on_are_set_in() -> None:
    """Of several spans each has its dash, and lines that go on stand behind it."""
    long = evolve(QUOTE, content=(evolve(QUOTE.content[0], text="to be " * 7), QUOTE.content[1]))
    expected = [
        "  content     - to be to be to be to be to",
        "                be to be to be",
        "              - over,",
    ]
    assert expected == page(long, width=44)[6:9]


def test_no_colours_unless_asked_for() -> None:
    """Plain pages hold no escape; coloured ones hold the same words."""
    plain = "".join(write_text([ALL]))
    coloured = "".join(write_text([ALL], palette=COLOURED))
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert plain == re.sub(r"\x1b\[[\d;]*m", "", coloured)


def test_a_text_cannot_command_the_terminal() -> None:
    """Control characters of a document never reach the page."""
    odd = evolve(
        BARE_QUOTE,
        doc="a\x1b[2J",
        content=(evolve(BARE_QUOTE.content[0], text="\x1b]0;x\x07y\u202ez"),),
    )
    assert "  content ]0;xyz" in page(odd)
    assert all(line.isprintable() for line in page(odd))
