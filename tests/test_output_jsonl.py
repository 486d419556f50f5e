import json

from attrs import evolve
from made.records import ALL, BARE_QUOTE, EMPTY, EVENT, LIST, OWN, QUOTE

from extractor import Extraction, to_json
from extractor.output import write_json, write_jsonl

COMMON = ["record", "id", "doc", "start", "end", "text"]
MADE_BY = ["rule", "file", "line", "pack", "version", "hash"]
SPAN = ["start", "end", "text"]


def keys(record: object) -> list[str]:
    """Give the keys of a record's JSON form."""
    return list(to_json(record))


def test_keys_of_a_quote() -> None:
    """A quote has all keys of the contract, unknown ones too."""
    own = ["kind", "content", "cue", "speaker", "addressee", "said_on", "reported_by"]
    assert [*COMMON, *own, "evidence"] == keys(QUOTE)
    assert [*COMMON, *own, "evidence"] == keys(BARE_QUOTE)
    found = to_json(QUOTE)
    assert list(found["content"][0]) == SPAN
    assert [*SPAN, "lemma"] == list(found["cue"])
    assert [*SPAN, "name", "role", "via"] == list(found["speaker"])
    assert [*SPAN, "name"] == list(found["reported_by"])
    assert list(found["evidence"]) == [*MADE_BY, "precision", "overlays"]


def test_keys_of_a_dated_event() -> None:
    """A dated event has all keys of the contract."""
    own = ["date", "until", "relation", "trigger", "who", "what", "where", "certainty"]
    assert [*COMMON, *own, "evidence"] == keys(EVENT)
    found = to_json(EVENT)
    day = [*SPAN, "type", "value", "mod", "earliest", "latest", "reference"]
    assert day == list(found["date"])
    assert day == list(found["until"])
    assert [*SPAN, "lemma"] == list(found["trigger"])
    assert [*SPAN, "code"] == list(found["where"][0])


def test_keys_of_a_country_list() -> None:
    """A country list has all keys of the contract."""
    own = ["members", "excluded", "groups", "codes", "open", "count", "quantifier", "predicate"]
    assert [*COMMON, *own, "role", "evidence"] == keys(LIST)
    found = to_json(LIST)
    assert [*SPAN, "code", "kind"] == list(found["members"][0])
    assert [*SPAN, "group", "quantifier", "codes", "as_of"] == list(found["groups"][0])


def test_unknown_is_null_or_empty() -> None:
    """What is unknown is null, an empty list where there could be several."""
    found = to_json(BARE_QUOTE)
    assert found["cue"] is found["speaker"] is found["said_on"] is None
    assert to_json(OWN)["targets"] == []
    assert to_json(OWN)["note"] is None


def test_jsonl_is_one_record_a_line() -> None:
    """A chunk a document goes out, with a line a record, as the library's JSON form says."""
    chunks = list(write_jsonl([ALL, EMPTY]))
    assert len(chunks) == 2
    assert [to_json(record) for record in ALL.records] == list(
        map(json.loads, chunks[0].splitlines())
    )
    assert chunks[1] == ""


def test_jsonl_lines_hold_no_line_end() -> None:
    """No character that any reader takes for a line end stands raw in a line."""
    ends = "a\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\r\nb"
    odd = evolve(BARE_QUOTE, text=ends)
    chunk = "".join(write_jsonl([Extraction("a.txt", (odd, odd))]))
    assert len(chunk.splitlines()) == 2
    assert json.loads(chunk.splitlines()[0])["text"] == ends


def test_jsonl_keeps_letters() -> None:
    """Letters of every script stand as they are, not as escapes."""
    odd = evolve(BARE_QUOTE, text="São Tomé 圣多美")
    assert "São Tomé 圣多美" in "".join(write_jsonl([Extraction("a.txt", (odd,))]))


def test_json_is_one_array() -> None:
    """All records of all documents make one array, whichever documents hold none."""
    expected = [to_json(record) for record in (*ALL.records, *ALL.records)]
    assert expected == json.loads("".join(write_json([EMPTY, ALL, EMPTY, ALL])))


def test_json_without_records() -> None:
    """Without records, or documents, the array is empty."""
    assert "".join(write_json([EMPTY])) == "[]\n"
    assert "".join(write_json([])) == "[]\n"
