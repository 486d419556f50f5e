"""A Spark frame of documents in, a Spark frame of records out, by `mapInArrow`.

Spark runs on Java, of version 17 at least, which pip does not install. Each worker process loads
the rules once. The rows of a document stand together in text order; frames have no order of
documents unless they are sorted, by `doc` and `position` for instance. Imports pyspark when called.
"""

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from extractor.bridges.arrow import COLUMNS, Columns, Reader
from extractor.errors import UsageError
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

JAVA = 17
RECORDS = (
    "doc string, position int, record string, id string, start bigint, end bigint, text string, "
    "rule string, pack string, version string, json string, error string"
)


def extract_frame(
    frame: "DataFrame", *, extractor: Extractor | None = None, columns: Columns = COLUMNS
) -> "DataFrame":
    """Give the records of a frame of documents, in the columns of `extractor.bridges.arrow`."""
    wanted = [name for name in (columns.text, columns.id, columns.date) if name in frame.columns]
    if columns.text not in wanted:
        what = f"no column {columns.text!r} among {', '.join(map(repr, frame.columns))}"
        raise UsageError(what, "name the one that holds the text")
    return frame.select(wanted).mapInArrow(Reader(extractor, columns), RECORDS)


def open_session(name: str = "extractor", *, master: str = "local[*]") -> "SparkSession":
    """Give a session, of this machine unless another master is named.

    Raises UsageError, with what to install, where Java is missing or too old.
    """
    check_java()
    from pyspark.sql import SparkSession

    if master.startswith("local"):
        # else workers would run whichever `python3` comes first, which need not know this library
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.master(master).appName(name).getOrCreate()


def check_java() -> None:
    """Raise UsageError where there is no Java that Spark can run on."""
    remedy = f"install Java {JAVA} or newer, and have `java` on the path"
    java = shutil.which("java")
    if java is None:
        raise UsageError("Spark runs on Java, and there is none", remedy)
    said = subprocess.run(  # noqa: S603 - the program that Spark itself would start
        [java, "-version"], capture_output=True, text=True, check=False
    )
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if found is None or int(found[1]) < JAVA:
        shown = f"Java {found[1]}" if found else "a Java that does not say its version"
        raise UsageError(f"Spark does not run on {shown}", remedy)
