"""Packs that load in; out comes which of their examples fail, and what they make of texts.

Rules are compiled once for records, examples and explanations.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from extractor.checking import Explainer
from extractor.checking.bench import Bench
from extractor.checking.examples import check_rule, examples_of
from extractor.errors import Problem, RuleError
from extractor.pipeline import read_date, wanted_kinds
from extractor.reading import Document
from extractor.records import Extraction
from extractor.ruleset.loading import Loaded, load_packs, quote_lines
from extractor.ruleset.memory import Memory
from extractor.ruleset.packs import Files


@frozen
class Workshop:
    """Compiled packs, their own rules by id, and the examples of these that do not hold."""

    explainer: Explainer
    rules: tuple[str, ...]
    examples: int
    failing: Sequence[dict[str, Any]]

    def extract(self, text: str, date: str | None) -> Extraction:
        """Give the records of the kinds that are always given."""
        extractor = self.explainer.extractor
        found = extractor.extract(Document(text, "", read_date(date)))
        kinds = wanted_kinds(self.explainer.ruleset, None)
        return evolve(found, records=tuple(r for r in found.records if r.record in kinds))


def open_workshop(
    packs: Sequence[Files], memory: Memory, before: Workshop | None = None
) -> Workshop:
    """Give the workshop of some packs beside the shipped ones; raises RuleError.

    What is as it was in `memory`, or in the workshop of `before`, is not made again.
    """
    _refuse_broken(packs, memory)
    loaded = load_packs(given=packs, memory=memory)
    explainer = Explainer(loaded.ruleset, None if before is None else before.explainer.extractor)
    own = loaded.ruleset.own_packs()
    rules = tuple(rule.id for rule in loaded.ruleset.rules if rule.pack in own)
    tried = list(_try_examples(loaded, explainer, own))
    return Workshop(explainer, rules, len(tried), [each for each in tried if each["problems"]])


def _refuse_broken(packs: Sequence[Files], memory: Memory) -> None:
    """Raise RuleError for files that are no YAML, as half a line is, before all rules are read."""
    problems: list[Problem] = []
    for pack in packs:
        for path, data in pack.rule_files:
            memory.read_nodes(data, path, problems)
    if problems:
        files = {path: data for pack in packs for path, data in pack.contents.items()}
        raise RuleError(quote_lines(sorted(problems), files))


def _try_examples(
    loaded: Loaded, explainer: Explainer, packs: frozenset[str]
) -> Iterator[dict[str, Any]]:
    """Give each example that the packs have written, with what is wrong with it."""
    bench = Bench(loaded.ruleset, explainer.extractor)
    for rule in loaded.ruleset.rules:
        for example in examples_of(rule, packs):
            found = sorted(check_rule(rule, (example,), bench.near(rule).runner))
            yield {
                "rule": rule.id,
                "text": example.text,
                "date": example.date or "",
                "counter": bool(example.because),
                "problems": [each.to_json() for each in quote_lines(found, loaded.files)],
            }
