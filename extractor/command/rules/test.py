"""`extractor rules test`: packs of rules in; what each rule promises, and whether it holds, out."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from attrs import asdict

from extractor.checking.sharing import gather_crew
from extractor.checking.testing import BUDGET, Failure, RuleReport, Tester, prepare
from extractor.command.complaints import DONE, SOME_FAILED
from extractor.command.counts import count, read_count
from extractor.command.destination import STANDARD_OUTPUT, open_destination
from extractor.command.progress import Steps
from extractor.command.terminal import choose_width, is_drawn_on, write_painted
from extractor.errors import Place, UsageError
from extractor.ruleset.complaints import suggest

HELP = "hold rules to texts made from them, and tell which of their parts nothing needs"
EPILOG = """\
example:
  extractor rules test my_rules/ --rule appointment.named
"""
SORTS = ("examples", "counter_examples", "generated", "broken", "frozen", "needed")
SHOWN = ("examples", "counter-examples", "generated", "broken", "frozen", "parts needed")


def add_arguments(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a pack, read with the shipped ones (default: those)",
    )
    parser.add_argument(
        "--rule",
        dest="rules",
        action="append",
        metavar="ID",
        help="test this rule only; may be repeated",
    )
    parser.add_argument(
        "--budget",
        type=read_count,
        default=BUDGET,
        metavar="N",
        help=f"make so many texts for each rule (default: {BUDGET})",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="draw other texts (default: 0)"
    )
    parser.add_argument(
        "--jobs", type=read_count, default=1, metavar="N", help="use so many processes (default: 1)"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to write it (default: text)"
    )


def run(given: Namespace) -> int:
    """Test the packs; give the exit status."""
    tester = prepare([Path(path) for path in given.paths], budget=given.budget, seed=given.seed)
    names = [rule.id for rule in tester.rules]
    if given.rules:
        for rule in given.rules:
            if rule not in names:
                raise UsageError(f"no rule {rule!r} here", suggest(rule, names))
        names = [name for name in names if name in given.rules]
    reports: list[RuleReport] = []
    counter = Steps(len(names), "rules")
    asked = (tester.ruleset, tester.packs, tester.budget, tester.seed)
    with gather_crew(tester, Tester, asked, min(given.jobs, len(names))) as crew:
        for report in crew.each(Tester.test_named, names):
            reports.append(report)
            counter.show(report.rule)
    counter.hide()
    orphans = tester.orphans() if not given.rules else []
    with open_destination(STANDARD_OUTPUT, whole=False) as out:
        if given.format == "json":
            _write_json(reports, orphans, out)
        else:
            _write_text(reports, orphans, out)
    failed = orphans or any(report.failures for report in reports)
    return SOME_FAILED if failed else DONE


def _write_text(reports: Sequence[RuleReport], orphans: Sequence[Failure], out: TextIO) -> None:
    width = max((len(report.rule) for report in reports), default=0)
    drawn = is_drawn_on(out)
    if drawn:
        drawings = import_module("extractor.command.drawings")
        write_painted(drawings.draw_reports(reports, SORTS, SHOWN, choose_width(out)), out)
    for report in reports:
        if not drawn:
            out.write(f"{report.rule:<{width}}   {_counts(report)}\n")
        elif report.notes or report.failures:
            out.write(f"\n{report.rule}\n")
        out.writelines(f"  note: {note}\n" for note in report.notes)
        for failure in report.failures:
            _write_failure(failure, out)
    for failure in orphans:
        _write_failure(failure, out)
    out.write(f"{summarise(reports)}\n")


def _counts(report: RuleReport) -> str:
    parts = []
    for sort, shown in zip(SORTS, SHOWN, strict=True):
        count = getattr(report, sort)
        if sort == "frozen" and not count.of:
            continue
        parts.append(f"{count.held}/{count.of} {shown}")
        excused = sum(report.excused.values())
        if sort == "generated" and excused:
            parts[-1] += f" ({excused} excused)"
    return "   ".join(parts)


def _write_failure(failure: Failure, out: TextIO) -> None:
    first, *rest = str(failure).split("\n")
    out.write(f"  FAILED {first}\n" + "".join(f"  {line}\n" for line in rest))


def summarise(reports: Sequence[RuleReport]) -> str:
    """Give the last line: how many rules, and what did not hold."""
    rules = count(len(reports), "rule")
    failed: dict[str, int] = {}
    for report in reports:
        for failure in report.failures:
            failed[failure.sort] = failed.get(failure.sort, 0) + 1
    if not failed:
        return f"{rules}: all hold, and every part is needed"
    unneeded = failed.pop("needed", 0)
    parts = [f"{number} {sort} failed" for sort, number in sorted(failed.items())]
    parts += [f"{count(unneeded, 'part')} not needed"] if unneeded else []
    return f"{rules}: {', '.join(parts)}"


def _write_json(reports: Sequence[RuleReport], orphans: Sequence[Failure], out: TextIO) -> None:
    shown = {
        "rules": [asdict(report, value_serializer=_plain) for report in reports],
        "orphans": [asdict(failure, value_serializer=_plain) for failure in orphans],
    }
    json.dump(shown, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _plain(_: object, __: object, value: object) -> object:
    return str(value) if isinstance(value, Place) else value
