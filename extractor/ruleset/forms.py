"""What the value of a key of a rule file can be: the forms of which `shape.py` makes its tables."""

import re
from collections.abc import Mapping
from typing import Union

from attrs import frozen


@frozen
class Text:
    """One text; with a pattern, one that it fits as a whole."""

    pattern: "re.Pattern[str] | None" = None


@frozen
class Flag:
    """Yes or no."""


@frozen
class Count:
    """A whole number."""


@frozen
class Choice:
    """One of some words."""

    options: tuple[str, ...]


@frozen
class Texts:
    """A list of texts, or one text that stands for such a list; each one of the options, if any."""

    options: tuple[str, ...] = ()


@frozen
class Pairs:
    """A list of lists of two texts."""


@frozen
class Items:
    """A list of what one form has, or one of it that stands for such a list."""

    item: "Form"


@frozen
class Named:
    """A mapping from names, which fit a pattern, to what one form has."""

    value: "Form"
    pattern: "re.Pattern[str] | None" = None


@frozen
class Keys:
    """A mapping with the keys of a section, by its name in SECTIONS."""

    section: str


@frozen
class Either:
    """One of several forms."""

    forms: tuple["Form", ...]


Form = Union[Text, Flag, Count, Choice, Texts, Pairs, Items, Named, Keys, Either]  # noqa: UP007 - some are named before they are there


@frozen
class Key:
    """One key: what it is for, and what it holds."""

    about: str
    form: Form
    required: bool = False


Section = Mapping[str, Key]
