import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from extractor import Extractor, Reloading, RuleError
from extractor.ruleset import load_ruleset
from extractor.ruleset.loading import load_packs

BASE = """\
pack: base
lexicons: {ship: {words: [ferry, tug]}}
kinds: {visit: {fields: {ship: {type: span, required: yes}}}}
rules:
  - {id: visit.came, emits: visit, match: "ship:{ship} came"}
  - {id: visit.went, emits: visit, match: "ship:{ship} went"}
"""
# What each other pack holds when it is in use; else it is there and holds nothing.
PACKS = {
    "words": "overlays: [{lexicon: ship, add_words: [barque]}]\n",
    "guard": "overlays: [{rule: visit.came, add_unless: [{before: toy}]}]\n",
    "off": "disable: [visit.went]\n",
    "own": 'rules: [{id: visit.arrived, extends: visit.came, match: "ship:{ship} arrived"}]\n',
}
# Files that cannot be used, alone or beside the others.
BROKEN = (
    "rules: [{id: x", "overlays: [{rule: visit.gone, add_unless: [{before: a}]}]\n",
    "disable: [visit.gone]\n", "lexicons: {ship: {words: [raft]}}\n", "\xff",
)  # fmt: skip
TEXT = (
    "The ferry came. The toy tug came. The barque came. The tug went. The barque went. "
    "The ferry arrived."
)


def model(used: frozenset[str]) -> list[str]:
    """Give what packs that are in use find, as they are meant."""
    ships = {"ferry", "tug", "barque"} if "words" in used else {"ferry", "tug"}
    return [
        f"{ship} {verb}"
        for sort, ship, verb in (
            ("", "ferry", "came"), ("toy", "tug", "came"), ("", "barque", "came"),
            ("", "tug", "went"), ("", "barque", "went"), ("", "ferry", "arrived"),
        )
        if ship in ships
        and not (sort and "guard" in used)
        and not (verb == "went" and "off" in used)
        and (verb != "arrived" or "own" in used)
    ]  # fmt: skip


def found(engine: Extractor | Reloading) -> list[str]:
    """Give what an engine finds."""
    return [record.text for record in engine.extract(TEXT).records]


@contextmanager
def alone() -> Iterator[None]:
    """Load packs without the shipped ones, which take long and change nothing here."""
    with (
        patch("extractor.pipeline.load_ruleset", partial(load_ruleset, shipped=False)),
        patch("extractor.checking.reloading.load_packs", partial(load_packs, shipped=False)),
    ):
        yield


class Packs(RuleBasedStateMachine):
    """Packs that are put in, taken out, broken, mended and read again, in any order."""

    names = Bundle("names")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.used: frozenset[str] = frozenset()
        self.broken: frozenset[str] = frozenset()
        self.standing: frozenset[str] = frozenset()
        (self.path("base")).write_text(BASE)
        for name in PACKS:
            self.write(name, "")
        with alone():
            self.engine = Reloading(rules=[self.path(name) for name in ("base", *PACKS)])

    def path(self, name: str) -> Path:
        """Give the path of a pack."""
        return Path(self.folder.name) / f"{name}.yaml"

    def write(self, name: str, text: str) -> None:
        """Write a pack with these sections."""
        self.path(name).write_bytes(f"pack: {name}\n{text}".encode("latin-1"))

    @initialize(target=names, name=st.sampled_from(sorted(PACKS)))
    def begin(self, name: str) -> str:
        """Begin with one name, so that the same pack is often changed again."""
        return name

    @rule(target=names, name=st.sampled_from(sorted(PACKS)))
    def put_in(self, name: str) -> str:
        """Write a pack as it is meant."""
        self.write(name, PACKS[name])
        self.used |= {name}
        self.broken -= {name}
        return name

    @rule(name=names)
    def take_out(self, name: str) -> None:
        """Write a pack that holds nothing."""
        self.write(name, "")
        self.used -= {name}
        self.broken -= {name}

    @rule(name=names, text=st.sampled_from(BROKEN))
    def damage(self, name: str, text: str) -> None:
        """Write a pack that cannot be used."""
        self.write(name, text)
        self.used -= {name}
        self.broken |= {name}

    @rule()
    def reload(self) -> None:
        """Read all packs again: the new rules stand, or, where one is broken, the old ones."""
        with alone():
            if self.broken:
                with pytest.raises(RuleError) as raised:
                    self.engine.reload()
                told = {Path(each.place.path).stem for each in raised.value.problems}
                assert told & self.broken
            else:
                self.engine.reload()
                self.standing = self.used

    @rule(order=st.permutations(("base", *PACKS)), data=st.booleans())
    def load_in_another_order(self, order: list[str], data: bool) -> None:  # noqa: FBT001 - drawn
        """Load the packs anew in any order, perhaps sent to another process: the same is found."""
        paths = [self.path(name) for name in order]
        with alone():
            if self.broken:
                with pytest.raises(RuleError):
                    Extractor(rules=paths)
                return
            engine = Extractor(rules=paths)
        if data:
            engine = pickle.loads(pickle.dumps(engine))
        assert model(self.used) == found(engine)

    @invariant()
    def what_stands_is_what_was_read_last(self) -> None:
        """Whatever happens to the files, the rules are those of the last good reload."""
        assert model(self.standing) == found(self.engine)

    def teardown(self) -> None:
        """Take the files away."""
        self.folder.cleanup()


Packs.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
test_packs_in_any_order = Packs.TestCase
