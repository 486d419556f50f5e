"""A name in, the files of a small pack under that name out: the beginning of a pack of one's own.

What they hold stands in the folder `scaffold` beside this file, with PACK for the name.
"""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from extractor.errors import UsageError
from extractor.ruleset import load_ruleset
from extractor.ruleset.naming import NAME

FILES: Mapping[str, str] = {
    "pack.yaml": "pack.yaml",
    "rules.yaml": "{}.yaml",
    "places.csv": "places.csv",
}
STANDS_FOR = "PACK"


def write_scaffold(name: str, directory: Path) -> tuple[Path, ...]:
    """Write a pack into a new folder of its name; give the files.

    Raises UsageError where the name cannot be one, or the folder is there already.
    """
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a pack", "write small letters, digits and _")
    shipped = load_ruleset()
    if name in shipped.packs or name in shipped.kinds:
        raise UsageError(f"the shipped rules have a {name!r}", "give the pack another name")
    folder = directory / name
    if folder.exists():
        raise UsageError(f"{folder} is there already", "give another name, or another --directory")
    written = []
    source = resources.files("extractor.checking") / "scaffold"
    folder.mkdir(parents=True)
    for each, target in FILES.items():
        path = folder / target.format(name)
        text = (source / each).read_text(encoding="utf-8").replace(STANDS_FOR, name)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)
