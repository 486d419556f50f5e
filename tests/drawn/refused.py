"""Rule files that are refused, written and loaded: what the error says."""

from pathlib import Path

import pytest

from extractor import RuleError
from extractor.ruleset import load_ruleset

Given = str | bytes | dict[str, str]

KINDS = """\
kinds:
  deed:
    fields:
      what: {type: span, required: yes}
      who: {type: span}
lexicons:
  verb: {words: {bake: food, sew: cloth}}
"""
LAYER = "rules:\n  - id: town.named\n    layer: Town\n    match: Lima\n"
EMITS = KINDS + "rules:\n  - id: deed.done\n    emits: deed\n"


def refusal(given: Given, folder: Path) -> list[str]:
    """Write `bad.yaml`, or files by name, into the working folder; give the lines of the error."""
    files = given if isinstance(given, dict) else {"bad.yaml": given}
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    path = Path("bad.yaml") if "bad.yaml" in files else Path()
    with pytest.raises(RuleError) as raised:
        load_ruleset([path], shipped=False)
    return str(raised.value).splitlines()
