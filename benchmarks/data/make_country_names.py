"""Writes `rules/world/lexicons/country_names.csv`: names of countries in the languages of the UN.

    pip install babel && python benchmarks/data/make_country_names.py

The names are those of Unicode CLDR, by way of Babel, which only this script needs. It stands with
the benchmarks since, like them, it is run by maintainers and is no part of what is installed.
"""

import datetime
import re
from pathlib import Path

import babel
from babel import Locale

TARGET = Path(__file__).parents[2] / "rules" / "world" / "lexicons" / "country_names.csv"
LANGUAGES = ("ar", "zh", "fr", "ru", "es")
# Codes of CLDR that stand for no country or for part of one.
LEFT_OUT = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "ZZ"])


def names() -> list[tuple[str, str, str]]:
    """Give the names with their code and languages, without those that a table cannot hold."""
    languages: dict[tuple[str, str], list[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in LEFT_OUT and name:
                shown = re.sub(r"\s+", " ", name).strip()
                languages.setdefault((shown, code), []).append(language)
    rows = sorted((name, code, " ".join(found)) for (name, code), found in languages.items())
    return [row for row in rows if "," not in row[0] and '"' not in row[0]]


def main() -> None:
    """Write the file."""
    day = datetime.datetime.now(datetime.UTC).date()
    head = [
        "# Short names of countries and territories in Arabic, Chinese, French, Russian, Spanish.",
        "# Codes are ISO 3166-1 alpha-2, and XK for Kosovo.",
        "# Made by benchmarks/data/make_country_names.py.",
        f"# Source: Unicode CLDR, by way of Babel {babel.__version__}.",
        "# Licence: Unicode License v3 (https://www.unicode.org/license.txt).",
        f"# Date: {day}",
        "phrase,code,language",
    ]
    lines = [*head, *(",".join(row) for row in names())]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
