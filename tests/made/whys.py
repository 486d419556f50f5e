"""A pack whose rules have one kind of step or condition each, and what `explain` says in short."""

from pathlib import Path

from extractor.checking import Explainer
from extractor.checking.explanation import Change, Refusal, Verdict
from extractor.ruleset import load_ruleset

PACK = Path(__file__).parents[1] / "rules" / "whys"


def make_explainer() -> Explainer:
    """Give what explains texts by the pack and the shipped ones."""
    return Explainer(load_ruleset([PACK]))


def brief(verdict: Verdict) -> list[str]:
    """Give a verdict in a few lines, without the places of rules."""
    lines = []
    for seen in verdict.seen:
        if seen.outcome != "made":
            why = [_refusal(each) for each in seen.refusals]
            if seen.rival is not None:
                why.append(f"{seen.rival.rule} {seen.rival.span.text!r} by {seen.rival.reason}")
            lines.append(f"{seen.outcome} {seen.span.text!r}: {'; '.join(why)}")
            lines += [_change(seen.change)] if seen.change else []
        else:
            lines.append(f"made {seen.span.text!r}")
    for pair in verdict.pairs:
        shown = ", ".join(f"{each.span.text!r} {each.status}" for each in pair.candidates)
        lines.append(f"pair {pair.source.text!r}: {shown}")
    for miss in verdict.misses[:1]:
        stood = "the end" if miss.stood is None else repr(miss.stood.text)
        steps = len(miss.line.steps)
        wanted = " or ".join(miss.wanted)
        lines.append(f"step {_failed(verdict)} of {steps}: {stood} for {wanted}")
        lines += [note for note in miss.notes if not note.startswith("row")]
        lines += [_change(miss.change)] if miss.change else []
    return lines


def _failed(verdict: Verdict) -> int:
    steps = verdict.misses[0].line.steps
    return next(step.number for step in steps if step.status == "failed")


def _refusal(refusal: Refusal) -> str:
    found = "nothing" if refusal.found is None else repr(refusal.found.text)
    return f"{refusal.key} {refusal.where} {refusal.written} finds {refusal.note or found}"


def _change(change: Change) -> str:
    why = [_refusal(each) for each in change.refusals]
    if change.rival is not None:
        why.append(f"{change.rival.rule} by {change.rival.reason}")
    shown = f"{change.action} {change.word!r}: {change.text!r} is {change.outcome}"
    return f"{shown} ({'; '.join(why)})" if why else shown
