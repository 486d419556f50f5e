"""The name of an installed pack in, the folder that holds it out. No code of it is run.

A distribution offers a pack by an entry point of the group `extractor.rules`: its name is that of
the pack, its value the package whose folder is the pack, such as `harbour_rules`.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.ruleset.folders import Refused

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "extractor.rules"


def find_installed(name: str) -> Path:
    """Give the folder of the pack of this name; raises Refused where there is not one."""
    # it takes long to import, and only few packs are named so
    from importlib.metadata import entry_points  # noqa: PLC0415 - see the line above

    known = entry_points(group=GROUP)
    found = {_said(each): each for each in known if each.name == name}
    if not found:
        names = ", ".join(sorted({each.name for each in known}))
        remedy = "give a path to a pack" + (f", or the name of one: {names}" if names else "")
        raise Refused(name, "no such file or folder", remedy, "unreadable")
    if len(found) > 1:
        what = f"several installed packs are called so: {' and '.join(sorted(found))}"
        raise Refused(name, what, "give the path to the one that is meant", "unreadable")
    (entry,) = found.values()
    folder = _find_folder(entry.module)
    if folder is None:
        what = f"the installed pack has no folder {entry.module!r}"
        raise Refused(name, what, "install it again", "unreadable")
    return folder


def _said(entry: "EntryPoint") -> str:
    owner = entry.dist.name if entry.dist is not None else "?"
    return f"{entry.module} of {owner}"


def _find_folder(module: str) -> Path | None:
    """Give the folder of a package, looked up as an import would, but without one."""
    first, *rest = module.split(".")
    try:
        spec = find_spec(first)
    except ValueError:
        # a module that was made by hand stands under this name
        return None
    if spec is None or spec.submodule_search_locations is None:
        return None
    for location in spec.submodule_search_locations:
        folder = Path(location, *rest)
        if folder.is_dir():
            return folder
    return None
