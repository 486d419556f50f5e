"""Numbers in, words for readers out; and the numbers that a command is given."""

from argparse import ArgumentTypeError


def count(number: int, name: str) -> str:
    """Give how many there are of something.

    >>> count(1, "rule"), count(2, "rule")
    ('1 rule', '2 rules')
    """
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def share(part: int, whole: int) -> str:
    """Give a part of a whole in hundredths.

    >>> share(1, 8), share(0, 0)
    ('12.5 %', '0.0 %')
    """
    return f"{100 * part / whole if whole else 0:.1f} %"


def read_count(text: str) -> int:
    """Give a number above nought; raises ArgumentTypeError where it is none."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"no count: {text!r}; give a whole number above 0")
    return int(text)
