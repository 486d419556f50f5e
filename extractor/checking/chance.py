"""A seed in, a source of chance out: the same one for the same seed, on any machine."""

from random import Random


def begin(seed: int | str) -> Random:
    """Give a source of chance; the texts that are drawn with it are no secrets."""
    return Random(seed)  # noqa: S311 - texts are no secrets
