"""Texts in, HTML out in which they can be nothing but text."""

import html

# A character that HTML has no way to write, and the one that stands for it.
NOTHING, UNKNOWN = "\0", "�"


def escape(text: str) -> str:
    """Give a text as HTML, fit for attributes too.

    >>> escape('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return html.escape(text.replace(NOTHING, UNKNOWN))


def isolate(text: str, *, meaning: str = "") -> str:
    """Give a text as HTML whose direction of writing does not reach beyond it."""
    return f"<bdi{f' class={meaning}' if meaning else ''}>{escape(text)}</bdi>"
