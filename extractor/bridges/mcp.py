"""Rules in, a server of the Model Context Protocol out, with three tools. Imports mcp when called.

What a model asks for reads no file but those of the packs that the server was started with.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.checking import Checked, Explainer, check
from extractor.errors import ExtractorError, UsageError
from extractor.pipeline import Extractor
from extractor.records import to_json
from extractor.ruleset import load_ruleset
from extractor.ruleset.packs import Files
from extractor.version import __version__

if TYPE_CHECKING:
    from mcp.server import MCPServer

ABOUT = "Who said what, what happened on which day, which countries were named together: by rules."
# Characters of a text and of a pack, far more than a model has reason to send.
LONGEST = 500_000
PACK = "pack.yaml"


def make_server(paths: Sequence[Path] = ()) -> "MCPServer":
    """Give a server of the shipped rules and those of packs at some paths.

    Raises RuleError where these cannot be used, UsageError where mcp is not installed.
    """
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError:
        what = "the package mcp is not installed"
        raise UsageError(what, "install it: pip install 'newsrules[mcp]'") from None

    ruleset = load_ruleset(paths)
    extractor = Extractor.of_ruleset(ruleset)
    # compiled when first asked for, since many never ask why
    explainers: list[Explainer] = []
    server = MCPServer("extractor", instructions=ABOUT, version=__version__, log_level="ERROR")

    def extract(
        text: str, date: str | None = None, records: list[str] | None = None
    ) -> dict[str, Any]:
        """Give the quotes, dated events and country lists of an English news text.

        `date` is the day of publication (YYYY-MM-DD); without it no year is guessed. `records`
        are the kinds wanted. Offsets count code points, and each record names its rule.
        """
        try:
            found = extractor.extract(_short(text, "text"), date=date)
            kinds = _kinds(extractor, records)
        except ExtractorError as error:
            raise ToolError(str(error)) from None
        chosen = [each for each in found.records if each.record in kinds]
        return {"records": to_json(chosen), "warnings": list(found.warnings)}

    def explain(text: str, rule: str | None = None, date: str | None = None) -> dict[str, Any]:
        """Tell why rules made the records of a text, step by step, or came nearest.

        With `rule`, its id, it is told where that rule matched, was refused, or where it stopped.
        """
        if not explainers:
            explainers.append(Explainer(ruleset))
        try:
            told = explainers[0].explain(_short(text, "text"), rule=rule, date=date)
        except ExtractorError as error:
            raise ToolError(str(error)) from None
        shown: dict[str, Any] = to_json(told)
        return shown

    def check_rules(pack: str | None = None, path: str | None = None) -> dict[str, Any]:
        """Tell what is odd in a pack of rules that loads and keeps what its examples promise.

        Give the YAML of a one-file pack as `pack`, or the `path` of a pack that the server was
        started with. A pack with problems is an error, one line a problem with place and remedy.
        """
        try:
            checked = _check(pack, path, paths)
        except ExtractorError as error:
            raise ToolError(str(error)) from None
        if checked.problems:
            raise ToolError("\n".join(each.shown() for each in checked.problems))
        return {
            "rules": checked.rules,
            "examples": checked.examples,
            "counter_examples": checked.counter_examples,
            "warnings": [each.to_json() for each in checked.warnings],
        }

    for tool in (extract, explain, check_rules):
        server.add_tool(tool, structured_output=True)
    return server


def _check(pack: str | None, path: str | None, paths: Sequence[Path]) -> Checked:
    if (pack is None) == (path is None):
        raise UsageError("neither one pack nor one path", "give either `pack` or `path`")
    if pack is not None:
        # without a folder the word lists that it names are looked for nowhere
        given = Files("pack", PACK, {PACK: _short(pack, "pack").encode("utf-8", "replace")})
        return check(given=(given,))
    known = {each.resolve(): each for each in paths}
    try:
        found = known.get(Path(path or "").resolve())
    except (OSError, ValueError):
        found = None
    if found is None:
        names = ", ".join(each.as_posix() for each in paths) or "none"
        what = f"the server was not started with {path!r}"
        raise UsageError(what, f"packs that may be read: {names}; or give the text as `pack`")
    return check([found])


def _kinds(extractor: Extractor, records: Sequence[str] | None) -> frozenset[str]:
    if records is None:
        return extractor.records
    for name in records:
        if name not in extractor.records:
            known = ", ".join(sorted(extractor.records))
            raise UsageError(f"no kind of record {name!r}", f"known are {known}")
    return frozenset(records)


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST:
        what = f"`{name}` has {len(text)} characters, more than {LONGEST}"
        raise UsageError(what, "send it in parts")
    return text
