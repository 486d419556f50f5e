"""The `unless:` and `only_if:` of a rule in, its conditions out. Knows no match."""

from collections.abc import Mapping

from attrs import define

from extractor.errors import Place
from extractor.ruleset import shape
from extractor.ruleset.complaints import Complaints
from extractor.ruleset.nodes import Node, Scalar
from extractor.ruleset.pattern import Choice, InLayer, Pattern
from extractor.ruleset.reading_patterns import PatternReader
from extractor.ruleset.rules import Condition

COUNTS = ("fewer_words_than", "more_words_than")


@define
class ConditionReader:
    """Reads conditions; complaints go to those of its reader of patterns."""

    patterns: PatternReader

    @property
    def _complaints(self) -> Complaints:
        return self.patterns.complaints

    def read(self, node: Node | None) -> tuple[Condition, ...]:
        """Give the conditions of a list."""
        conditions = []
        for item in self._complaints.items(node):
            keys = self._complaints.keys(item, shape.CONDITION, "a condition")
            sorts = [name for name in shape.SORTS if name in keys]
            if len(sorts) != 1:
                remedy = f"say one of {', '.join(shape.SORTS)}"
                self._complaints.add(
                    item.place, "a condition without a place", remedy, "bad-condition"
                )
                continue
            self._refuse_others(sorts[0], keys)
            condition = self._condition(sorts[0], keys, item.place)
            if condition is not None:
                conditions.append(condition)
        return tuple(conditions)

    def _refuse_others(self, where: str, keys: Mapping[str, Node]) -> None:
        for key, node in keys.items():
            if key != where and key not in shape.SORTS[where]:
                what = f"`{key}` means nothing with `{where}`"
                remedy = f"what it takes is {', '.join(shape.SORTS[where])}"
                self._complaints.add(node.place, what, remedy, "bad-condition")
        if "until" in keys and "reach" not in keys:
            what = "`until` without a reach that it could end"
            self._complaints.add(
                keys["until"].place, what, "write `reach: 8` beside it", "bad-condition"
            )

    def _condition(self, where: str, keys: Mapping[str, Node], place: Place) -> Condition | None:
        part = self._complaints
        of = part.texts(keys.get("of"), "`of`")
        node = keys[where]
        count: int | None = 0
        pattern = None
        if where in COUNTS:
            count = part.count(node, f"`{where}`")
        else:
            pattern = self._pattern(node, f"`{where}`")
        if count is None or (pattern is None and where not in COUNTS):
            return None
        if where == "inside" and not all(isinstance(o, InLayer) for o in _options(pattern)):
            part.add(
                node.place,
                "`inside` names layers only",
                "write <Layer> or <Layer> | <Layer>",
                "bad-condition",
            )
            return None
        if where == "between" and len(of) != 2:
            part.add(
                place, "`between` needs two fields", "write `of: [first, second]`", "bad-condition"
            )
            return None
        more = part.text(keys.get("more_than"), "`more_than`")
        return Condition(
            where,
            pattern,
            of,
            part.count(keys.get("reach"), "`reach`"),
            self._pattern(keys["until"], "`until`") if "until" in keys else None,
            count,
            more.strip("<>") if more else None,
            place,
        )

    def _pattern(self, node: Node, what: str) -> Pattern | None:
        text = self._complaints.text(node, what)
        if text is None or not isinstance(node, Scalar):
            return None
        return self.patterns.pattern(node, text.replace("\n", " "))


def _options(pattern: Pattern | None) -> tuple[Pattern | None, ...]:
    return pattern.options if isinstance(pattern, Choice) else (pattern,)
