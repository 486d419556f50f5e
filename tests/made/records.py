"""Records made by hand, so that formats can be tested without the rules: each field filled."""

from typing import Any

from extractor import (
    CountryList,
    CountryMention,
    DatedEvent,
    Evidence,
    Extraction,
    GroupMention,
    Quote,
    Record,
    Source,
    Span,
    Speaker,
    Spot,
    Term,
    Timex,
)

TEXT = "On Nov. 18, Chile and most of the Nordic states, but not Norway, signed the pact in Lima."
EVIDENCE = Evidence("pact.signed", "rules/en/pacts.yaml", 40, "en", "1.0.0", "c0ffee")
DAY = Timex(3, 10, "Nov. 18", "DATE", "2026-11-18", None, "2026-11-18", "2026-11-18", "2026-11-20")
MONTH = Timex(3, 10, "early December", "DATE", "2026-12", "START", "2026-12-01", None, None)
CHILE = CountryMention(12, 17, "Chile", "CL", "name")
NORWAY = CountryMention(57, 63, "Norway", "NO", "name")


def made(name: str) -> dict[str, Any]:
    """Give what all records have."""
    return {
        "id": f"a.txt#{name}-0-{len(TEXT)}",
        "doc": "a.txt",
        "start": 0,
        "end": len(TEXT),
        "text": TEXT,
        "evidence": EVIDENCE,
    }


QUOTE = Quote(
    kind="mixed",
    content=(Span(0, 5, "It is"), Span(9, 14, "over,")),
    cue=Term(36, 40, "told", "tell"),
    speaker=Speaker(14, 17, "she", "Ana Rojas", "the envoy", "pronoun"),
    addressee=Span(41, 50, "reporters"),
    said_on="2026-11-20",
    reported_by=Source(60, 70, "the agency", "Andina"),
    **made("quote"),
)
BARE_QUOTE = Quote(
    kind="direct",
    content=(Span(1, 12, "It is over,"),),
    cue=None,
    speaker=None,
    addressee=None,
    said_on=None,
    reported_by=None,
    **made("quote"),
)
EVENT = DatedEvent(
    date=DAY,
    until=MONTH,
    relation="from-to",
    trigger=Term(65, 71, "signed", "sign"),
    who=(Span(12, 17, "Chile"),),
    what=(Span(72, 80, "the pact"), Span(81, 88, "in Lima")),
    where=(Spot(84, 88, "Lima", "PE"), Spot(84, 88, "the hall", None)),
    certainty="asserted",
    **made("dated_event"),
)
LIST = CountryList(
    members=(CHILE, CountryMention(12, 17, "Peruvian", "PE", "adjective")),
    excluded=(NORWAY,),
    groups=(
        GroupMention(22, 47, "most of the Nordic states", "NORDIC", "most", ("DK", "NO"), None),
        GroupMention(22, 47, "the Nordic states", "NORDIC", None, ("DK", "NO"), "2026-11-18"),
    ),
    codes=("CL", "PE", "DK"),
    open=True,
    count=12,
    quantifier="most",
    predicate=Span(65, 80, "signed the pact"),
    role="subject",
    **made("country_list"),
)
OWN = Record(
    kind="sanction",
    fields={"sender": CHILE, "measure": Span(72, 80, "the pact"), "final": True, "number": 3,
            "note": None, "targets": ()},
    **made("sanction"),
)  # fmt: skip
ALL = Extraction("a.txt", (QUOTE, BARE_QUOTE, EVENT, LIST, OWN), ("1 of Name left out: too many",))
EMPTY = Extraction("b.txt", ())
