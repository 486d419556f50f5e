"""How the pages are built into a site: `python -m sphinx -W --keep-going -n -b html docs OUT`.

The pages are plain Markdown, to be read on a code host as well. What a site needs beyond that is
made of them here: the table of contents from the tables of `index.md`, captions from the names of
files. What the pages show is run by `tests/test_docs.py`, and the examples of docstrings by pytest.
"""

import re
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
PAGE = re.compile(r"\]\(([\w./-]+)\.md\)")
NAMED_FILE = re.compile(r'^```(\w+) title="([^"]+)"$', re.MULTILINE)
OF_THE_README = re.compile(r"^\[[^]]*\]\(\.\./README\.md#(\w+)\)$", re.MULTILINE)

project = "newsrules"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
nitpicky = True
myst_heading_anchors = 4
default_role = "code"
# marks of quotation are what the pages are about: they stand as they are written
smartquotes = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
nitpick_ignore_regex = [
    # Python's own names stand in its own documentation, which is not asked for over a network
    (r"py:.*", r"(collections|concurrent|datetime|os|pathlib|typing)\..*"),
    # any of the records on the page: a name for types, which `autodoc` cannot lead to
    (r"py:class", r"extractor\.records\.Found"),
]
html_theme = "furo"
html_title = "newsrules"
html_copy_source = False
html_show_copyright = False


def prepare(app: Sphinx, name: str, source: list[str]) -> None:
    """Make of a page as it is read on a code host what Sphinx has to be told."""
    del app
    text = OF_THE_README.sub(lambda found: section_of_readme(found[1]), source[0])
    text = NAMED_FILE.sub(r"```{code-block} \1\n:caption: \2\n", text)
    if name == "index":
        text += contents_of(text)
    elif name.startswith("rules/") and name != "rules/index":
        # their index leads to all of them; in the margin of every page they would be in the way
        text = f"---\norphan: true\n---\n{text}"
    source[0] = text


def contents_of(index: str) -> str:
    """Give a table of contents with all pages that an index names, under its headings."""
    _, *parts = HEADING.split(index)
    return "".join(
        "\n".join(["\n```{toctree}", ":hidden:", f":caption: {heading}", "", *PAGE.findall(part)])
        + "\n```\n"
        for heading, part in zip(parts[::2], parts[1::2], strict=True)
    )


def section_of_readme(name: str) -> str:
    """Give what the README says under a heading, which is the only place where it is said."""
    _, *parts = HEADING.split((ROOT / "README.md").read_text(encoding="utf-8"))
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    return next(text.strip() for title, text in sections.items() if title.lower() == name)


def setup(app: Sphinx) -> None:
    """Say what is done when."""
    app.connect("source-read", prepare)
    app.add_lexer("csv", TextLexer)
