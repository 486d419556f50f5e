"""What is read: a text with its name and the day it was published. Knows nothing of its inside."""

import datetime

from attrs import frozen


@frozen
class Document:
    """A text exactly as given, with its `id` and its reference date, or none."""

    text: str
    id: str = ""
    date: datetime.date | None = None
