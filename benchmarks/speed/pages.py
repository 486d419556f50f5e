"""Writes `docs/speed.md` and `docs/scale.md` from what `figures.py` and `peers.py` have measured.

    python benchmarks/speed/pages.py

No figure of these pages is written by hand: what is computed is computed here.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.batching import TOGETHER

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
ARTICLES = 10**9
# An article of English news has about so many characters.
ARTICLE = 5_000
# A document of many may have no more than this: `extractor.pipeline.LONGEST`.
LONGEST = 10_000_000
GIGA = 10**9
Row = Sequence[object]


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """Give a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def speed_page(known: dict[str, Any]) -> Iterator[str]:
    """Give the paragraphs of the page on speed."""
    where = known["machine"]
    yield "# Speed"
    yield (
        f"Measured on {where['day']} with Python {where['python']} on one core of {where['cores']} "
        f"({where['processor']}), a machine that others used at the same time. So what counts are "
        "the ratios: to one `\\w+` scan of the same text with `regex` in the same run, and between "
        "rows. Times are processor time unless they say otherwise. The text is that of the golden "
        "articles of the tests, repeated. `benchmarks/speed/pages.py` writes this page of what "
        "the commands measure; to repeat a table, run the command below it, then that script. This "
        "floor holds in CI: `python benchmarks/speed/run.py --sizes 100000,100000,100000 --rules 0 "
        "--most 130`."
    )
    for title, section, show in SPEED:
        if section in known:
            yield f"## {title}"
            yield from show(known[section])
            script = "peers.py" if section == "peers" else f"figures.py {section}"
            yield f"`python benchmarks/speed/{script}`"


def show_growth(rows: list[dict[str, float]]) -> Iterator[str]:
    """Show what becomes of time and memory as a text grows."""
    head = ("characters", "characters a second", "times one `\\w+` scan", "memory, MB")
    yield table(head, (
        (f"{row['size']:,}", f"{row['speed']:,.0f}", f"{row['ratio']:.0f}", f"{row['memory']:,.0f}")
        for row in rows
    ))  # fmt: skip
    yield "Time and memory grow as the text does. Memory is what one text takes beside the rules."


