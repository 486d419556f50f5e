from functools import cache
from typing import Any

from drawn.shipped import everything, found_in, records_in
from hypothesis import given, settings
from hypothesis import strategies as st


@cache
def names() -> dict[str, list[str]]:
    """Give the names of each country that are read as such wherever they stand, by its code."""
    lexicon = everything().ruleset.lexicons["country"]
    found: dict[str, list[str]] = {}
    for entry in lexicon.entries:
        code, kind = lexicon.value(entry, "code") or "", lexicon.value(entry, "kind")
        plain = all(word.isalpha() and word[0].isupper() for word in entry.words)
        if kind == "name" and plain and codes(f"He visited {' '.join(entry.words)}.") == [code]:
            found.setdefault(code, []).append(" ".join(entry.words))
    return found


def codes(text: str) -> list[str]:
    """Give the codes of the countries that a text names."""
    return [r["code"] for r in records_in(found_in(text)) if r["record"] == "country"]


def listed(names: list[str], without: list[str] | None = None) -> dict[str, Any]:
    """Give the list that is found in a sentence that names some countries and excludes others."""
    text = f"{', '.join(names[:-1])} and {names[-1]}"
    text += f", but not {' and '.join(without)}," if without else ""
    found = records_in(found_in(f"{text} signed the pact."))
    (one,) = [r for r in found if r["record"] == "country_list"]
    return one


@st.composite
def chosen(draw: st.DrawFn, least: int = 3) -> list[str]:
    """Draw the codes of some countries, each once."""
    return draw(st.lists(st.sampled_from(sorted(names())), min_size=least, max_size=6, unique=True))


@settings(max_examples=40)
@given(chosen(), st.data())
def test_another_country_changes_one_code(countries: list[str], data: st.DataObject) -> None:
    """A country in the place of another one changes its code alone, another name of it none."""
    written = [data.draw(st.sampled_from(names()[code])) for code in countries]
    assert countries == listed(written)["codes"]
    at = data.draw(st.integers(0, len(countries) - 1))
    new = data.draw(st.sampled_from(sorted(set(names()) - set(countries))))
    other = data.draw(st.sampled_from(names()[new]))
    changed = listed([*written[:at], other, *written[at + 1 :]])["codes"]
    assert [*countries[:at], new, *countries[at + 1 :]] == changed
    alias = data.draw(st.sampled_from(names()[countries[at]]))
    assert countries == listed([*written[:at], alias, *written[at + 1 :]])["codes"]


@settings(max_examples=40)
@given(chosen(), st.randoms())
def test_lists_are_sets_in_their_order(countries: list[str], random: Any) -> None:  # noqa: ANN401 - drawn
    """Members in another order give the codes in that order; one named twice adds none."""
    written = {code: names()[code][0] for code in countries}
    shuffled = random.sample(countries, len(countries))
    assert shuffled == listed([written[code] for code in shuffled])["codes"]
    again = [*(written[code] for code in countries), written[countries[0]]]
    assert countries == listed(again)["codes"]


@settings(max_examples=40)
@given(chosen(4), st.integers(1, 2))
def test_what_is_excluded_is_no_member(countries: list[str], out: int) -> None:
    """A member that is moved behind "but not" is excluded, and no member any more."""
    written = [names()[code][0] for code in countries]
    found = listed(written[:-out], written[-out:])
    assert countries[:-out] == found["codes"]
    assert countries[-out:] == [each["code"] for each in found["excluded"]]
    assert not set(found["codes"]) & {each["code"] for each in found["excluded"]}
