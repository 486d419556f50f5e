"""The pack that `docs/writing-rules.md` leads to, run as its reader runs it."""

import json
import re
from pathlib import Path

import jsonschema
from made.command import call

ROOT = Path(__file__).parents[1]
PACK = ROOT / "tests" / "rules" / "sanctions"
PAGE = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', PAGE, re.DOTALL | re.MULTILINE))
TEXT = """\
GOVERNMENTS AGREE

Last week the ministers met. On March 2, 2026, Norway and the European Union announced a full trade
embargo against Syria, Belarus and Iran.

Ana Rojas, the president of Peru, fears more. "Travel bans were imposed on Peru," she said. A new
asset freeze was imposed on Bolivia by the United States on Thursday.

Chile may impose tariffs on Kenya, and Peru reportedly imposed sanctions on Cuba.
"""


def test_the_page_ends_with_this_pack() -> None:
    """The files of the pack are those that the page last shows."""
    shown = {name: text for name, text in FILES.items() if name.startswith("sanctions/")}
    assert shown == {f"sanctions/{p.name}": p.read_text("utf-8") for p in PACK.iterdir()}


def test_records_of_the_new_kind(tmp_path: Path) -> None:
    """The command gives each sanction with all its fields, and nothing of what did not happen."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    words = ["news.txt", "--date", "2026-03-06", "--rules", PACK, "--records", "sanction"]
    done = call("extract", *words, "--format", "jsonl", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    found = [
        (
            [each["name"] for each in record["who"]],
            record["what"]["text"],
            record["sort"],
            [each["code"] for each in record["whom"]],
            record["when"] and record["when"]["value"],
        )
        for record in records
    ]
    assert found == [
        (["Norway", "European Union"], "a full trade\nembargo", "trade", ["SY", "BY", "IR"],
         "2026-03-02"),
        ([], "Travel bans", "travel", ["PE"], None),
        (["United States"], "A new\nasset freeze", "money", ["BO"], "2026-03-05"),
    ]  # fmt: skip
    for record in records:
        assert TEXT[record["start"] : record["end"]] == record["text"]
        assert record["evidence"]["pack"] == "sanctions"


def test_the_schema_describes_the_new_kind(tmp_path: Path) -> None:
    """What comes out agrees with the schema that the command prints for the pack."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    schema = json.loads(call("schema", "--rules", PACK).stdout)
    lines = call("extract", tmp_path / "news.txt", "--rules", PACK, "--format", "jsonl").stdout
    kinds = set()
    for line in lines.splitlines():
        record = json.loads(line)
        jsonschema.validate(record, schema)
        kinds.add(record["record"])
    assert {"sanction", "quote"} <= kinds
