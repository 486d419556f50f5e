"""An extractor whose rules can be read again while a program runs: all of the new ones, or none."""

import datetime
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.checking.examples import make_runner, try_examples
from extractor.errors import RuleError
from extractor.pipeline import Extractor
from extractor.reading import Document
from extractor.records import Extraction
from extractor.ruleset.loading import load_packs
from extractor.ruleset.memory import Memory


class Reloading:
    """An extractor, and the way to read its packs again.

    `reload` builds the new extractor whole and runs the examples of its packs; only then is it put
    in the place of the old one, which is one assignment. Where the rules cannot be used, or an
    example does not hold, RuleError tells the problems, and the old rules stay. Threads may extract
    meanwhile: each call runs by the rules that stood when it began.

    Takes what Extractor takes.
    """

    def __init__(
        self,
        *,
        rules: Iterable[str | os.PathLike[str]] | str | os.PathLike[str] = (),
        records: Iterable[str] | str | None = None,
        normalisers: Mapping[str, Callable[[str], Any]] | None = None,
    ) -> None:
        paths = [rules] if isinstance(rules, str | os.PathLike) else list(rules)
        self._paths = [Path(path) for path in paths]
        self._records = records if records is None or isinstance(records, str) else list(records)
        self._normalisers = dict(normalisers or {})
        self._lock = threading.Lock()
        # what has not changed is neither read nor compiled again
        self._memory = Memory()
        self._runner: Extractor | None = None
        self._extractor = self._build(None)

    def _build(self, before: Extractor | None) -> Extractor:
        names = tuple(self._normalisers)
        ruleset = load_packs(self._paths, normalisers=names, memory=self._memory).ruleset
        own = self._normalisers
        made = Extractor.of_ruleset(ruleset, records=self._records, normalisers=own, before=before)
        runner = make_runner(ruleset, normalisers=own, before=self._runner)
        problems = try_examples(runner, ruleset.own_packs())
        if problems:
            raise RuleError(problems)
        self._runner = runner
        return made

    @property
    def extractor(self) -> Extractor:
        """Give the extractor that stands now, for work that has to see one set of rules."""
        return self._extractor

    def reload(self) -> Extractor:
        """Read the packs again, and give the new extractor; raises RuleError and keeps the old."""
        with self._lock:
            made = self._build(self._extractor)
            self._extractor = made
        return made

    def extract(
        self,
        text: str | Document,
        *,
        date: str | datetime.date | None = None,
        id: str = "",  # noqa: A002 - as in `Extractor.extract`
    ) -> Extraction:
        """Give what the rules that stand now find in a text, as Extractor does."""
        return self._extractor.extract(text, date=date, id=id)

    def extract_many(
        self, documents: Iterable[str | Document | Mapping[str, Any]], *, processes: int = 1
    ) -> Iterator[Extraction]:
        """Give the extraction of each document by the rules that stand now, for all of them."""
        return self._extractor.extract_many(documents, processes=processes)
