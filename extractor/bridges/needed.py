"""A package that is not there in, an error that says what to install out."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Let packages be imported; raise ModuleNotFoundError with the extra that brings a missing one.

    >>> with needed("spacy"):
    ...     import not_there
    Traceback (most recent call last):
    ModuleNotFoundError: No module named 'not_there'; pip install 'newsrules[spacy]'
    """
    try:
        yield
    except ModuleNotFoundError as error:
        what = f"{error}; pip install 'newsrules[{extra}]'"
        raise ModuleNotFoundError(what, name=error.name) from None
