"""Lemmas in, their forms out, by rewriting rules that a pack states. Knows no language.

A rewriting rule is `ending -> ending`. Letters stand for themselves; capitals are the letter
classes that the pack declares, and stand for the same letter on both sides ("Cy -> Cies" makes
"parties" of "party"); one that stands more often on the right is repeated. `^` is the start of
the word with all consonants of class C that follow it. The first rule that fits is taken.
"""

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen


@frozen
class Rewrite:
    """One rewriting rule of a form."""

    left: "re.Pattern[str]" = field(eq=False)
    right: tuple[str | int, ...]

    def apply(self, word: str) -> str | None:
        """Give the rewritten word, or None where the rule does not fit it."""
        match = self.left.search(word)
        if match is None:
            return None
        tail = "".join(part if isinstance(part, str) else match[part] for part in self.right)
        return word[: match.start()] + tail


def read_rewrite(text: str, letters: Mapping[str, str]) -> Rewrite:
    """Give the rule of a line such as `Cy -> Cies`; ValueError where it is none."""
    left, arrow, right = (part.strip() for part in text.partition("->"))
    if not arrow or ("^" in left and not letters.get("C")):
        raise ValueError(text)
    pattern = ""
    groups: dict[str, list[int]] = {}
    count = 0
    for sign in left:
        if sign == "^" or sign in letters:
            count += 1
            groups.setdefault(sign, []).append(count)
            members = re.escape(letters["C" if sign == "^" else sign])
            pattern += f"^([{members}]*)" if sign == "^" else f"([{members}])"
        else:
            pattern += re.escape(sign)
    parts: list[str | int] = []
    for sign in right:
        if sign in groups:
            waiting = groups[sign]
            parts.append(waiting.pop(0) if len(waiting) > 1 else waiting[0])
        elif sign == "^" or sign in letters:
            raise ValueError(text)
        else:
            parts.append(sign)
    return Rewrite(re.compile(pattern + "$"), tuple(parts))


@frozen
class Paradigm:
    """The forms of one class of words: rules in order, and a table of the irregular ones.

    `irregular` gives for a lemma its variants of each form. Of a phrase one word is inflected: the
    first one, as in "called off", or the last one, as in "car bombs".
    """

    forms: Mapping[str, Sequence[Rewrite]]
    irregular: Mapping[str, Mapping[str, Sequence[str]]]
    inflects_last: bool = False

    def inflect(self, lemma: str) -> Mapping[str, Sequence[str]]:
        """Give the variants of every form."""
        if self.inflects_last:
            before, space, head = lemma.rpartition(" ")
            before, behind = before + space, ""
        else:
            head, space, behind = lemma.partition(" ")
            before, behind = "", space + behind
        given = self.irregular.get(head, {})
        made = {
            form: given.get(form) or (_first(rules, head),) for form, rules in self.forms.items()
        }
        return {
            form: tuple(before + word + behind for word in words) for form, words in made.items()
        }


def _first(rules: Sequence[Rewrite], word: str) -> str:
    for rule in rules:
        made = rule.apply(word)
        if made is not None:
            return made
    return word
