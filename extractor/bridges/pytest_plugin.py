"""Packs of rules that pytest comes upon in, test items out: `pytest my_rules/` tests the rules.

A pack is known by a file that says `pack:`; it is the folder of that file, or the file itself
where several packs stand in one folder. Nothing else of the library is imported before one is met.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

    from extractor.checking.cases import Case, Frame
    from extractor.checking.mutating import Mutant
    from extractor.checking.testing import Failure, Tester
    from extractor.errors import Place
    from extractor.ruleset.rules import Rule

YAML = (".yaml", ".yml")
NAMED = re.compile(rb"^pack:", re.MULTILINE)

Check = Callable[[], Sequence["Failure"]]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "PackFile | None":
    """Give what collects the items of a pack, where a file names one."""
    if file_path.suffix in YAML and _names_pack(file_path):
        return PackFile.from_parent(parent, path=file_path)
    return None


def _names_pack(path: Path) -> bool:
    try:
        return NAMED.search(path.read_bytes()) is not None
    except OSError:
        return False


class PromiseError(Exception):
    """What did not hold of a rule."""


class PackFile(pytest.File):
    """A pack, whose items are what its rules promise."""

    def collect(self) -> Iterator["RuleItem"]:
        """Give an item for each example, frozen case, part, and for the texts made for a rule."""
        # a run of pytest without packs must not pay for them
        from extractor.checking.testing import prepare
        from extractor.errors import ExtractorError

        try:
            tester = prepare(self._paths(), packs=self._shipped())
        except ExtractorError as error:
            raise self.CollectError(str(error)) from None
        for rule in tester.rules:
            for name, place, check in _checks(tester, rule):
                item: RuleItem = RuleItem.from_parent(self, name=f"{rule.id}[{name}]")
                item.place, item.check = place, check
                yield item

    def _paths(self) -> list[Path]:
        """Give the path of the pack; none where it is a shipped one, which is read anyway."""
        if self._shipped():
            return []
        files = [path for path in sorted(self.path.parent.iterdir()) if path.suffix in YAML]
        alone = sum(map(_names_pack, files)) > 1
        return [_short(self.path if alone else self.path.parent)]

    def _shipped(self) -> frozenset[str]:
        """Give the name of the pack where it is one of those that are shipped."""
        from extractor.ruleset.packs import find_shipped

        root = find_shipped()
        inside = root is not None and self.path.parent.parent == Path(str(root))
        return frozenset({self.path.parent.name}) if inside else frozenset()


def _short(path: Path) -> Path:
    """Give a path from the working folder, as it is shown in messages."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


class RuleItem(pytest.Item):
    """One thing that a rule promises."""

    place: "Place"
    check: Check

    def runtest(self) -> None:
        """Run it."""
        failures = self.check()
        if failures:
            raise PromiseError("\n".join(map(str, failures)))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,
    ) -> "str | TerminalRepr":
        """Give what does not hold, without a traceback."""
        if isinstance(excinfo.value, PromiseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the place in the rule file, which pytest counts from 0."""
        path = Path(self.place.path)
        if path.is_file():
            return path, self.place.line - 1, self.name
        # a part of a shipped rule to which the pack adds something
        return self.path, 0, self.name


def _checks(tester: "Tester", rule: "Rule") -> Iterator[tuple[str, "Place", Check]]:
    """Give each thing that a rule promises: its name, its place, and what checks it."""
    for sort, examples in (("example", rule.examples), ("counter-example", rule.not_examples)):
        for number, example in enumerate(examples, 1):
            name = f"{sort} {number}"
            yield name, example.place, partial(tester.check_example, rule, example)
    yield "generated", rule.place, lambda: tester.check_texts(rule, tester.attempts(rule))
    yield "broken", rule.place, lambda: tester.check_broken(rule, tester.attempts(rule))[1]
    for case in tester.cases(rule):
        name = f"frozen {case.place.line}"
        yield name, case.place, partial(_check_case, tester, case)
    for mutant in tester.mutants(rule):
        name = f"{mutant.sort} {mutant.part}"
        yield name, mutant.place, partial(_check_part, tester, rule, mutant)


def _check_case(tester: "Tester", case: "Case | Frame") -> "list[Failure]":
    """Tell what a frozen case does not give any more."""
    _, _, failures = tester.check_case(case)
    return failures


def _check_part(tester: "Tester", rule: "Rule", mutant: "Mutant") -> "list[Failure]":
    """Tell what does not need a part; one that stands in what nothing needs is skipped."""
    for each, failure in tester.check_parts(rule):
        if each is mutant:
            return [] if failure is None else [failure]
    pytest.skip("nothing needs what it is a part of")
