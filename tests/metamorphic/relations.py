"""Documents in, changed ones out, with what must still be found in them.

A relation says what a change of the text or of its day may change in the records: where no one
has annotated anything, the two runs are held against one another.
"""

import json
import re
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from attrs import frozen
from drawn.shipped import everything, records_in

from extractor import Document

Record = dict[str, Any]
# Where and by what a record was found, which says nothing of what is claimed.
PLACED = ("start", "end", "id", "doc", "evidence")
YEARS = 28
MARKS = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚`´", "'")})
BEFORE = "The weather stayed dry over the hills.\n\n"
AFTER = "\n\nThe weather stays dry over the hills."


@frozen
class Trial:
    """A changed document, what must be found in it, and how what is found there is looked at.

    `excused` tells what may have come by the change.
    """

    text: str
    date: str
    expected: Sequence[Any]
    view: Callable[[Record], Any]
    excused: Callable[[Record], bool] = lambda _: False


@frozen
class Outcome:
    """How many records there were, and those that a change took or brought, as JSON."""

    records: int
    lost: Sequence[str]
    gained: Sequence[str]

    @property
    def changed(self) -> int:
        """Give how many records are not what they were."""
        return max(len(self.lost), len(self.gained))

    def causes(self) -> Iterator[str]:
        """Give what became of each record that changed: the fields that did, or that it is gone."""
        gained = [json.loads(each) for each in self.gained]
        for record in map(json.loads, self.lost):
            like = [each for each in gained if each["record"] == record["record"]]
            after = max(like, key=lambda each: _alike(record, each), default=None)
            if after is None or _alike(record, after) < len(record) / 2:
                yield f"{record['record']} gone"
                continue
            gained.remove(after)
            fields = (name for name in sorted(record) if record[name] != after.get(name))
            yield f"{record['record']}: {', '.join(fields)}"
        yield from (f"{record['record']} new" for record in gained)


def _alike(record: Record, other: Record) -> int:
    return sum(value == other.get(name) for name, value in record.items())


Relation = Callable[[str, str, Sequence[Record], Random], Trial | None]


def find(text: str, date: str) -> list[Record]:
    """Give the records of a document in JSON form."""
    return records_in(everything().extract(text, date=date, id="a"))


def try_relation(
    relation: Relation, text: str, date: str, found: Sequence[Record], random: Random
) -> Outcome | None:
    """Give what a change does to the records of a document; None where it changes nothing."""
    trial = relation(text, date, found, random)
    if trial is None or (trial.text, trial.date) == (text, date):
        return None
    missed = Counter(map(freeze, trial.expected))
    gained = []
    for record in find(trial.text, trial.date):
        view = freeze(trial.view(record))
        if missed[view] > 0:
            missed[view] -= 1
        elif not trial.excused(record):
            gained.append(view)
    return Outcome(len(trial.expected), tuple(missed.elements()), tuple(gained))


def freeze(value: Any) -> str:  # noqa: ANN401 - any part of a record
    """Give a value in a form that can be counted."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


# -- typography


def level(text: str) -> str:
    """Give a text with one way of writing spaces, accents and quotation marks."""
    return " ".join(unicodedata.normalize("NFC", text).translate(MARKS).split())


def map_texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - as above
    """Give a part of a record without its places, its texts changed."""
    if isinstance(value, dict):
        return {k: map_texts(each, change) for k, each in value.items() if k not in PLACED}
    if isinstance(value, list):
        return [map_texts(each, change) for each in value]
    return change(value) if isinstance(value, str) else value


def levelled(record: Record) -> Any:  # noqa: ANN401 - as above
    """Give what a record claims, in one way of writing."""
    return map_texts(record, level)


def typography(write: Callable[[str], str]) -> Relation:
    """Give the relation that another way of writing changes no value."""

    def relation(text: str, date: str, found: Sequence[Record], _: Random) -> Trial:
        return Trial(write(text), date, [levelled(record) for record in found], levelled)

    return relation


def straighten(text: str) -> str:
    """Write straight marks for curly ones."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curl(text: str) -> str:
    """Write curly marks for straight ones, as a word processor does: by what stands before.

    Two single marks that stand for a double one stay, and so does a line where that gives no pairs.
    """
    text = "\n".join(map(_curl_line, text.split("\n")))
    text = re.sub(r"(?:(?<=[\s(\[—–“-])|^)'(?=[^\W\d])", "‘", text)
    return re.sub(r"(?<!')'(?!')", "’", text)


def _curl_line(line: str) -> str:
    curled = re.sub(r"(?:(?<=[\s(\[—–-])|^)\"", "“", line).replace('"', "”")
    marks = re.sub(r"[^“”]", "", curled)
    return curled if re.fullmatch("(“”)*“?", marks) else line


def wrap(text: str) -> str:
    """Break the lines of all paragraphs that are one line in a block of their own."""
    blocks = re.split(r"(\n[^\S\n]*\n\s*)", text)
    return "".join(
        block
        if "\n" in block.strip() or not block.strip()
        else textwrap.fill(block, 72, break_long_words=False, break_on_hyphens=False)
        for block in blocks
    )


# -- embedding


def placed(record: Record, shift: int) -> Any:  # noqa: ANN401 - as above
    """Give a record with all its offsets moved, but for its id."""

    def move(value: Any) -> Any:  # noqa: ANN401 - as above
        if isinstance(value, dict):
            return {
                key: each + shift if key in ("start", "end") else move(each)
                for key, each in value.items()
                if key != "id"
            }
        return [move(each) for each in value] if isinstance(value, list) else value

    return move(record)


def embedding(before: str, after: str) -> Relation:
    """Give the relation that text around a document moves offsets alone."""

    def relation(text: str, date: str, found: Sequence[Record], _: Random) -> Trial:
        expected = [placed(record, len(before)) for record in found]
        return Trial(f"{before}{text}{after}", date, expected, lambda record: placed(record, 0))

    return relation


# -- renaming

# Names of no person, place or body, for people of whom the text does not show a gender.
NEW_NAMES = ("Quillard", "Zembro", "Tavolin", "Orsted", "Nambrek", "Velluci")


def rename(text: str, date: str, found: Sequence[Record], random: Random) -> Trial | None:
    """Give one speaker another surname wherever it stands: the same is found, with that name."""
    full = {
        record["speaker"]["name"]
        for record in found
        if record["record"] == "quote"
        and record["speaker"]
        and record["speaker"]["via"] == "surname"
        and re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]{3,}", record["speaker"]["name"])
    }
    if not full:
        return None
    old = random.choice(sorted(full)).split()[-1]
    new = random.choice([name for name in NEW_NAMES if name not in text])

    def put(value: str) -> str:
        value = re.sub(rf"\b{old}\b", new, value)
        return re.sub(rf"\b{old.upper()}\b", new.upper(), value)

    expected = [map_texts(record, put) for record in found]
    return Trial(put(text), date, expected, lambda record: map_texts(record, str))


# -- the reference date


def later(day: str) -> str:
    """Give the same day of the calendar 28 years later, when all weekdays are the same again."""
    return f"{int(day[:4]) + YEARS:04}{day[4:]}"


def from_reference(value: Any) -> Any:  # noqa: ANN401 - as above
    """Give a record with what was counted from a day by its distance from the year of that.

    What it was counted from is another day of the text, or that of the document.
    """
    if isinstance(value, list):
        return [from_reference(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {
        key: from_reference(each) for key, each in value.items() if key not in ("id", "evidence")
    }
    if made.get("reference"):
        year = int(made["reference"][:4])
        for key in ("value", "earliest", "latest", "reference"):
            told = re.match(r"(BC)?(\d{4})", made[key] or "")
            if told:
                # the year before the year 1 is the first before Christ
                own = 1 - int(told[2]) if told[1] else int(told[2])
                made[key] = f"{own - year:+}{made[key][told.end() :]}"
    if made.get("said_on"):
        made["said_on"] = made["said_on"][4:]
    if made.get("groups"):
        made["codes"] = None
        for group in made["groups"]:
            group["codes"] = group["as_of"] = None
    return made


def shift_date(text: str, date: str, found: Sequence[Record], _: Random) -> Trial:
    """Publish a document 28 years later: what is relative moves by as much, all else stays.

    The members of groups and the codes of lists with groups are those of another day, so they are
    not looked at.
    """
    return Trial(text, later(date), [from_reference(record) for record in found], from_reference)


# -- dropping a sentence


# What a sentence can tell of others: who is meant, and from which day is counted.
TOLD = ("id", "evidence", "name", "role", "via")


def drop(text: str, date: str, found: Sequence[Record], random: Random) -> Trial | None:
    """Take out one sentence with whole quotations: all records that no part of stood there stay.

    Names and roles may have stood there alone, and are not looked at.
    """
    reading = everything().examine(Document(text)).reading
    firsts = [*reading.sentences, len(reading.words)]
    whole = [
        (a, b)
        for a, b in pairwise(firsts)
        if all(q.last < a or b <= q.first or (a <= q.first <= q.last < b and q.closed)
               for q in reading.quotations)
    ]  # fmt: skip
    if len(whole) < 2:
        return None
    first, last = random.choice(whole)
    low = reading.starts[first]
    end = reading.ends[last - 1]
    # what parts sentences or paragraphs stays, once
    while end < len(text) and text[end] == " ":
        end += 1

    def stands(record: Record) -> bool:
        return all(b <= low or end <= a for a, b in _stretches(record))

    hurt = [record for record in found if not stands(record)]

    def excused(record: Record) -> bool:
        """Tell whether a record is what is left of one that lay partly in the sentence."""
        start, last = (at + (end - low) * (at >= low) for at in (record["start"], record["end"]))
        return any(
            each["record"] == record["record"] and each["start"] < last and start < each["end"]
            for each in hurt
        )

    expected = [_untold(record) for record in found if stands(record)]
    return Trial(text[:low] + text[end:], date, expected, _untold, excused)


def _untold(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        skipped = (*TOLD, "start", "end")
        return {key: _untold(each) for key, each in value.items() if key not in skipped}
    return [_untold(each) for each in value] if isinstance(value, list) else value


def _stretches(value: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"]
        for each in value.values():
            yield from _stretches(each)
    elif isinstance(value, list):
        for each in value:
            yield from _stretches(each)


RELATIONS: Mapping[str, Relation] = {
    "straight marks": typography(straighten),
    "curly marks": typography(curl),
    "no-break spaces": typography(lambda text: text.replace(" ", "\u00a0")),
    "CRLF": typography(lambda text: re.sub(r"\r?\n", "\r\n", text)),
    "hard wraps": typography(wrap),
    "NFC": typography(lambda text: unicodedata.normalize("NFC", text)),
    "NFD": typography(lambda text: unicodedata.normalize("NFD", text)),
    "text before": embedding(BEFORE, ""),
    "text after": embedding("", AFTER),
    "text around": embedding(BEFORE, AFTER),
    "another surname": rename,
    "28 years later": shift_date,
    "a sentence less": drop,
}
