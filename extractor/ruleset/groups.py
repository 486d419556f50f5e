"""Groups of countries: who belonged to which one, and when. Knows no text."""

import datetime

from attrs import frozen


@frozen
class Membership:
    """One stretch of membership: the first day and the last one, None while it lasts."""

    code: str
    first: datetime.date
    last: datetime.date | None


@frozen
class Group:
    """A group of countries: its identifier, and who belonged to it when."""

    name: str
    members: tuple[Membership, ...]

    def on(self, day: datetime.date) -> tuple[str, ...]:
        """Give the codes of the members of a day, in alphabetical order."""
        codes = {
            each.code
            for each in self.members
            if each.first <= day and (each.last is None or day <= each.last)
        }
        return tuple(sorted(codes))
