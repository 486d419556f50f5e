"""What of the library has no examples to run where a package is missing that it is a bridge to.

Without it pytest would have to pass over all that cannot be imported, and a test file that breaks
on its way in would be passed over with the rest, without a word.
"""

from importlib.util import find_spec

NEEDED = {
    "bridges/haystack.py": "haystack",
    "bridges/langchain.py": "langchain_core",
    "bridges/llamaindex.py": "llama_index",
    "bridges/spacy.py": "spacy",
    "command/drawings.py": "rich",
}
collect_ignore = [f"extractor/{path}" for path, name in NEEDED.items() if find_spec(name) is None]
