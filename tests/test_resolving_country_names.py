import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.front import shipped_names
from extractor.ruleset import load_ruleset

RULESET = load_ruleset()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Peru", "PE"),
        ("  PERU ", "PE"),
        ("Congo, Dem. Rep.", "CD"),
        ("Dem. Rep. of the Congo", "CD"),
        ("Congo", "CG"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Dominican Rep.", "DO"),
        ("Korea, D.P.R.", "KP"),
        ("Korea, South", "KR"),
        ("People's Democratic Republic of Korea", "KP"),
        ("cote d ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("CÃ´te d'Ivoire", "CI"),
        ("d'Ivoire, Côte", "CI"),
        ("St. Vincent & Grenadines", "VC"),
        ("Hong Kong, China", "HK"),
        ("Guam (US)", "GU"),
        ("China excluding Hong Kong", "CN"),
        ("French Republic", "FR"),
        ("Taiwan*", "TW"),
        ("Northern Ireland", "GB"),
        ("Zaire", "CD"),
        ("Ceylon", "LK"),
        ("Allemagne", "DE"),
        ("Россия", "RU"),
        ("中国", "CN"),
        ("المملكة العربية السعودية", "SA"),
        ("Alemania", "DE"),
        ("République française", "FR"),
        ("la République argentine", "AR"),
        ("Fédération de Russie", "RU"),
        ("l'Algérie", "DZ"),
        ("Bolivie (État plurinational de)", "BO"),
        ("Reino de España", "ES"),
        ("los Estados Unidos Mexicanos", "MX"),
        ("Российская Федерация", "RU"),
        ("Республика Корея", "KR"),
        ("中华人民共和国", "CN"),
        ("朝鲜民主主义人民共和国", "KP"),
        ("جمهورية مصر العربية", "EG"),
    ],
)
def test_names_in_any_usual_spelling(name: str, code: str) -> None:
    """Case, accents, order, short forms, stops and languages of the UN make no difference."""
    assert extractor.resolve_country(name) == extractor.CountryCode(name, code)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Virgin Islands", "it may be VG or VI"),
        ("Belgium, Luxembourg", "it may be BE or LU"),
        ("Georgia (US state)", "no country is known by this name"),
        ("New Mexico", "no country is known by this name"),
        ("Mexico City", "no country is known by this name"),
        ("Southern Africa", "no country is known by this name"),
        ("Republic", "no country is known by this name"),
        ("excluding China", "no country is known by this name"),
        ("", "no country is known by this name"),
    ],
)
def test_no_answer_and_why(name: str, reason: str) -> None:
    """Where two countries fit, or none, there is no code but a reason."""
    assert extractor.resolve_country(name) == extractor.CountryCode(name, None, reason)


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("Zaire", "1980-05-03", "CD"),
        ("Zaire", "1970-05-03", None),
        ("Zaire", "2020-05-03", None),
        ("Swaziland", "2018-01-01", "SZ"),
        ("Swaziland", datetime.date(2019, 1, 1), None),
        ("Peru", "2019-01-01", "PE"),
    ],
)
def test_names_of_the_past(name: str, on: str | datetime.date, code: str | None) -> None:
    """With a day a name counts only in the years in which it was in use."""
    assert extractor.resolve_country(name, on=on).code == code


def test_a_day_that_is_none() -> None:
    """A day that cannot be read is refused with what to write."""
    with pytest.raises(extractor.UsageError, match="write it as YYYY-MM-DD"):
        extractor.resolve_country("Peru", on="soon")


def test_each_name_that_rules_know_has_its_code() -> None:
    """A name that rules read in a text has the same code alone.

    Save Congo, which is the larger one in the news and the smaller one in tables.
    """
    lexicon = RULESET.lexicons["country"]
    wrong = []
    for entry in lexicon.entries:
        if lexicon.value(entry, "kind") in ("name", "abbreviation"):
            name, code = " ".join(entry.words), lexicon.value(entry, "code")
            found = shipped_names().resolve(name).code
            if found != code:
                wrong.append((name, code, found))
    assert wrong == [("Congo", "CD", "CG")]


def test_each_name_in_each_language_of_the_un() -> None:
    """Every name in another language, short or official, has the code of its row."""
    lexicon = RULESET.lexicons["country_name"]
    wrong = [
        (name, code, found)
        for entry in lexicon.entries
        for code in entry.words
        for cell in entry.values
        for name in filter(None, cell.split("|"))
        if (found := shipped_names().resolve(name).code) != code
    ]
    assert wrong == []


def test_official_names_of_the_members_of_the_un() -> None:
    """Each language has an official name, beside the short one, for nearly every country."""
    lexicon = RULESET.lexicons["country_name"]
    assert lexicon.columns == ("ar", "zh", "fr", "ru", "es")
    for column in range(len(lexicon.columns)):
        assert sum("|" in entry.values[column] for entry in lexicon.entries) >= 150


@given(st.text())
def test_any_text_has_an_answer(name: str) -> None:
    """No text is refused: there is a code or a reason, and never both."""
    found = extractor.resolve_country(name)
    assert (found.code is None) != (found.reason is None)


@given(st.data())
def test_order_and_case_make_no_difference(data: st.DataObject) -> None:
    """A name in another order or case has the same code."""
    lexicon = RULESET.lexicons["country"]
    entry = data.draw(st.sampled_from([e for e in lexicon.entries if len(e.words) > 1]))
    name = " ".join(entry.words).replace(" 's", "'s")
    words = data.draw(st.permutations(name.split()))
    turned = extractor.resolve_country(" ".join(words).swapcase())
    assert turned.code == extractor.resolve_country(name).code
