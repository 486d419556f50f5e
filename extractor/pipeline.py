"""The stages in their order: one document, or many. Knows neither YAML nor output formats.

read       text -> paragraphs, sentences, tokens, quotations
match      layers, then records, by the compiled rules
resolve    values and names -> frozen records
"""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from extractor.batching import TOGETHER, in_batches, is_blank
from extractor.collection import paused
from extractor.errors import UsageError
from extractor.matching import Engine, Findings, Journal, Match, compile_engine
from extractor.reading import Document, Reader, Reading, read_as_one
from extractor.records import MAIN_KINDS, Extraction, Found
from extractor.resolving import Builder, Values
from extractor.ruleset import Ruleset, load_ruleset

# Reading news takes some 200 bytes of memory a character, and what is nothing but finds up to six
# times as many: as news a document of many may take no more than 2 GB, lest it end the process and
# what else that one is at. `extract` reads a text of any length.
LONGEST = 10_000_000

Normaliser = Callable[[str], Any]
PathLike = str | os.PathLike[str]


@frozen
class Examination:
    """A document as it was read, and what was found in it before anything is resolved."""

    reading: Reading
    findings: Findings


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
        names = tuple(self._normalisers)
        with paused():
            ruleset = load_ruleset([Path(path) for path in paths], normalisers=names)
            self._prepare(ruleset, wanted_kinds(ruleset, records))

    @classmethod
    def of_ruleset(
        cls,
        ruleset: Ruleset,
        *,
        records: Iterable[str] | None = None,
        whole: bool = False,
        fast: bool = True,
        normalisers: Mapping[str, Normaliser] | None = None,
        before: "Extractor | None" = None,
    ) -> "Extractor":
        """Give an extractor of a ruleset that is already loaded.

        With `whole` layers are made too that none of the records stands on, which the tools for
        rule authors show; with `fast` False the reference interpreter does the matching. What is
        compiled in the extractor of `before`, and is the same, is shared with it.
        """
        made = cls.__new__(cls)
        made.__setstate__(
            {
                "ruleset": ruleset,
                "records": wanted_kinds(ruleset, records),
                "whole": whole,
                "fast": fast,
                "normalisers": dict(normalisers or {}),
                "before": None if before is None else before.engine,
            }
        )
        return made

    def _prepare(
        self,
        ruleset: Ruleset,
        records: frozenset[str],
        *,
        whole: bool = False,
        fast: bool = True,
        before: Engine | None = None,
    ) -> None:
        self._ruleset = ruleset
        self._records = records
        self._whole = whole
        self._fast = fast
        self._reader = Reader(ruleset.language)
        self._engine: Engine = compile_engine(
            ruleset, records=None if whole else records, fast=fast, before=before
        )
        self._builder = Builder(ruleset, self._engine.alphabet, self._normalisers)

    def __getstate__(self) -> dict[str, Any]:
        """Give what another process needs to build the same extractor."""
        return {
            "ruleset": self._ruleset,
            "records": self._records,
            "whole": self._whole,
            "fast": self._fast,
            "normalisers": self._normalisers,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Compile the rules that came from another process."""
        self._normalisers = state["normalisers"]
        with paused():
            self._prepare(
                state["ruleset"],
                state["records"],
                whole=state["whole"],
                fast=state["fast"],
                before=state.get("before"),
            )

    def limit(self, part: Ruleset) -> "Extractor":
        """Give an extractor of some of the rules, which shares all that is compiled already."""
        engine = self._engine.limit(part)
        builder = Builder(part, engine.alphabet, self._normalisers)
        limited = Extractor.__new__(Extractor)
        limited.__dict__ |= self.__dict__
        limited.__dict__ |= {"_ruleset": part, "_engine": engine, "_builder": builder}
        return limited

    @property
    def ruleset(self) -> Ruleset:
        """Give the checked rules."""
        return self._ruleset

    @property
    def engine(self) -> Engine:
        """Give the compiled rules, for the tools that look into single rules."""
        return self._engine

    @property
    def records(self) -> frozenset[str]:
        """Give the kinds of record that are looked for."""
        return self._records

    def extract(
        self,
        text: str | Document,
        *,
        date: str | datetime.date | None = None,
        id: str = "",  # noqa: A002 - what a document calls it
    ) -> Extraction:
        """Give what the rules find in a text; `date` is the day it was published.

        Never raises for what the text holds; raises UsageError for a date that is none.
        """
        document = text if isinstance(text, Document) else Document(text, id, read_date(date))
        with paused():
            return self.build(self.examine(document))

    def examine(self, document: Document, journal: Journal | None = None) -> Examination:
        """Give what stands between text and records: the reading, and all layers and matches.

        A journal is told what each rule did.
        """
        reading = self._reader.read(document)
        return Examination(reading, self._engine.run(reading, journal))

    def match_records(self, examination: Examination) -> Iterator[tuple[Match, Found]]:
        """Give the records of what was examined, each with the match that it was made of."""
        return self._builder.match_records(examination.reading, examination.findings, self._records)

    def build(self, examination: Examination) -> Extraction:
        """Give the records of what was examined."""
        return self._builder.build(examination.reading, examination.findings, self._records)

    def values(self, examination: Examination) -> Values:
        """Give what resolves the fields of what was examined, layers included."""
        return self._builder.values(examination.reading, examination.findings)

    def extract_many(
        self, documents: Iterable[str | Document | Mapping[str, Any]], *, processes: int = 1
    ) -> Iterator[Extraction]:
        """Give the extraction of each document, in the order given.

        A document is a text, a Document, or a mapping with `text` and optionally `id` and `date`.
        Short documents that follow each other are matched together, which costs less: up to
        100,000 characters of them are taken in before the first comes out. With more than one
        process the documents are read in batches by workers, never more of them in memory than the
        workers need. A document that breaks, or whose worker is ended twice, does not take others
        with it, nor does one of more than ten million characters: its extraction has an `error` and
        no records. Raises ExtractorError where no worker can be started, and UsageError where a
        normaliser cannot go to one: a lambda, or a function made inside another one.
        """
        made = (as_document(each) for each in documents)
        if processes <= 1:
            for batch in in_batches(made):
                yield from self.try_to_extract_all(batch)
            return
        # what starts processes takes long to import, and most programs never need it
        from extractor.workers import can_be_sent, share  # noqa: PLC0415 - as said above

        for name, normaliser in self._normalisers.items():
            if not can_be_sent(normaliser):
                what = f"the normaliser {name!r} cannot be sent to other processes"
                raise UsageError(what, "give a function of a module, or read in one process")
        yield from share(made, self.try_to_extract_all, processes)

    def try_to_extract_all(self, documents: Sequence[Document]) -> list[Extraction]:
        """Give what `try_to_extract` gives for each of some documents, in less time.

        Short ones are matched together: to look for anything costs more than to find it there.
        """
        places = [
            place
            for place, document in enumerate(documents)
            if len(document.text) <= TOGETHER and not is_blank(document.text)
        ]
        found = self._extract_together([documents[place] for place in places])
        known = dict(zip(places, found, strict=False))
        return [
            known[place] if place in known else self.try_to_extract(document)
            for place, document in enumerate(documents)
        ]

    def _extract_together(self, documents: Sequence[Document]) -> Sequence[Extraction]:
        """Give what is found in each document; nothing where something breaks in one of them."""
        if len(documents) < 2:
            return ()
        try:
            with paused():
                return self._extract_as_one(documents)
        except Exception:  # noqa: BLE001 - in which one it was shows when each is read alone
            return ()

    def _extract_as_one(self, documents: Sequence[Document]) -> Sequence[Extraction]:
        """Do so; what was found on the way is gone before the collector of garbage comes back."""
        joined = read_as_one([self._reader.read(document) for document in documents])
        findings = self._engine.run(joined.whole).split(joined.ends)
        parts = zip(joined.parts, findings, strict=True)
        return [self.build(Examination(*part)) for part in parts]

    def try_to_extract(self, document: Document) -> Extraction:
        """Give what the rules find in a document of many, or what broke on the way."""
        size = len(document.text)
        if is_blank(document.text):
            day = None if document.date is None else document.date.isoformat()
            return Extraction(document.id, (), text=document.text, date=day)
        if size > LONGEST:
            what = f"a text of {size} characters, more than the {LONGEST} of a document of many"
            error = f"{what}; split it, or give it alone"
            return Extraction(document.id, (), text=document.text, error=error)
        try:
            return self.extract(document)
        except Exception as broken:  # noqa: BLE001 - a bug must not take other documents with it
            what = f"{type(broken).__name__}: {broken}".split("\n")[0]
            error = f"{what}; please report it with the document"
            return Extraction(document.id, (), text=document.text, error=error)


def wanted_kinds(ruleset: Ruleset, records: Iterable[str] | None) -> frozenset[str]:
    """Give the kinds of record asked for: if none are, the main ones and all that packs declare.

    Raises UsageError for a kind that is not there.
    """
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
    shown = str(date).strip()
    day, rest = shown[: len("2019-04-05")], shown[len("2019-04-05") :]
    try:
        found = datetime.date.fromisoformat(day)
    except ValueError:
        found = None
    if found is None or rest[:1] not in ("", "T", " "):
        raise UsageError(f"no date: {date!r}", "write it as YYYY-MM-DD")
    return found


def as_document(given: str | Document | Mapping[str, Any]) -> Document:
    """Give the document that a text or a mapping with `text`, `id` and `date` stands for."""
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document(given)
    if not isinstance(given, Mapping) or not isinstance(given.get("text"), str):
        raise UsageError("a document without a text", "give a str or a mapping with `text`")
    return Document(given["text"], str(given.get("id") or ""), read_date(given.get("date")))
