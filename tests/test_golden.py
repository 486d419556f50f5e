"""The golden articles and what is found in them, read by eye before it was written down.

`python tests/test_golden.py` writes the expected records anew; read the difference before it lands.
"""

import json
from pathlib import Path
from typing import Any

import pytest

import extractor

HERE = Path(__file__).parent
SEED = HERE.parent / "seeds" / "000_5dcd0ca6d985f76c.txt"
DATES = {SEED.stem: "2019-04-05"}
ARTICLES = sorted([*(HERE / "golden").glob("*.txt"), SEED])


def found_in(article: Path) -> list[dict[str, Any]]:
    """Give the records of an article; of the evidence only the rule, the rest changes with it."""
    text = article.read_bytes().decode("utf-8")
    date = DATES.get(article.stem, "2026-04-24")
    records = extractor.extract(text, date=date).records
    rows = [extractor.to_json(record) for record in records]
    return [{**row, "doc": article.name, "evidence": row["evidence"]["rule"]} for row in rows]


def expected_of(article: Path) -> Path:
    """Give the file that holds the expected records of an article."""
    return HERE / "golden" / f"{article.stem}.jsonl"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.stem)
def test_golden(article: Path) -> None:
    """What was read by eye and found right stays as it is."""
    lines = expected_of(article).read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == found_in(article)


if __name__ == "__main__":
    for each in ARTICLES:
        rows = [json.dumps(row, ensure_ascii=False) for row in found_in(each)]
        expected_of(each).write_text("".join(f"{row}\n" for row in rows), "utf-8")
