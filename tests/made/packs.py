"""Rule packs made for tests: a kind of record of its own, and rules that cannot be used."""

from pathlib import Path

SANCTIONS = """\
pack: sanctions
version: "1.0.0"
lexicons:
  imposing: {words: [imposed, slapped]}
kinds:
  sanction:
    about: Who imposes what.
    one_per: [measure]
    fields:
      sender: {type: country, required: yes, about: who imposes it}
      cue: {type: span}
      measure: {type: span, required: yes, many: yes}
      final: {type: flag}
rules:
  - id: sanction.imposed
    emits: sanction
    about: a country imposes sanctions
    match: |
      sender:<Country> cue:{imposing} measure:(sanctions | tariffs)
    examples:
      - text: Peru imposed sanctions on the company.
        gives: {sender.code: PE, measure: sanctions}
      - {text: Peru slapped tariffs on the company., gives: {measure: tariffs}}
    not_examples:
      - text: Peru lifted sanctions on the company.
        because: nothing is imposed
"""
TEXT = "On Monday Peru imposed tariffs."


def write_sanctions(folder: Path) -> str:
    """Write the pack into a folder of its own, and give its path."""
    pack = folder / "sanctions"
    pack.mkdir()
    (pack / "sanctions.yaml").write_text(SANCTIONS, encoding="utf-8")
    return str(pack)


def write_broken(folder: Path) -> str:
    """Write a pack with two mistakes, and give its path."""
    pack = folder / "broken.yaml"
    broken = SANCTIONS.replace("emits: sanction", "emit: sanction").replace("flag}", "flags}")
    pack.write_text(broken, encoding="utf-8")
    return str(pack)


# The beginning of a pack, up to its rules, which tell of somebody who moves.
MOVES = """\
kinds:
  move: {fields: {who: {type: span, required: yes}}}
lexicons:
  moving: {words: [moved]}
rules:
"""
