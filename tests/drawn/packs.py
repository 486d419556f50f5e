"""A pack that uses every part of the rule language, as files, and the same with all shuffled."""

import random
from pathlib import Path

WORDS = """\
# Towns, and words for making and breaking.
phrase,code,case
Lima,PE,capital
La Paz,BO,capital
Bern,CH,exact
"""
HEAD = """\
pack: treaties
version: "1.2.3"
about: who signs what
"""
LEXICONS = [
    "  town: {file: towns.csv}",
    "  verb_of_signing: {words: [signed, sealed, set hand to], case: any}",
    "  paper: {words: {pact: treaty, deal: contract, peace deal: treaty}}",
    "  small_number: {numbers: 1 to 12}",
]
PHRASES = ["  the_paper: (the | a) what:{paper}", "  in_town: in <Town>"]
RULES = [
    """\
  - id: town.named
    layer: Town
    match: |
      town:{town}
    unless:
      - before: Nova
""",
    """\
  - id: town.capital
    layer: Town
    match: |
      town:CAP
    only_if:
      - after: city
    beats: town.named
""",
    """\
  - id: signer.name
    layer: Signer
    match: |
      name:CAP[1-2]
    unless:
      - inside: <Town>
""",
    """\
  - id: treaty.signed
    emits: treaty
    match: |
      signer:<Signer> ...3 not <Town> {verb_of_signing} @the_paper @in_town?
      @the_paper was {verb_of_signing} by signer:<Signer>
    set: {sort: column(what.value)}
    only_if:
      - more_words_than: 3
""",
    """\
  - id: treaty.nearest
    emits: meeting
    link: {from: "signer:<Signer>", to: "town:<Town>", choose: nearest-right, within: paragraph}
""",
]
KINDS = [
    """\
  treaty:
    one_per: [what]
    fields:
      signer: {type: span, required: yes}
      what: {type: span}
      sort: {type: text}
""",
    """\
  meeting:
    fields:
      signer: {type: span, required: yes, many: yes}
      town: {type: place}
""",
]
TEXTS = (
    "Ana Rojas signed the peace deal in La Paz.",
    "A pact was sealed by Rojas. Lima city cheered, and Pedro Silva set hand to the deal in Bern.",
    (
        "“Ana signed a pact in Nova Lima,” said Silva. Rojas left for Bern\n\n"
        "Silva SIGNED the Pact in LIMA."
    ),
)


def write_pack(folder: Path, order: random.Random | None = None) -> Path:
    """Write the pack; with `order` its files, rules and rows stand in another order."""

    def shuffled(parts: list[str]) -> list[str]:
        return parts if order is None else order.sample(parts, len(parts))

    sections = shuffled(
        [
            "lexicons:\n" + "\n".join(shuffled(LEXICONS)) + "\n",
            "phrases:\n" + "\n".join(shuffled(PHRASES)) + "\n",
            "kinds:\n" + "".join(shuffled(KINDS)),
            *("rules:\n" + part for part in shuffled(RULES)),
        ]
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(HEAD, encoding="utf-8")
    for number, section in enumerate(sections):
        (folder / f"part{number}.yaml").write_text(section, encoding="utf-8")
    head, columns, *rows = WORDS.splitlines()
    table = "\n".join((head, columns, *shuffled(rows))) + "\n"
    (folder / "towns.csv").write_text(table, encoding="utf-8")
    return folder
