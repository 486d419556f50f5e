"""What must hold of lists of countries, whichever countries stand in them."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.records import CountryList
from extractor.ruleset import load_ruleset

LEXICON = load_ruleset().lexicons["country"]
# Names of one word that no place, body or person is likely to share.
NAMES = {
    entry.words[0]: str(LEXICON.value(entry, "code"))
    for entry in LEXICON.entries
    if len(entry.words) == 1 and LEXICON.value(entry, "kind") == "name" and len(entry.words[0]) > 6
}
countries = st.lists(st.sampled_from(sorted(NAMES)), min_size=3, max_size=9, unique_by=NAMES.get)


def joined(names: Sequence[str]) -> str:
    """Give names as a list in running text."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def list_in(text: str) -> CountryList:
    """Give the one list of a text."""
    (found,) = extractor.extract(text).country_lists
    return found


def codes(names: Sequence[str]) -> tuple[str, ...]:
    """Give the codes of names."""
    return tuple(NAMES[name] for name in names)


@given(countries, st.sampled_from(sorted(NAMES)), st.data())
def test_replacing_one_member_changes_its_code_alone(
    names: list[str], other: str, data: st.DataObject
) -> None:
    """Where one member is put in the place of another, the codes differ in that place only."""
    at = data.draw(st.integers(0, len(names) - 1))
    changed = [*names[:at], other, *names[at + 1 :]]
    before = list_in(f"The pact was signed by {joined(names)}.")
    after = list_in(f"The pact was signed by {joined(changed)}.")
    assert tuple(member.code for member in before.members) == codes(names)
    assert tuple(member.code for member in after.members) == codes(changed)


@given(countries, st.data())
def test_permuting_members_permutes_the_codes(names: list[str], data: st.DataObject) -> None:
    """The codes stand in the order of the text."""
    turned = data.draw(st.permutations(names))
    assert list_in(f"Envoys flew to {joined(turned)}.").codes == codes(turned)


@given(countries, st.sampled_from(["but not", "except", "excluding", "apart from", "other than"]))
def test_moving_a_member_into_the_exclusion_moves_it(names: list[str], words: str) -> None:
    """The last of the members, taken out, stands among the excluded and no longer in the codes."""
    found = list_in(f"Envoys of {joined(names[:-1])}, {words} {names[-1]}, met.")
    assert found.codes == codes(names[:-1])
    assert [member.code for member in found.excluded] == [NAMES[names[-1]]]


@given(countries)
def test_taking_a_member_of_a_group_out_takes_its_code_out(names: list[str]) -> None:
    """What is left of a group is the group less those that are taken out."""
    whole = extractor.extract("All EU member states agreed.", date="2019-04-05").country_lists[0]
    text = f"All EU member states except {joined(names)} agreed."
    less = extractor.extract(text, date="2019-04-05").country_lists[0]
    assert set(less.codes) == set(whole.codes) - set(codes(names))
    assert [member.code for member in less.excluded] == list(codes(names))
