"""Writes `rules/world/lexicons/country_names.csv`: names of countries in the languages of the UN.

    pip install babel pycountry && pip install --no-deps hdx-python-country
    python benchmarks/data/make_country_names.py

Short names come from Unicode CLDR and from the list of the United Nations, official ones from the
translations of ISO 3166-1. What is read needs packages that only this script needs. It stands with
the benchmarks since, like them, it is run by maintainers and is no part of what is installed.
"""

import csv
import datetime
import gettext
import io
import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parents[2] / "rules" / "world" / "lexicons" / "country_names.csv"
# Each language with the name that the United Nations and the translations of ISO 3166-1 give it.
LANGUAGES = {
    "ar": ("Arabic", "ar"),
    "zh": ("Chinese", "zh_CN"),
    "fr": ("French", "fr"),
    "ru": ("Russian", "ru"),
    "es": ("Spanish", "es"),
}
# Codes of CLDR that stand for no country or for part of one.
LEFT_OUT = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "ZZ"])
BETWEEN = "|"
Found = Iterator[tuple[str, str, str]]


def cldr() -> Found:
    """Give code, language and name of what CLDR calls territories."""
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in LEFT_OUT and name:
                yield code, language, name


def united_nations() -> Found:
    """Give code, language and short name of what the lists of the United Nations hold."""
    table = next(folder_of("hdx").glob("location/Countries*Taxonomy*.csv"))
    for row in csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))):
        code = row["ISO 3166-1 Alpha 2-Codes"].strip()
        for language, (title, _) in LANGUAGES.items():
            for column in (f"{title} Short", f"M49 {title}"):
                # where the name of the country stands in the middle, a dash stands for it
                name = re.sub(r"\s[-_](?=[\s)])", "", row[column])
                if re.fullmatch("[A-Z]{2}", code) and name.strip():
                    yield code, language, name


def iso() -> Found:
    """Give code, language, and the short and the official name of ISO 3166-1 as translated."""
    folder = folder_of("pycountry")
    table = json.loads((folder / "databases" / "iso3166-1.json").read_text("utf-8"))
    for language, (_, locale) in LANGUAGES.items():
        known = gettext.translation("iso3166-1", folder / "locales", [locale])
        for row in table["3166-1"]:
            for key in ("name", "official_name"):
                name = row.get(key)
                # what is not translated is English, which the other word lists hold
                if name and known.gettext(name) != name:
                    yield row["alpha_2"], language, known.gettext(name)


def folder_of(module: str) -> Path:
    """Give the folder of an installed package, which is not imported."""
    found = find_spec(module)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"there is no {module}; see the head of this script")
    return Path(found.submodule_search_locations[0])


def names() -> dict[str, dict[str, dict[str, None]]]:
    """Give for each code and language the names, each spelling once, in the order found."""
    known: dict[str, dict[str, dict[str, None]]] = {}
    for source in (cldr, united_nations, iso):
        for code, language, name in source():
            # the order of words makes no difference, so that no cell has to be quoted
            shown = re.sub(r"[\s,]+", " ", name.replace('"', "")).strip()
            languages = known.setdefault(code, {language: {} for language in LANGUAGES})
            languages[language][shown] = None
    return known


def main() -> None:
    """Write the file."""
    day = datetime.datetime.now(datetime.UTC).date()
    babel, pycountry, hdx = map(version, ("babel", "pycountry", "hdx-python-country"))
    head = [
        "# Short and official names of countries in Arabic, Chinese, French, Russian and Spanish.",
        f"# Codes are ISO 3166-1 alpha-2, and XK for Kosovo; {BETWEEN} stands between two names.",
        "# Made by benchmarks/data/make_country_names.py.",
        f"# Source of short names: Unicode CLDR, by way of Babel {babel}.",
        "# Licence: Unicode License v3 (https://www.unicode.org/license.txt).",
        f"# Source of names of the UN: UNTERM and M49, by way of hdx-python-country {hdx}.",
        "# Licence: MIT, (c) 2016 Michael Rans.",
        f"# Source of official names: ISO 3166-1 as translated, by way of pycountry {pycountry}.",
        "# Licence: the compilation is LGPL-2.1-or-later; only names are taken, which are facts.",
        f"# Date: {day}",
        ",".join(["phrase", *LANGUAGES]),
    ]
    lines = [
        ",".join([code, *(BETWEEN.join(found) for found in languages.values())])
        for code, languages in sorted(names().items())
    ]
    TARGET.write_text("\n".join([*head, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
