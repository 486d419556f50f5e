"""The stages in their order: one document, or many. Knows neither YAML nor output formats.

    read       text -> paragraphs, sentences, tokens, quotations
    match      layers, then records, by the compiled rules
    resolve    values and names -> frozen records
"""

import datetime
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from extractor.errors import UsageError
from extractor.matching import Engine, Findings, compile_engine
from extractor.reading import Document, Reader, Reading
from extractor.records import MAIN_KINDS, Extraction
from extractor.resolving import Builder
from extractor.ruleset import Ruleset, load_ruleset

Normaliser = Callable[[str], Any]
PathLike = str | os.PathLike[str]
BATCH = 16


class Extractor:
    """Rules compiled once, ready for any number of documents.

    Immutable, safe in threads, and cheap to send to other processes: what is pickled are the
    checked rules, which are compiled again where they arrive.

    `rules` are packs (folders or files) added to the shipped ones, `records` the kinds wanted
    (default: the three main ones and all that those packs declare), `normalisers` functions from
    a captured text to a value, under names that rules may use. Raises RuleError with all problems
    of all rule files.
    """

    def __init__(
        self,
        *,
        rules: Iterable[PathLike] | PathLike = (),
        records: Iterable[str] | None = None,
        normalisers: Mapping[str, Normaliser] | None = None,
    ) -> None:
        paths = [rules] if isinstance(rules, str | os.PathLike) else list(rules)
        self._normalisers = dict(normalisers or {})
        ruleset = load_ruleset(
            [Path(path) for path in paths], normalisers=tuple(self._normalisers)
        )
        self._prepare(ruleset, _wanted(ruleset, records))

    @classmethod
    def of_ruleset(
        cls, ruleset: Ruleset, *, records: Iterable[str] | None = None, fast: bool = True
    ) -> "Extractor":
        """Give an extractor of a ruleset that is already loaded.

        With `fast` False the reference interpreter does the matching.
        """
        made = cls.__new__(cls)
        made._normalisers = {}
        made._prepare(ruleset, _wanted(ruleset, records), fast=fast)
        return made

    def _prepare(
        self, ruleset: Ruleset, records: frozenset[str], *, fast: bool = True
    ) -> None:
        self._ruleset = ruleset
        self._records = records
        self._fast = fast
        self._reader = Reader(ruleset.language)
        self._engine: Engine = compile_engine(ruleset, records=records, fast=fast)
        self._builder = Builder(ruleset, self._engine.alphabet, self._normalisers)

    def __getstate__(self) -> dict[str, Any]:
        """Give what another process needs to build the same extractor."""
        return {
            "ruleset": self._ruleset,
            "records": self._records,
            "fast": self._fast,
            "normalisers": self._normalisers,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Compile the rules that came from another process."""
        self._normalisers = state["normalisers"]
        self._prepare(state["ruleset"], state["records"], fast=state["fast"])

    @property
    def ruleset(self) -> Ruleset:
        """Give the checked rules."""
        return self._ruleset

    @property
    def records(self) -> frozenset[str]:
        """Give the kinds of record that are looked for."""
        return self._records

    def extract(
        self, text: str | Document, *, date: str | datetime.date | None = None, id: str = ""  # noqa: A002
    ) -> Extraction:
        """Give what the rules find in a text; `date` is the day it was published.

        Never raises for what the text holds; raises UsageError for a date that is none.
        """
        document = text if isinstance(text, Document) else Document(text, id, read_date(date))
        reading, findings = self.examine(document)
        return self._builder.build(reading, findings, self._records)

    def examine(self, document: Document) -> tuple[Reading, Findings]:
        """Give what stands between text and records: the reading, and all layers and matches."""
        reading = self._reader.read(document)
        return reading, self._engine.run(reading)

    def extract_many(
        self, documents: Iterable[str | Document | Mapping[str, Any]], *, processes: int = 1
    ) -> Iterator[Extraction]:
        """Give the extraction of each document, in the order given.

        A document is a text, a Document, or a mapping with `text` and optionally `id` and `date`.
        With more than one process the documents are read in batches by workers, never more of
        them in memory than the workers need.
        """
        made = (as_document(each) for each in documents)
        if processes <= 1:
            for document in made:
                yield self.extract(document)
            return
        with multiprocessing.get_context("spawn").Pool(processes, _start, (self,)) as pool:
            waiting: list[Any] = []
            while batch := list(islice(made, BATCH)):
                waiting.append(pool.apply_async(_work, (batch,)))
                if len(waiting) > 2 * processes:
                    yield from waiting.pop(0).get()
            for result in waiting:
                yield from result.get()


_WORKER: list[Extractor] = []


def _start(extractor: Extractor) -> None:
    _WORKER[:] = [extractor]


def _work(batch: Sequence[Document]) -> list[Extraction]:
    return [_WORKER[0].extract(document) for document in batch]


def _wanted(ruleset: Ruleset, records: Iterable[str] | None) -> frozenset[str]:
    if records is None:
        shipped = {"quote", "dated_event", "country_list", "time", "country"}
        own = [name for name in ruleset.kinds if name not in shipped]
        return frozenset((*MAIN_KINDS, *own)) & frozenset(ruleset.kinds)
    wanted = [records] if isinstance(records, str) else list(records)
    for name in wanted:
        if name not in ruleset.kinds:
            known = ", ".join(sorted(ruleset.kinds))
            raise UsageError(f"no kind of record {name!r}", f"known are {known}")
    return frozenset(wanted)


def read_date(date: str | datetime.date | None) -> datetime.date | None:
    """Give the day of an ISO date such as 2019-04-05, with or without a time behind it.

    Raises UsageError where there is no such day.
    """
    if date is None or date == "":
        return None
    if isinstance(date, datetime.datetime):
        return date.date()
    if isinstance(date, datetime.date):
        return date
    try:
        day = str(date).strip()
        if len(day) > len("2019-04-05") and day[10] not in "T ":
            raise ValueError(day)
        return datetime.date.fromisoformat(day[:10])
    except ValueError:
        raise UsageError(f"no date: {date!r}", "write it as YYYY-MM-DD") from None


def as_document(given: str | Document | Mapping[str, Any]) -> Document:
    """Give the document that a text or a mapping with `text`, `id` and `date` stands for."""
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document(given)
    if not isinstance(given, Mapping) or not isinstance(given.get("text"), str):
        raise UsageError("a document without a text", "give a str or a mapping with `text`")
    return Document(given["text"], str(given.get("id") or ""), read_date(given.get("date")))
