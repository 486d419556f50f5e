"""Loaded packs in, Markdown out: a page a rule and an index. The same packs give the same bytes.

Knows no file; how pages come into a folder is the affair of the command.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.checking.lint import costs_of
from extractor.checking.markdown import items, plain, section
from extractor.checking.portraying import Portraits, layer
from extractor.checking.reporting import Report, RuleFigures
from extractor.errors import UsageError
from extractor.ruleset.loading import Loaded
from extractor.ruleset.rules import Measured, Rule

# The first line of each page, by which it is known again.
MARK = "<!-- Written by `extractor rules pages`, which writes over it. -->"
INDEX = "index"


def make_pages(
    loaded: Loaded, packs: frozenset[str], found: Report | None = None
) -> Mapping[str, str]:
    """Give the pages by their names: those of the rules of some packs, and the index.

    `found` are figures over a corpus that has them for all of these rules. Raises UsageError where
    there is no rule, or one whose page would be the index.
    """
    rules = [rule for rule in loaded.ruleset.rules if rule.pack in packs]
    if not rules:
        raise UsageError("no rules in these packs", "give a pack that has some")
    if any(rule.id == INDEX for rule in rules):
        raise UsageError(f"the page of the rule {INDEX!r} would be the index", "name it otherwise")
    portraits = Portraits(loaded, frozenset(rule.id for rule in rules))
    costs = costs_of(loaded.ruleset, packs)
    pages = {INDEX: _page(_index(loaded, rules, portraits, found))}
    for rule in rules:
        figures = section("Figures", items(_figures(rule, costs[rule.id], found, portraits)))
        pages[rule.id] = _page((*portraits.sections(rule), figures, f"[All rules]({INDEX}.md)\n"))
    return pages


def _page(sections: Iterable[str]) -> str:
    return "\n".join((f"{MARK}\n", *filter(None, sections)))


def _index(
    loaded: Loaded, rules: Sequence[Rule], portraits: Portraits, found: Report | None
) -> Iterator[str]:
    """Give the rules by what they make: records first, then layers."""
    yield "# Rules\n"
    packs = [loaded.ruleset.packs[name] for name in sorted({rule.pack for rule in rules})]
    head = [f"pack `{pack.name}` {plain(pack.version)}" for pack in packs]
    if found is not None:
        size = f"{_documents(found.documents)} with {found.characters:,} characters"
        head.append(f"figures over a corpus of {size}")
    yield items(head)
    made: dict[tuple[bool, str], list[Rule]] = {}
    for rule in rules:
        made.setdefault((not rule.emits, rule.target), []).append(rule)
    for (is_layer, target), makers in sorted(made.items()):
        title = f"Layer {layer(target)}" if is_layer else f"Record `{target}`"
        about = "" if is_layer else plain(loaded.ruleset.kinds[target].about)
        entries = items(_entry(rule, portraits) for rule in makers)
        yield section(title, f"{about}\n" if about else "", entries)


def _entry(rule: Rule, portraits: Portraits) -> str:
    about = f": {plain(rule.about)}" if rule.about else ""
    return f"{portraits.link(rule.id)}{about}"


def _figures(rule: Rule, cost: int, found: Report | None, portraits: Portraits) -> Iterator[str]:
    """Give what is known of a rule in numbers; none of them is a time."""
    if rule.variants:
        yield f"at most {'1 step' if cost == 1 else f'{cost} steps'} at one token"
    else:
        yield "no step at a token: it pairs what other rules have found"
    if rule.status != "stable":
        instead = f", replaced by {portraits.link(rule.replaced_by)}" if rule.replaced_by else ""
        yield f"{rule.status}{instead}"
    if rule.measured is not None:
        yield _measured(rule.measured)
    if found is None:
        return
    (counted,) = (each for each in found.rules if each.rule == rule.id)
    yield _counted(counted, found)
    beaten: dict[str, int] = {}
    for each in found.conflicts:
        if each.loser == rule.id:
            beaten[each.winner] = beaten.get(each.winner, 0) + each.count
    for winner, times in sorted(beaten.items(), key=lambda each: (-each[1], each[0])):
        shown = "another match of its own" if winner == rule.id else portraits.link(winner)
        yield f"gave way {_times(times)} to {shown}"


def _counted(counted: RuleFigures, found: Report) -> str:
    corpus = f"a corpus of {_documents(found.documents)}"
    if not counted.matches:
        return f"no match in {corpus}"
    matches = "1 match" if counted.matches == 1 else f"{counted.matches} matches"
    where = f", in {_documents(counted.documents)}" if counted.stand else ""
    stood = f"{counted.stand or 'none'} stood{where}"
    return f"{matches} in {corpus}: {stood}; {counted.lost or 'none'} gave way"


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count} documents"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _measured(measured: Measured) -> str:
    count = "" if measured.count is None else f", of {measured.count} records"
    corpus = f" in {plain(measured.corpus)}" if measured.corpus else ""
    return f"precision {measured.precision:g}{count}{corpus}"
