"""A dataset of Hugging Face of documents in, one of records out, by `map`, batch by batch.

Documents keep their order, and so do the records of a document, in however many processes. What was
found once is read from the cache of `datasets` as long as rules, settings and documents are the
same. Imports datasets when called.
"""

from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.bridges.arrow import COLUMNS, DOCUMENTS, Columns, Reader, schema
from extractor.bridges.needed import needed
from extractor.errors import UsageError
from extractor.front import shipped
from extractor.pipeline import Extractor
from extractor.version import __version__

if TYPE_CHECKING:
    import datasets

    Data = TypeVar("Data", datasets.Dataset, datasets.IterableDataset)


def extract_dataset(
    dataset: "Data",
    *,
    extractor: Extractor | None = None,
    columns: Columns = COLUMNS,
    **options: Any,
) -> "Data":
    """Give the records of a dataset of documents, in the columns of `extractor.bridges.arrow`.

    The dataset may be one that is streamed. `options` are those of `map`, such as `num_proc` and
    `batch_size`. Raises UsageError where no column has the name of the text's.
    """
    with needed("datasets"):
        import datasets

    features = datasets.Features.from_arrow_schema(schema())
    read = Reader(extractor, columns).read_table
    options = {"batch_size": DOCUMENTS, **options}
    names = dataset.column_names
    if names is not None and columns.text not in names:
        what = f"no column {columns.text!r} among {', '.join(map(repr, names))}"
        raise UsageError(what, "name the one that holds the text")
    told_apart = isinstance(dataset, datasets.Dataset) and not has_normalisers(extractor)
    if told_apart:
        # what pickles differently from run to run would never be found in the cache again
        before = dataset._fingerprint  # noqa: SLF001 - datasets documents it under this name
        options.setdefault("new_fingerprint", fingerprint(before, extractor, columns))
    given = dataset.with_format("arrow")
    found = given.map(read, batched=True, remove_columns=names, features=features, **options)
    return found.with_format(None)


def has_normalisers(extractor: Extractor | None) -> bool:
    """Tell whether functions of a program have a say, which no hash of rules tells apart."""
    return extractor is not None and bool(extractor.__getstate__()["normalisers"])


def fingerprint(before: str, extractor: Extractor | None, columns: Columns) -> str:
    """Give a name for what comes of a dataset with this fingerprint."""
    engine = extractor or shipped()
    packs = sorted((name, pack.hash) for name, pack in engine.ruleset.packs.items())
    told = (before, __version__, packs, sorted(engine.records), columns)
    return sha256(repr(told).encode()).hexdigest()[:16]
