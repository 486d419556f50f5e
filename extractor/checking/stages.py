"""How those who wait hear how far long work is: a stage begins, and each thing done is named."""

from collections.abc import Callable

# Takes what is gone through and how many there are; what it gives hears the name of each.
Begin = Callable[[str, int], Callable[[str], None]]


def begin_quietly(what: str, total: int) -> Callable[[str], None]:
    """Give what hears of things done, and tells nobody."""
    del what, total
    return lambda _: None
