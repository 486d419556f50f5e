"""`extractor rules measure`: judged records in; how often rules were right, written into them."""

import hashlib
from argparse import ArgumentParser, Namespace
from pathlib import Path

from extractor.checking.measuring import count_judged, write_measured
from extractor.command.complaints import DONE, describe
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.errors import UsageError
from extractor.ruleset import load_ruleset

HELP = "write into rules how often their records were right"
EPILOG = """\
JUDGED holds records of `extractor extract --format jsonl`, to each of which somebody has added
`"right": true` or `"right": false`. The `measured` of the packs' rules is written anew from them;
nothing else in the files changes.

example:
  extractor rules measure judged.jsonl my_rules/ --corpus "spring papers"
"""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add = parser.add_argument
    add("judged", metavar="JUDGED", help="a .jsonl file of judged records")
    add("paths", nargs="+", metavar="PATH", help="a pack, a folder or a file")
    add("--corpus", metavar="NAME", help="what the texts are called (default: the file's name)")


def run(given: Namespace) -> int:
    """Measure the rules of packs; give the exit status."""
    remedy = "name a .jsonl file in UTF-8"
    try:
        data = Path(given.judged).read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {given.judged}: {describe(error)}", remedy) from None
    except UnicodeDecodeError:
        raise UsageError(f"{given.judged} is no UTF-8", remedy) from None
    found = count_judged(text.splitlines(), given.judged)
    # the hash tells later which judgements these were
    corpus = f"{given.corpus or Path(given.judged).stem} {hashlib.sha256(data).hexdigest()[:12]}"
    ruleset = load_ruleset([Path(path) for path in given.paths])
    packs = ruleset.own_packs()
    files: dict[str, list[str]] = {}
    for rule in ruleset.rules:
        if rule.pack in packs and rule.id in found:
            files.setdefault(rule.place.path, []).append(rule.id)
    for path, ids in files.items():
        target = Path(path)
        if not target.is_file():
            raise UsageError(f"{path} is no file of its own", "unpack the pack first")
        rules = [rule for rule in ruleset.rules if rule.id in ids]
        written = write_measured(target.read_bytes().decode("utf-8"), rules, found, corpus)
        with open_destination(path, whole=True) as file:
            file.write(written)
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        for name in sorted(name for ids in files.values() for name in ids):
            measure = found[name]
            out.write(f"{name}: right in {measure.right} of {measure.count}\n")
        others = len(set(found)) - sum(map(len, files.values()))
        if others:
            out.write(f"{others} other rules have judged records, but are in none of these packs\n")
    return DONE
