"""A Ray dataset of documents in, a Ray dataset of records out, by `map_batches`.

The rows of a document stand together in text order, and blocks keep their order where Ray is told
to keep it (`ExecutionOptions.preserve_order`). Imports nothing of Ray: the dataset brings it.
"""

from typing import TYPE_CHECKING, Any

from extractor.bridges.arrow import COLUMNS, DOCUMENTS, Columns, Reader
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    from ray.data import Dataset


def extract_dataset(
    dataset: "Dataset",
    *,
    extractor: Extractor | None = None,
    columns: Columns = COLUMNS,
    **options: Any,
) -> "Dataset":
    """Give the records of a dataset of documents, in the columns of `extractor.bridges.arrow`.

    `options` are those of `map_batches`, such as `concurrency` and `num_cpus`.
    """
    options = {"batch_size": DOCUMENTS, **options}
    read = Reader(extractor, columns).read_table
    return dataset.map_batches(read, batch_format="pyarrow", **options)
