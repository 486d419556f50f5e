"""Places of packs in, their files' bytes out. Knows nothing of what stands in them.

A pack is a folder of YAML files with word lists beside them, or one YAML file. The shipped packs
stand in the wheel beside the code, or beside the package where it is installed for development.
"""

import hashlib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path, PurePosixPath

from attrs import frozen

from extractor.errors import Place, Problem

try:
    from importlib.resources.abc import Traversable
except ImportError:  # pragma: no cover - Python 3.11
    from importlib.abc import Traversable

MANIFEST = "manifest.yaml"
YAML = (".yaml", ".yml")
READ = (*YAML, ".csv")


@frozen
class Files:
    """The files of one pack: the name it has if it says none, and bytes by shown path."""

    name: str
    path: str
    contents: dict[str, bytes]

    @property
    def rule_files(self) -> Iterator[tuple[str, bytes]]:
        """Give the YAML files, in order of their paths."""
        return ((p, data) for p, data in sorted(self.contents.items()) if p.endswith(YAML))

    @property
    def hash(self) -> str:
        """Give a short hash of all bytes of the pack, which its records carry."""
        digest = hashlib.sha256()
        for path, data in sorted(self.contents.items()):
            inside = "/" + path.removeprefix(self.path).lstrip("/")
            digest.update(inside.encode() + b"\0" + data + b"\0")
        return digest.hexdigest()[:12]


def find_shipped() -> Traversable | None:
    """Give the folder of the shipped rules, or None where there is none."""
    inside = resources.files("extractor") / "rules"
    if (inside / MANIFEST).is_file():
        return inside
    beside = Path(__file__).resolve().parents[2] / "rules"
    return beside if (beside / MANIFEST).is_file() else None


def read_shipped(problems: list[Problem]) -> Iterator[Files]:
    """Give the shipped packs: each folder beside the manifest."""
    root = find_shipped()
    if root is None:
        remedy = "install the package again"
        problems.append(Problem(Place("rules/" + MANIFEST), "no shipped rules", remedy))
        return
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if folder.is_dir():
            shown = f"rules/{folder.name}"
            yield Files(folder.name, shown, dict(_read_folder(folder, shown)))


def read_pack(path: Path, problems: list[Problem]) -> Files | None:
    """Give the pack of a folder or a file, or None and a problem."""
    shown = path.as_posix()
    place = Place(shown)
    try:
        if path.is_dir():
            contents = dict(_read_folder(path, shown))
        elif path.is_file():
            contents = {shown: path.read_bytes()}
            for beside in sorted(path.parent.rglob("*.csv")):
                contents[beside.as_posix()] = beside.read_bytes()
        else:
            problems.append(Problem(place, "no such file or folder", "give a path to a pack"))
            return None
    except OSError as error:
        problems.append(Problem(place, f"cannot be read: {error.strerror}", "check its rights"))
        return None
    if not any(name.endswith(YAML) for name in contents):
        problems.append(Problem(place, "no rule file here", "add a file that ends in .yaml"))
        return None
    return Files(path.resolve().stem, shown, contents)


def _read_folder(folder: Traversable, shown: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = (PurePosixPath(shown) / entry.name).as_posix()
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _read_folder(entry, name)
        elif entry.name.endswith(READ):
            yield name, entry.read_bytes()
