"""The form of TempEval-3, written down once more: what is wrong in a document by it.

From TimeML 1.2.1 as the corpora of TempEval-3 (2013) use it: the elements of a document in their
order, what each may say of itself, the closed sets of values, and ids that lead somewhere.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

ORDER = ("DOCID", "DCT", "TITLE", "EXTRAINFO", "TEXT", "MAKEINSTANCE", "TLINK", "SLINK", "ALINK")
REQUIRED = ("DOCID", "DCT", "TEXT")
# What an element must say, and what it may say.
ATTRIBUTES = {
    "TIMEX3": (
        {"tid", "type", "value"},
        {"mod", "temporalFunction", "functionInDocument", "anchorTimeID", "beginPoint",
         "endPoint", "quant", "freq", "valueFromFunction", "comment"},
    ),
    "EVENT": ({"eid", "class"}, {"stem", "comment"}),
    "MAKEINSTANCE": (
        {"eiid", "eventID", "tense", "aspect", "polarity", "pos"},
        {"modality", "signalID", "cardinality", "comment"},
    ),
    "TLINK": (
        {"lid", "relType"},
        {"eventInstanceID", "timeID", "relatedToEventInstance", "relatedToTime", "signalID",
         "origin", "comment"},
    ),
}  # fmt: skip
VALUES = {
    "type": {"DATE", "TIME", "DURATION", "SET"},
    "mod": {"BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
            "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX"},
    "temporalFunction": {"true", "false"},
    "functionInDocument": {"CREATION_TIME", "EXPIRATION_TIME", "MODIFICATION_TIME",
                           "PUBLICATION_TIME", "RELEASE_TIME", "RECEPTION_TIME", "NONE"},
    "class": {"OCCURRENCE", "PERCEPTION", "REPORTING", "ASPECTUAL", "STATE", "I_STATE", "I_ACTION"},
    "tense": {"FUTURE", "INFINITIVE", "PAST", "PASTPART", "PRESENT", "PRESPART", "NONE"},
    "aspect": {"PROGRESSIVE", "PERFECTIVE", "PERFECTIVE_PROGRESSIVE", "NONE"},
    "polarity": {"POS", "NEG"},
    "pos": {"ADJECTIVE", "NOUN", "VERB", "PREPOSITION", "OTHER"},
    "relType": {"BEFORE", "AFTER", "INCLUDES", "IS_INCLUDED", "DURING", "DURING_INV",
                "SIMULTANEOUS", "IAFTER", "IBEFORE", "IDENTITY", "BEGINS", "ENDS", "BEGUN_BY",
                "ENDED_BY"},
}  # fmt: skip
IDS = {"TIMEX3": ("tid", r"t\d+"), "EVENT": ("eid", r"e\d+"), "MAKEINSTANCE": ("eiid", r"ei\d+"),
       "TLINK": ("lid", r"l\d+")}  # fmt: skip
DAY = r"([\dX]{4})(-(([\dX]{2})(-[\dX]{2})?|W([\dX]{2})(-([\dX]|WE))?|Q[\dX]|H[\dX]|SP|SU|FA|WI))?"
HOUR = r"T(([\dX]{2})(:[\dX]{2}){0,2}|MO|MI|AF|EV|NI|DT)Z?"
DATE = rf"(BC)?({DAY}|[\dX]{{2,3}})|(PAST|PRESENT|FUTURE)_REF"
# decades are E and centuries C, a length that nobody knows is PXX, as annotators wrote
LENGTH = r"P(([\dX]+(\.\d+)?(DE|CE|[ECYMWQDX]|WE|SP|SU|FA|WI))+(T([\dX]+(\.\d+)?[HMS])+)?"
LENGTH += r"|T([\dX]+(\.\d+)?([HMS]|MO|AF|EV|NI))+)"
FORMS = {
    "DATE": DATE,
    "TIME": rf"({DAY})?{HOUR}|(PAST|PRESENT|FUTURE)_REF",
    "DURATION": LENGTH,
    "SET": rf"{LENGTH}|{DATE}|({DAY})?{HOUR}",
}


def wrong_in_timeml(text: str) -> list[str]:
    """Give what is wrong in a document by the form of TempEval-3."""
    root = ET.fromstring(text)  # noqa: S314 - what the tests themselves have made
    return [*_order(root), *_elements(root), *_links(root)]


def _order(root: ET.Element) -> Iterator[str]:
    names = [child.tag for child in root]
    if root.tag != "TimeML":
        yield f"a document is no {root.tag}"
    yield from (f"no {name}" for name in REQUIRED if names.count(name) != 1)
    yield from (f"a {name} in a document" for name in names if name not in ORDER)
    known = [ORDER.index(name) for name in names if name in ORDER]
    if known != sorted(known):
        yield f"{names} stand in no order"
    creation = root.findall("DCT/TIMEX3[@functionInDocument='CREATION_TIME']")
    if [time.get("tid") for time in creation] != ["t0"]:
        yield "the time of creation is not t0"
    inner = {each.tag for part in root.iter("TEXT") for each in part.iter()} - {"TEXT"}
    yield from (f"a {name} in the text" for name in inner - {"TIMEX3", "EVENT", "SIGNAL"})


def _elements(root: ET.Element) -> Iterator[str]:
    seen = set()
    for element in root.iter():
        if element.tag not in ATTRIBUTES:
            continue
        needed, allowed = ATTRIBUTES[element.tag]
        told = set(element.attrib)
        yield from (f"{element.tag} without {name}" for name in needed - told)
        yield from (f"{element.tag} with {name}" for name in told - needed - allowed)
        for name, value in element.attrib.items():
            if name in VALUES and value not in VALUES[name]:
                yield f"{name} {value!r}"
        own, form = IDS[element.tag]
        number = element.get(own, "")
        if number in seen or not re.fullmatch(form, number):
            yield f"{own} {number!r}"
        seen.add(number)
        if element.tag == "TIMEX3":
            form = FORMS.get(element.get("type", ""), "")
            if not re.fullmatch(form, element.get("value", "")):
                yield f"{element.get('type')} {element.get('value')!r}"


def _links(root: ET.Element) -> Iterator[str]:
    events = {event.get("eid") for event in root.iter("EVENT")}
    made = [each.get("eventID") for each in root.iter("MAKEINSTANCE")]
    yield from (f"no event {name}" for name in made if name not in events)
    yield from (f"event {name} without an instance" for name in events - set(made))
    instances = {each.get("eiid") for each in root.iter("MAKEINSTANCE")}
    times = {time.get("tid") for time in root.iter("TIMEX3")}
    for link in root.iter("TLINK"):
        ends = [(instances, link.get("eventInstanceID")), (times, link.get("timeID"))]
        others = [(instances, link.get("relatedToEventInstance")),
                  (times, link.get("relatedToTime"))]  # fmt: skip
        for side in (ends, others):
            told = [(known, name) for known, name in side if name is not None]
            if len(told) != 1 or told[0][1] not in told[0][0]:
                yield f"{link.get('lid')} leads nowhere"
