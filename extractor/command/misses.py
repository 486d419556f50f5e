"""What did not come about in, lines for readers out: refusals, rivals, what was wanted."""

from collections.abc import Iterator, Sequence

from extractor.checking.explanation import Absence, Change, Miss, Near, Refusal, Rival, Seen
from extractor.command.pages import Cell, clip, indented, paragraph, words
from extractor.output.colours import Word
from extractor.spans import Span

Lines = Iterator[Sequence[Word]]
OUTCOMES = {
    "made": ("matches", "kind"),
    "refused": ("matches, and is refused", "wrong"),
    "lost": ("matches, and gives way", "wrong"),
    "left out": ("matches, and lacks a required field", "wrong"),
}
DECIDED = {
    "beats": "which beats this rule",
    "length": "which is longer",
    "fields": "which captures more fields",
    "place": "which begins earlier",
    "id": "whose id comes first, nothing else deciding",
}
# So many alternatives of what was wanted are named.
WANTED = 6
# Of a link that found no partner the steps taken, and those it has.
HALF_A_PAIR = (1, 2)
# How a gap can end.
GAPS = {
    "limit": "the gap ends at its limit of {}",
    "stop": "the gap is stopped by “{}”",
    "item": "the gap may not pass the edge of <{}>",
    "edge": "the gap may not leave the {}",
}


def seen_lines(seen: Seen, width: int) -> Lines:
    """Give where a rule matches and what came of it."""
    said, meaning = OUTCOMES[seen.outcome]
    span = seen.span
    yield (
        (said, meaning),
        (f"“{clip(span.text, 60)}”", "text"),
        (f"{span.start}-{span.end}", "note"),
    )
    yield from indented(outcome_lines(seen.refusals, seen.rival, width - 2))
    if seen.change is not None:
        yield from change_lines(seen.change, width)


def outcome_lines(refusals: Sequence[Refusal], rival: Rival | None, width: int) -> Lines:
    """Give what keeps a match out."""
    for refusal in refusals:
        yield from paragraph(refusal_words(refusal), width)
    if rival is not None:
        yield from paragraph(rival_words(rival), width)


def refusal_words(refusal: Refusal) -> Iterator[Word]:
    """Give a condition or zone that keeps a match out."""
    yield refusal.key, "wrong"
    if refusal.key == "not_in":
        yield from words(f"it stands in a <{refusal.written}>")
    else:
        yield from words(f"{refusal.where}: {clip(refusal.written, 60)}", "name")
        if refusal.found is not None:
            span = refusal.found
            yield "finds", "text"
            yield f"“{clip(span.text, 40)}”", "text"
            yield f"{span.start}-{span.end}", "note"
        elif refusal.note:
            yield from words(f"(there: {refusal.note})")
        elif refusal.key == "only_if":
            yield from words("is not so")
    yield f"{refusal.file}:{refusal.line}", "note"


def rival_words(rival: Rival) -> Iterator[Word]:
    """Give the match that another one gave way to."""
    yield "to", "text"
    yield rival.rule, "name"
    yield f"“{clip(rival.span.text, 40)}”", "text"
    yield f"{rival.span.start}-{rival.span.end}", "note"
    yield from words(DECIDED[rival.reason])
    yield f"{rival.file}:{rival.line}", "note"


def miss_lines(miss: Miss, line: Sequence[Sequence[Word]], width: int) -> Lines:
    """Give the attempt that came nearest: its steps, what it wanted, what would mend it."""
    steps = len(miss.line.steps)
    yield (
        ("no match:", "wrong"),
        (f"the nearest attempt took {miss.line.reached} of {steps} steps", "text"),
    )
    yield ()
    yield from indented(line)
    yield ()
    yield from indented(paragraph(wanted_words(miss.wanted, miss.stood), width - 2))
    for note in miss.notes:
        yield from indented(paragraph(note_words(note), width - 2))
    for absence in miss.absences:
        yield from indented(absence_lines(absence, width - 2))
    if miss.change is None:
        yield from indented([words("no change of one word was found that makes it match", "note")])
    else:
        yield from change_lines(miss.change, width)


def wanted_words(wanted: Sequence[str], stood: Span | None) -> Iterator[Word]:
    """Give what stood where an attempt stopped, and what was wanted there."""
    if stood is None:
        yield from words("the text was over where")
    else:
        yield f"“{clip(stood.text, 40)}”", "text"
        yield f"{stood.start}-{stood.end}", "note"
        yield from words("stood where")
    for number, each in enumerate(wanted[:WANTED]):
        if number:
            yield "or", "text"
        yield clip(each, 60), "name"
    if len(wanted) > WANTED:
        yield from words(f"or one of {len(wanted) - WANTED} others")
    yield from words("was wanted")


def note_words(note: str) -> Sequence[Word]:
    """Give in words what the pattern alone does not show."""
    kind, _, rest = note.partition(" ")
    if kind == "row":
        lexicon, place, *values = rest.split(" ")
        head = [*words("it stands in"), (lexicon, "name"), (place, "note")]
        return [*head, *((value, "value") for value in values)]
    if kind == "exact":
        return words(f"it has to be written “{rest}”")
    return words(GAPS[kind.removeprefix("gap-")].format(rest))


def absence_lines(absence: Absence, width: int) -> Lines:
    """Give why a wanted item is not there."""
    head: list[Word] = [*words(f"no <{absence.layer}> begins there:"), (absence.rule, "name")]
    head.append((f"{absence.file}:{absence.line}", "note"))
    if absence.outcome == "missed":
        yield from paragraph([*head, *wanted_words(absence.wanted, absence.stood)], width)
    else:
        yield from paragraph([*head, *words(OUTCOMES[absence.outcome][0])], width)
        yield from indented(outcome_lines(absence.refusals, absence.rival, width - 2))
    for inner in absence.absences:
        yield from indented(absence_lines(inner, width - 2))


def change_lines(change: Change, width: int) -> Lines:
    """Give the smallest change that makes a rule match, and what would come of it."""
    span = change.span
    what = {
        "insert": f"insert “{change.word}” at {span.start}",
        "replace": f"write “{change.word}” for “{clip(span.text, 40)}” at {span.start}",
        "delete": f"take out “{change.word}” at {span.start}",
    }[change.action]
    yield from indented([[("it would match with one change:", "kind"), *words(what)]])
    text = change.text
    if change.action != "delete":
        end = change.at + len(change.word)
        text = f"{text[: change.at]}[{change.word}]{text[end:]}"
    yield from indented(paragraph(words(text, "value"), width - 4), 4)
    if change.outcome != "made":
        said = {"refused": "that would still be refused", "lost": "that would still give way"}
        yield from indented([words(said[change.outcome], "wrong")], 4)
        yield from indented(outcome_lines(change.refusals, change.rival, width - 6), 6)


def near_lines(near: Near) -> Sequence[Cell]:
    """Give the row of a rule that came near."""
    if near.outcome != "missed":
        why = list(words(OUTCOMES[near.outcome][0]))
        for refusal in near.refusals:
            why += [("by", "text"), *refusal_words(refusal)]
    elif near.stood is None and near.wanted and (near.reached, near.steps) == HALF_A_PAIR:
        why = words(f"finds no {near.wanted[0]} to go with what it starts from")
    else:
        why = list(wanted_words(near.wanted[:3], near.stood))
    steps = f"{near.reached}/{near.steps}" if near.outcome == "missed" else ""
    return [[(near.rule, "name")], [(steps, "note")], [*why, (f"{near.file}:{near.line}", "note")]]
