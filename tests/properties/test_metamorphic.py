from functools import cache
from random import Random

import pytest
from metamorphic.relations import RELATIONS, find, try_relation
from test_golden import ARTICLES, DATES

# So many records of the golden articles a change may take or bring; each may only fall.
# Easter is on another day, and a quotation whose neighbour is gone goes to the cue before that.
MOST = {"28 years later": 2, "a sentence less": 1}
# A sentence is drawn, so that this is tried more than once.
DRAWN = {"a sentence less": 3}
# Text on both sides is tried for each.
TRIED = [name for name in RELATIONS if name not in ("text before", "text after")]


@cache
def golden(apart: str) -> list[tuple[str, str, list[dict[str, object]]]]:
    """Give the text, the day and the records of each golden article, its paragraphs so parted."""
    texts = [(each.read_bytes().decode("utf-8"), DATES.get(each.stem)) for each in ARTICLES]
    days = [(text.replace("\n", apart), day or "2026-04-24") for text, day in texts]
    return [(text, day, find(text, day)) for text, day in days]


@pytest.mark.parametrize("name", TRIED)
def test_a_change_that_changes_nothing(name: str) -> None:
    """Another way of writing, text around, another name, another day, a sentence less."""
    # lines that are wrapped are parted from others by blank ones
    apart = "\n\n" if name == "hard wraps" else "\n"
    changed, why = 0, []
    for number, (text, day, records) in enumerate(golden(apart)):
        for seed in range(DRAWN.get(name, 1)):
            random = Random(100 * number + seed)
            outcome = try_relation(RELATIONS[name], text, day, records, random)
            if outcome is not None:
                changed += outcome.changed
                why += [("-", each) for each in outcome.lost]
                why += [("+", each) for each in outcome.gained]
    assert changed == MOST.get(name, 0), why