def show_kinds(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Show what each kind costs alone."""
    head = ("records", "characters a second", "times one `\\w+` scan")
    yield table(head, (
        (row["kind"] or "the three main kinds", f"{row['speed']:,.0f}", f"{row['ratio']:.0f}")
        for row in rows
    ))  # fmt: skip
    yield "Only what the kinds asked for stand on is compiled, and run."


def show_stages(row: dict[str, float]) -> Iterator[str]:
    """Show where the time goes."""
    whole = sum(row.values())
    names = {
        "read": "reading: paragraphs, sentences, tokens",
        "match": "matching: symbols, layers, records",
        "resolve": "resolving: values, names, records",
    }
    rows = ((shown, f"{row[name] / whole:.0%}") for name, shown in names.items())
    yield table(("stage", "share of the time"), rows)


def show_short(known: dict[str, Any]) -> Iterator[str]:
    """Show how fast short texts are read."""
    head = (
        "texts",
        "of so many characters",
        "characters a second by `extract_many`",
        "by `extract`",
    )
    yield table(
        head,
        (
            (
                f"{row['texts']:,}",
                f"{row['size']:,}",
                f"{row['together']:,.0f}",
                f"{row['alone']:,.0f}",
            )
            for row in known["sizes"]
        ),
    )
    yield (
        "To look for anything in a text costs as much as some thousand characters of it, so "
        "`extract_many`, the command and the bridges match those together that follow each other."
    )


def show_rules(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Show what more rules cost."""
    head = ("rules more", "their words are", "more time", "a rule", "start, s")
    yield table(head, (
        (f"{row['rules']:,}", "in the text" if row["words"] == "present" else "not in the text",
         f"{row['more']:+.1%}", f"{row['more'] / row['rules']:.3%}", f"{row['start']:.1f}")
        for row in rows
    ))  # fmt: skip


def show_lexicons(rows: list[dict[str, float]]) -> Iterator[str]:
    """Show what a long lexicon costs."""
    head = ("phrases", "start with the shipped rules, s", "memory, MB", "more time to read")
    yield table(head, (
        (f"{row['phrases']:,}", f"{row['start']:.1f}", f"{row['memory']:,.0f}",
         f"{row['more']:+.1%}") for row in rows
    ))  # fmt: skip
    yield "A start is over when the first phrase of the lexicon is found."


def show_many(rows: list[dict[str, float]]) -> Iterator[str]:
    """Show how processes share the work."""
    head = ("documents", "processes", "first one after, s", "the others in, s",
            "of it the process that shares out, s", "processor time of all, s",
            "its memory, MB")  # fmt: skip
    yield table(head, (
        (f"{row['documents']:,}", row["processes"], f"{row['first']:.1f}", f"{row['clock']:.1f}",
         f"{row['own']:.2f}", f"{row['cpu']:.1f}", f"{row['memory']:,.0f}") for row in rows
    ))  # fmt: skip
    one, two = [
        next(r for r in reversed(rows) if r["processes"] == processes) for processes in (1, 2)
    ]
    yield (
        "Each document has 5,000 characters. The process that shares them out is busy for "
        f"{two['own'] / one['own']:.1%} of the time that one process takes to read them; the rest "
        "is done by all at once, as far as there are cores that nobody else uses: on this "
        f"machine, at that hour, two were {one['clock'] / two['clock']:.2f} times as fast as one."
    )


def show_start(row: dict[str, float]) -> Iterator[str]:
    """Show where the time of a start goes."""
    yield (
        f"`extractor extract` on one sentence: {row['cpu']:.2f} s of processor time, "
        f"{row['clock']:.2f} s on the clock, with its modules compiled, as `pip install` leaves "
        "them, and the rules [kept](decisions.md#23-the-shipped-rules-are-kept-as-data) from a "
        "call before. Of it"
    )
    names = {
        "python": "Python itself",
        "imports": "imports",
        "load": "reading and checking the rules",
        "compile": "compiling them",
    }
    yield table(("part", "s"), ((shown, f"{row[name]:.2f}") for name, shown in names.items()))


def show_by_rule(row: dict[str, Any]) -> Iterator[str]:
    """Show which rules take most of the matching."""
    yield table(("rule", "share of matching"), (
        (f"`{name}`", f"{share:.1%}") for name, share in row["shares"]
    ))  # fmt: skip
    yield (
        f"Half of the time that the {row['rules']} rules take is that of {row['half']} of them: "
        "the layers on which many others stand, and the records that are most common. What lies "
        "between the rules, such as symbols and phrases, is not in it."
    )


def show_instructions(row: dict[str, float]) -> Iterator[str]:
    """Show what valgrind counts."""
    names = {
        "python": "Python itself",
        "imports": "imports of the command",
        "command": "`extractor extract` on one sentence, with both",
    }
    rows = [(shown, f"{row[name] / 10**6:,.0f} million") for name, shown in names.items()]
    rows.append((f"reading, a character (of {row['size']:,.0f})", f"{row['a_character']:,.0f}"))
    yield table(("what", "instructions"), rows)
    yield (
        "As `valgrind --tool=callgrind` counts them, which does not depend on what else a machine "
        "does. Reading is that of a text that is read a second time, when its patterns are "
        "compiled."
    )


def show_peers(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Show how fast other libraries read the same text."""
    head = ("library", "characters a second", "this library in the same minutes", "versions")
    yield table(head, (
        (row["peer"], f"{row['speed']:,.0f}" if "speed" in row else row["error"],
         f"{row['own']:,.0f}", ", ".join(row.get("packages", ())) or "-") for row in rows
    ))  # fmt: skip
    yield (
        "Each in an environment of its own. They do not find the same: textacy direct quotes, "
        "dateparser strings that may be dates, flashgeotext names of places, HeidelTime temporal "
        "expressions; this library quotes, dated events and lists of countries at once. "
        "HeidelTime is a Java program, whose time is that on the clock."
    )


SPEED = (
    ("Growth with the text", "growth", show_growth),
    ("Kinds", "kinds", show_kinds),
    ("Stages", "stages", show_stages),
    ("Rules", "by_rule", show_by_rule),
    ("Short texts", "short", show_short),
    ("More rules", "rules", show_rules),
    ("Longer lexicons", "lexicons", show_lexicons),
    ("Many documents", "many", show_many),
    ("Start", "start", show_start),
    ("Instructions", "instructions", show_instructions),
    ("Others", "peers", show_peers),
)


def scale_page(known: dict[str, Any]) -> Iterator[str]:
    """Give the paragraphs of the page on what is past one machine."""
    growth = {row["size"]: row for row in known["growth"]}
    alone = max(
        (row for row in known["many"] if row["processes"] == 1), key=lambda row: row["documents"]
    )
    speed = alone["documents"] * alone["size"] / alone["own"]
    hours = ARTICLES * ARTICLE / speed / 3600
    start = known["start"]
    rules = start["imports"] + start["load"] + start["compile"]
    output = known["output"]
    lines, packed = (output[name] / output["characters"] * ARTICLE for name in ("jsonl", "parquet"))
    found = output["records"] / output["characters"] * ARTICLE
    memory = growth[1_000_000]["memory"]
    worker = alone["memory"]
    longest = LONGEST / growth[LONGEST]["speed"]
    yield "# Past one machine"
    yield (
        "What a billion articles cost, computed by `benchmarks/speed/pages.py` from what "
        "[was measured](speed.md): nothing here is a promise, and all of it changes with the "
        f"machine. An article has {ARTICLE:,} characters. The engines that share the work out "
        "are those that [people run already](engines.md)."
    )
    yield table(("what", "how much", "how it is computed"), [
        ("core hours", f"{hours:,.0f}", f"{speed:,.0f} characters a second on one core"),
        ("on 1,000 cores", f"{hours / 1000:,.1f} hours", "the work divides by documents"),
        ("start of a worker", f"{rules:.1f} s", "imports, reading the rules, compiling them"),
        ("work that makes the start 1 % of the whole",
         f"{rules * 99 * speed / ARTICLE:,.0f} articles", "so many or more for each worker"),
        ("memory of a worker", f"{worker:,.0f} MB", "rules, and articles of usual length"),
        ("more for each million characters of one document", f"{memory:,.0f} MB", "measured"),
        ("the longest document that is read", f"{LONGEST / 10**6:,.0f} million characters",
         "a longer one is told as a failure"),
        ("which takes", f"{longest:,.0f} s and {memory * LONGEST / 10**6 / 1000:,.1f} GB",
         "time and memory grow as the text does"),
        ("records", f"{found * ARTICLES / GIGA:,.1f} thousand million",
         f"{found:.1f} an article, those of the golden articles of the tests"),
        ("output as lines of JSON", f"{lines * ARTICLES / 10**12:,.1f} TB",
         f"{lines:,.0f} bytes an article"),
        ("output as Parquet, packed", f"{packed * ARTICLES / 10**12:,.2f} TB",
         f"{packed:,.0f} bytes an article (zstd; small files pack worse than large ones)"),
    ])  # fmt: skip
    yield "## Skew"
    yield (
        "Work divides by documents, never within one. What one long document costs is the least "
        "that a run takes at its end, however many cores there are: with documents of up to ten "
        f"million characters, {longest:,.0f} s. Give partitions a number of characters, not of "
        "documents; sort the longest to the front; or cut what are no articles, such as whole "
        "archives in one file, where they have paragraphs. `extract_many` does the first by "
        f"itself: a batch for a worker has {TOGETHER:,} characters, or one document that is longer."
    )
    yield "## Rules change"
    yield (
        "Each record says which rule of which pack made it, in which version, and has a hash of "
        "the pack; so does every row of the Parquet output. Keep the records of different "
        "versions apart, in a folder for each, and the same text gives the same records for "
        "ever. When a rule changes, most documents need not be read again:"
    )
    share, most = output["rule_share"], output["rule_share_most"]
    yield (
        "- what a rule no longer finds, or finds otherwise, lies in documents that have a record "
        "of it now; those are a query on the column `rule`. In the golden articles the rule in "
        f"the middle made a record in {share:.0%} of the documents, the most common one in "
        f"{most:.0%}: that would be {hours * share:,.0f} and {hours * most:,.0f} core hours;\n"
        "- what it finds anew lies in documents that hold one of the words that it cannot match "
        "without, which any index of the words gives, or one scan for them;\n"
        "- a rule of a layer, on which others stand, touches the documents of all of those; "
        "`extractor rules diff` on a sample says how many before the whole is read again."
    )
    yield "## Runs that are cut off"
    yield (
        "The engines repeat a partition whose worker died; a partition gives the same rows "
        "however often it is read. On one machine [`--resume`](command.md#extract) does that."
    )


def main() -> None:
    """Write both pages."""
    known = json.loads((HERE / "figures.json").read_text("utf-8"))
    for name, page in (("speed", speed_page), ("scale", scale_page)):
        (DOCS / f"{name}.md").write_text("\n\n".join(page(known)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
