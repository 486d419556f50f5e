"""The `groups:` sections in, groups of countries with dated members out. Knows no text."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from extractor.ruleset import naming, shape
from extractor.ruleset.complaints import Complaints
from extractor.ruleset.groups import Group, Membership
from extractor.ruleset.nodes import Node, Scalar


def read_groups(sections: Sequence[Node], complaints: Complaints) -> Mapping[str, Group]:
    """Give the groups of all sections, by name."""
    groups: dict[str, Group] = {}
    for section in sections:
        for name, body in complaints.pairs(section, "`groups`"):
            if name.text in groups:
                what = f"there is a group {name.text!r} already"
                complaints.add(name.place, what, "give it another name", "declared-twice")
                continue
            keys = complaints.keys(body, shape.GROUP, "a group")
            if "source" not in keys and isinstance(name, Scalar):
                complaints.add(
                    name.place,
                    f"the group {name.text!r} has no `source`",
                    "name one",
                    "missing-key",
                )
            members = tuple(_read_members(keys.get("members"), complaints))
            groups[name.text] = Group(name.text, members)
    return groups


def _read_members(node: Node | None, complaints: Complaints) -> Iterator[Membership]:
    for code, value in complaints.pairs(node, "`members`"):
        if not naming.CODE.fullmatch(code.text):
            complaints.add(
                code.place, f"no country code: {code.text!r}", "write two capitals", "bad-name"
            )
            continue
        for stretch in (complaints.text(value, "a membership") or "").split():
            first, _, last = stretch.partition("/")
            try:
                yield Membership(
                    code.text,
                    datetime.date.fromisoformat(first),
                    datetime.date.fromisoformat(last) if last else None,
                )
            except ValueError:
                remedy = "write YYYY-MM-DD, or YYYY-MM-DD/YYYY-MM-DD"
                complaints.add(value.place, f"no stretch of days: {stretch!r}", remedy, "bad-value")
