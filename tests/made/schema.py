"""What `extractor schema` prints, to hold records to that have gone through something else."""

import contextlib
import io
import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from extractor.command.main import main


@cache
def validator(*rules: str) -> Draft202012Validator:
    """Give what holds records to the schema that the command prints, with packs of one's own."""
    told = io.StringIO()
    words = [word for path in rules for word in ("--rules", path)]
    with contextlib.redirect_stdout(told):
        assert main(["schema", *words]) == 0
    return Draft202012Validator(json.loads(told.getvalue()))


def wrong_in(records: Iterable[Any], *rules: str) -> list[str]:
    """Give what is wrong in records by that schema."""
    return [error.message for record in records for error in validator(*rules).iter_errors(record)]
