"""Groups of countries have the members that they had on known days."""

import datetime

import pytest

from extractor.ruleset import load_ruleset

GROUPS = load_ruleset().groups


@pytest.mark.parametrize(
    ("group", "day", "size"),
    [
        ("EU", "1958-01-01", 6),
        ("EU", "1973-01-01", 9),
        ("EU", "1986-01-01", 12),
        ("EU", "2003-12-31", 15),
        ("EU", "2004-05-01", 25),
        ("EU", "2007-01-01", 27),
        ("EU", "2013-07-01", 28),
        ("EU", "2020-02-01", 27),
        ("EUROZONE", "2015-01-01", 19),
        ("EUROZONE", "2023-01-01", 20),
        ("SCHENGEN", "2023-01-01", 27),
        ("SCHENGEN", "2025-01-01", 29),
        ("NATO", "1949-08-24", 12),
        ("NATO", "2009-04-01", 28),
        ("NATO", "2019-04-04", 29),
        ("NATO", "2024-03-07", 32),
        ("ASEAN", "1999-04-30", 10),
        ("ASEAN", "2026-01-01", 11),
        ("OAS", "2019-01-01", 34),
        ("LIMA", "2017-08-08", 12),
        ("LIMA", "2019-01-04", 14),
        ("G7", "2019-01-01", 7),
        ("G8", "2010-01-01", 8),
        ("G20", "2010-01-01", 19),
        ("BRICS", "2011-01-01", 5),
        ("OPEC", "2024-01-01", 12),
        ("GCC", "2000-01-01", 6),
        ("ARAB_LEAGUE", "2000-01-01", 22),
        ("ECOWAS", "2024-01-01", 15),
        ("ECOWAS", "2025-02-01", 12),
        ("MERCOSUR", "2013-01-01", 5),
        ("CARICOM", "2010-01-01", 15),
        ("OECD", "2021-06-01", 38),
        ("P5", "2000-01-01", 5),
        ("NORDIC", "2000-01-01", 5),
        ("BALTIC", "2000-01-01", 3),
        ("BENELUX", "2000-01-01", 3),
        ("VISEGRAD", "2000-01-01", 4),
        ("FIVE_EYES", "2000-01-01", 5),
        ("QUAD", "2020-01-01", 4),
        ("AUKUS", "2022-01-01", 3),
        ("EFTA", "2000-01-01", 4),
        ("EAEU", "2016-01-01", 5),
        ("CSTO", "2013-01-01", 6),
        ("SCO", "2017-07-01", 8),
        ("SAARC", "2008-01-01", 8),
        ("EAC", "2009-01-01", 5),
        ("PACIFIC_ALLIANCE", "2015-01-01", 4),
        ("AES", "2024-01-01", 3),
        ("ALBA", "2012-01-01", 8),
        ("AU", "2016-01-01", 54),
        ("AU", "2018-01-01", 55),
        ("CIS", "2000-01-01", 12),
        ("COMMONWEALTH", "2012-01-01", 54),
        ("COMMONWEALTH", "2023-01-01", 56),
        ("OPEC_PLUS", "2017-06-01", 24),
        ("OPEC_PLUS", "2021-01-01", 23),
        ("P5_PLUS_1", "2015-07-14", 6),
        ("SADC", "1993-01-01", 10),
        ("SADC", "2006-01-01", 14),
        ("SADC", "2019-01-01", 16),
        ("UNASUR", "2012-01-01", 12),
    ],
)
def test_sizes_on_known_days(group: str, day: str, size: int) -> None:
    """A group has as many members on a day as the public record says."""
    assert len(GROUPS[group].on(datetime.date.fromisoformat(day))) == size


def test_there_are_groups_enough() -> None:
    """The shipped packs have at least forty groups, each of them with its sizes tested here."""
    assert len(GROUPS) >= 40
    (sizes,) = (m for m in test_sizes_on_known_days.pytestmark if m.name == "parametrize")
    assert {group for group, _, _ in sizes.args[1]} == set(GROUPS)
