"""Packs in, their files as an author edits them out. Nothing is ever written back to the disk."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

from extractor.errors import Problem, RuleError, UsageError
from extractor.ruleset.packs import Files, read_pack

# A pack to begin with: one rule with an example and a counter-example.
PATH = "pack.yaml"
PACK = """\
pack: openings
version: "0.1.0"
about: Who opens what. Change this to what you want to find.

kinds:
  opening:
    about: Somebody opens something.
    fields:
      who: {type: source, required: yes, about: who opens it}
      what: {type: span, required: yes, about: what is opened}

rules:
  - id: opening.opened
    emits: opening
    about: Ana Rojas opened a museum
    match: |
      who:<Speaker> opened {determiner} what:(museum | school | harbour)
    examples:
      - text: On Monday Ana Rojas opened a museum in Lima.
        gives: {who: Ana Rojas, what: museum}
    not_examples:
      - text: Ana Rojas opened the letter.
        because: a letter is no place
"""
TEXT = """\
On Monday Ana Rojas opened a museum in Lima. "It is for all of us," she said.

Chile and Peru signed a pact on May 3. Ana Rojas opened the new harbour.
"""


@frozen
class Desk:
    """The packs that lie open, as they stood when they were read."""

    packs: tuple[Files, ...]

    @property
    def texts(self) -> Mapping[str, str]:
        """Give the rule files and word lists that can be edited, by their paths."""
        return {
            path: data.decode("utf-8", "replace")
            for pack in self.packs
            for path, data in sorted(pack.contents.items())
        }

    def edited(self, texts: Mapping[str, str]) -> tuple[Files, ...]:
        """Give the packs with some of their files as they are edited.

        Raises UsageError for a file that is none of theirs.
        """
        known = {path for pack in self.packs for path in pack.contents}
        for path in texts:
            if path not in known:
                raise UsageError(f"no file {path!r} lies open", "name one of the packs' files")
        return tuple(
            Files(
                pack.name,
                pack.path,
                {
                    path: texts[path].encode("utf-8", "replace") if path in texts else data
                    for path, data in pack.contents.items()
                },
                pack.folder,
            )
            for pack in self.packs
        )


def lay_out(paths: Sequence[Path]) -> Desk:
    """Give the packs at some paths, or without any a small one to begin with.

    Raises RuleError where one cannot be read.
    """
    if not paths:
        return Desk((Files("openings", PATH, {PATH: PACK.encode()}),))
    problems: list[Problem] = []
    found = [files for path in paths if (files := read_pack(path, problems)) is not None]
    if problems:
        raise RuleError(tuple(problems))
    return Desk(tuple(found))
