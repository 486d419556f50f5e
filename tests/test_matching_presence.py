"""What a text has is counted once; a set counts as there where one of it can be listed."""

from typing import Any

import pytest

from extractor import Extractor
from extractor.matching import engine as engines
from extractor.matching.searching import FastSeeker

TEXT = 'On 3 May Ana Rojas, the mayor of Quito, said: "It is over." Peru and Chile agreed.'


@pytest.mark.parametrize("text", [TEXT, "Nothing."])
def test_a_set_is_there_where_one_of_it_can_be_listed(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How often each set is counted agrees with the tokens that can be listed of it."""
    seekers: list[FastSeeker] = []

    def remember(*given: Any) -> FastSeeker:  # noqa: ANN401 - as it was called
        seekers.append(FastSeeker(*given))
        return seekers[-1]

    monkeypatch.setattr(engines, "FastSeeker", remember)
    extractor = Extractor()
    extractor.extract(text)
    sets = extractor.engine.sets
    assert sets
    assert seekers
    # in the end all is made
    for atoms, number in sets.items():
        listed, counted = (
            len(seekers[-1].places.positions(atoms)),
            seekers[-1].presence.counts[number],
        )
        assert counted >= listed
        assert bool(counted) == bool(listed)
        assert bool(seekers[-1].presence.bits >> number & 1) == bool(listed)


def test_only_the_rules_that_can_match_are_tried() -> None:
    """A rule is not tried where the text lacks something that each of its matches holds."""
    extractor = Extractor()
    tried: list[str] = []
    plain = engines.Engine.apply

    def watch(self: engines.Engine, rule: Any, seeker: Any) -> Any:  # noqa: ANN401 - see above
        tried.append(rule.id)
        return plain(self, rule, seeker)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engines.Engine, "apply", watch)
        extractor.extract(TEXT)
        some = len(tried)
        tried.clear()
        extractor.extract("Nothing.")
    # these two begin with any number and any capital letter
    assert tried == ["amount.number", "name.proper"]
    assert len(tried) < some < len(extractor.ruleset.rules)
