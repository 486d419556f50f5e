"""The ruleset of some packs: as it was kept, or read anew.

What reads rule files takes as long to import as a kept ruleset takes to read, so it is imported
where files have to be read.
"""

from collections.abc import Sequence
from pathlib import Path

from extractor.errors import Problem
from extractor.ruleset.cache import find_kept, keep, key_of
from extractor.ruleset.packs import read_shipped
from extractor.ruleset.ruleset import Ruleset


def load_ruleset(
    paths: Sequence[Path] = (),
    *,
    shipped: bool = True,
    instead: bool = False,
    normalisers: Sequence[str] = (),
) -> Ruleset:
    """Give the ruleset of the shipped packs and those at `paths`.

    With `instead` a pack takes the place of the shipped one that has its name. `normalisers` are
    names that the host program adds to the closed set.
    Raises RuleError with every problem of every file, in order of place.
    """
    if paths or normalisers or not shipped:
        from extractor.ruleset.loading import load_packs  # noqa: PLC0415 - as said above

        return load_packs(paths, shipped=shipped, instead=instead, normalisers=normalisers).ruleset
    # the shipped rules alone are read by most programs, and are the same each time
    problems: list[Problem] = []
    key = key_of(read_shipped(problems))
    kept = None if problems else find_kept(key)
    if kept is None:
        from extractor.ruleset.loading import load_packs  # noqa: PLC0415 - as said above

        kept = load_packs().ruleset
        keep(key, kept)
    return kept
