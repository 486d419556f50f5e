"""Places of packs in, their files' bytes out. Knows nothing of what stands in them.

A pack is a folder of YAML files with word lists beside them, one YAML file, a zip file, or a
package that is installed. The shipped packs stand in the wheel beside the code, or beside the
package where it is installed for development.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Union

from attrs import define

from extractor.errors import Place, Problem
from extractor.ruleset.folders import Refused, read_file, read_folder
from extractor.ruleset.installed import find_installed
from extractor.ruleset.limits import TABLE_BYTES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Folder = Union[Path, "Traversable"]
MANIFEST = "manifest.yaml"
YAML = (".yaml", ".yml")
READ = (*YAML, ".csv")
ARCHIVE = ".zip"


@define
class Files:
    """The files of one pack: the name it has if it says none, and bytes by shown path.

    A pack that is one file has `folder`, from which the word lists that it names are fetched.
    """

    name: str
    path: str
    contents: dict[str, bytes]
    folder: Path | None = None
    shipped: bool = False

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

    def fetch(self, path: str) -> bytes | None:
        """Give the bytes of a word list, or None where there is none; raises Refused."""
        if path not in self.contents and self.folder is not None:
            inside = PurePosixPath(path).relative_to(PurePosixPath(self.path).parent)
            found = self.folder / inside
            if found.is_file():
                self.contents[path] = read_file(found, self.folder, path, TABLE_BYTES)
        return self.contents.get(path)


def find_shipped() -> Folder | None:
    """Give the folder of the shipped rules, or None where there is none."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "rules", package.with_name("rules")):
        if (folder / MANIFEST).is_file():
            return folder
    # only a package that is no folder has to be asked, which takes long to import
    from importlib import resources  # noqa: PLC0415 - as said above

    inside = resources.files("extractor") / "rules"
    return inside if (inside / MANIFEST).is_file() else None


def read_shipped(problems: list[Problem]) -> Iterator[Files]:
    """Give the shipped packs: each folder beside the manifest."""
    root = find_shipped()
    if root is None:
        remedy = "install the package again"
        place = Place("rules/" + MANIFEST)
        problems.append(Problem(place, "no shipped rules", remedy, "unreadable"))
        return
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if folder.is_dir():
            shown = f"rules/{folder.name}"
            yield Files(folder.name, shown, dict(_read_resources(folder, shown)), shipped=True)


def _read_resources(folder: Folder, shown: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{shown}/{entry.name}"
        if entry.is_dir():
            yield from _read_resources(entry, name)
        elif entry.name.endswith(READ) and not entry.name.startswith("."):
            yield name, entry.read_bytes()


def read_pack(path: Path, problems: list[Problem]) -> Files | None:
    """Give the pack of a folder, a file, a zip file or an installed package; or None."""
    shown = path.as_posix()
    try:
        files = _read(path, shown)
    except Refused as refusal:
        problems.append(refusal.problem)
        return None
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        problems.append(Problem(Place(shown), what, "check its rights", "unreadable"))
        return None
    if not any(name.endswith(YAML) for name in files.contents):
        remedy = "add a file that ends in .yaml"
        problems.append(Problem(Place(shown), "no rule file here", remedy, "unreadable"))
        return None
    return files


def _read(path: Path, shown: str) -> Files:
    if path.is_dir():
        return Files(path.resolve().stem, shown, dict(read_folder(path, shown, READ)))
    if path.is_file() and path.suffix == ARCHIVE:
        # what reads zip files takes long to import
        from extractor.ruleset.archives import read_archive  # noqa: PLC0415 - as said above

        return Files(path.resolve().stem, shown, dict(read_archive(path, shown, READ)))
    if path.is_file():
        root = path.resolve()
        data = read_file(root, root.parent, shown, TABLE_BYTES)
        return Files(root.stem, shown, {shown: data}, root.parent)
    found = find_installed(shown)
    return Files(shown, shown, dict(read_folder(found, shown, READ)))
