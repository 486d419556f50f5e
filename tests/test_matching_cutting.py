from pathlib import Path

import pytest

from extractor import Extractor
from extractor.ruleset import load_ruleset

PACK = """
kinds: {row: {fields: {berth: {type: span, many: yes}}}}
rules: [{id: row.of-berths, emits: row, match: 'at berth:NUM (, berth:NUM)[0-8] (and berth:NUM)?'}]
"""


def row(many: int) -> str:
    """Give so many numbers."""
    return "at " + ", ".join(map(str, range(10, 10 + many)))


@pytest.mark.parametrize("fast", [True, False])
def test_what_is_cut_is_told(fast: bool, tmp_path: Path) -> None:  # noqa: FBT001 - both engines
    """A match that a count has ended is told where one more would have fit, and nowhere else."""
    (tmp_path / "a.yaml").write_text(PACK)
    rules = load_ruleset([tmp_path], shipped=False)
    extractor = Extractor.of_ruleset(rules, fast=fast)
    assert extractor.extract(row(9) + " left.").warnings == ()
    assert extractor.extract(row(9) + " and 7 left.").warnings == ()
    assert extractor.extract(row(9) + "\n\n, 7 left.").warnings == ()
    found = extractor.extract(f"{row(10)} left, {row(9)} left, {row(30)} left.")
    cut = "2 of row.of-berths cut, the first at 0-37: more follows than one takes"
    assert found.warnings == (cut,)
    assert found.records[0].text == row(9)
