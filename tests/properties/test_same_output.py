import json
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drawn.packs import TEXTS, write_pack
from drawn.shipped import DATE, everything, records_in
from drawn.texts import FRAGMENTS

from extractor import Document, Extractor
from extractor.ruleset import load_ruleset

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, sys
from extractor import Extractor, to_json
engine = Extractor(records=("quote", "dated_event", "country_list", "time", "country"))
for text in json.load(sys.stdin):
    found = engine.extract(text, date="2019-04-05", id="drawn")
    print(json.dumps([to_json(record) for record in found.records], ensure_ascii=True))
    print(json.dumps(found.warnings))
"""


def sample_texts() -> list[str]:
    """Draw texts in a way that is the same in every run."""
    choice = random.Random(7)
    joints = (" ", " ", " ", ". ", ".\n\n", ", ")
    return [
        "".join(choice.choice(FRAGMENTS) + choice.choice(joints) for _ in range(60))
        for _ in range(20)
    ]


def run_elsewhere(texts: list[str], seed: str) -> bytes:
    """Give what a process with another hash seed prints."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT],
        input=json.dumps(texts).encode(),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_hash_seed_and_process_change_no_byte() -> None:
    """The same texts give the same bytes in other processes, under other hash seeds."""
    texts = sample_texts()
    outputs = {run_elsewhere(texts, seed) for seed in ("0", "1", "4242")}
    assert len(outputs) == 1
    lines = []
    for text in texts:
        found = everything().extract(text, date=DATE, id="drawn")
        lines += [json.dumps(records_in(found)), json.dumps(found.warnings)]
    assert outputs.pop().decode().splitlines() == lines


def test_pickled_extractor_finds_the_same() -> None:
    """An extractor sent through pickle finds what it found before, and records come back equal."""
    copied = pickle.loads(pickle.dumps(everything()))
    for text in sample_texts():
        expected = everything().extract(text, date=DATE)
        assert expected == copied.extract(text, date=DATE)
        assert expected == pickle.loads(pickle.dumps(expected))


def test_processes_give_the_same_in_order() -> None:
    """With two processes the extractions are those of one, in the order of the documents."""
    documents = [Document(text, str(n)) for n, text in enumerate(sample_texts() * 2)]
    expected = list(everything().extract_many(documents))
    assert expected == list(everything().extract_many(documents, processes=2))


def test_errors_survive_pickle(tmp_path: Path) -> None:
    """What loading raises comes through pickle with all its problems."""
    (tmp_path / "bad.yaml").write_text("rulez:\n")
    with pytest.raises(Exception, match="rulez") as raised:
        load_ruleset([tmp_path], shipped=False)
    copied = pickle.loads(pickle.dumps(raised.value))
    assert str(raised.value) == str(copied)
    assert raised.value.problems == copied.problems


def shown(folder: Path) -> list[list[dict[str, Any]]]:
    """Give the records of the texts of a pack, without the place and hash of its files."""
    engine = Extractor.of_ruleset(load_ruleset([folder], shipped=False))
    found = [records_in(engine.extract(text)) for text in TEXTS]
    for record in (record for records in found for record in records):
        for name in ("file", "line", "hash"):
            del record["evidence"][name]
    return found


def test_shuffled_files_rules_and_rows_change_nothing(tmp_path: Path) -> None:
    """The order of files, rules, phrases, lexicons and their rows changes no record."""
    expected = shown(write_pack(tmp_path / "0" / "treaties"))
    assert [len(records) for records in expected] == [2, 3, 4]
    for seed in range(1, 12):
        folder = write_pack(tmp_path / str(seed) / "treaties", random.Random(seed))
        assert expected == shown(folder)
