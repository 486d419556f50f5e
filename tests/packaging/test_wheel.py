"""What is built is what users get: wheel and source package, installed elsewhere, or as a zip."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*.*"))
WORDS = ["extract", "article.txt", "--date", "2019-04-05", "--format", "jsonl"]
WORDS += ["--records", "quote,dated_event,country_list,time,country"]

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source package, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    return folder


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the seed article and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    article = next((ROOT / "seeds").glob("*.txt"))
    (folder / "article.txt").write_bytes(article.read_bytes())
    return folder


@pytest.fixture(scope="module")
def expected(elsewhere: Path) -> str:
    """The records of the article as the checkout finds them."""
    found = run(sys.executable, "-m", "extractor", *WORDS, folder=elsewhere, paths=[ROOT])
    assert found.count("\n") > 10
    return found


def run(*words: str, folder: Path | None = None, paths: list[Path] | None = None) -> str:
    """Give what a process prints, all being well; `paths` are where it finds packages."""
    known = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if paths:
        known["PYTHONPATH"] = os.pathsep.join(map(str, paths))
    done = subprocess.run(  # noqa: S603 - our own words
        words, capture_output=True, cwd=folder, env=known, text=True, timeout=250, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def find_one(folder: Path, pattern: str) -> Path:
    """Give the one file of this name."""
    (found,) = folder.glob(pattern)
    return found


def dependencies() -> list[Path]:
    """Give the folders where this Python has the packages that the library stands on."""
    return [Path(path) for path in sys.path if path.endswith(("site-packages", "dist-packages"))]


def test_the_wheel_is_whole(built: Path) -> None:
    """The wheel holds the package with its type mark, all rules and the licence, and no tests."""
    with zipfile.ZipFile(find_one(built, "*.whl")) as wheel:
        names = wheel.namelist()
    assert {f"extractor/{name}" for name in RULES} <= set(names)
    assert "extractor/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"extractor", "newsrules"}


def test_the_source_package_is_whole(built: Path) -> None:
    """The source package holds code, rules, tests, the seed, and what describes them."""
    with tarfile.open(find_one(built, "*.tar.gz")) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    wanted = {*RULES, "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "extractor").rglob("*.py")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").glob("*.txt")}
    assert wanted <= names


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment in which the wheel is installed.

    What the library stands on comes from this environment, since tests use no network.
    """
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    wheel = str(find_one(built, "*.whl"))
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
        "--disable-pip-version-check", wheel)  # fmt: skip
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    lines = "".join(f"{path}\n" for path in dependencies())
    (Path(where) / "dependencies.pth").write_text(lines)
    return programs


def test_the_installed_command(installed: Path, elsewhere: Path, expected: str) -> None:
    """Installed elsewhere, the command finds the rules, and the same records as the checkout."""
    assert run(str(installed / "extractor"), *WORDS, folder=elsewhere) == expected
    where = "import extractor; print(extractor.__file__)"
    found = run(str(installed / "python"), "-c", where, folder=elsewhere)
    assert Path(found).is_relative_to(installed.parent)


def test_the_installed_command_in_processes(
    installed: Path, elsewhere: Path, expected: str
) -> None:
    """Installed, the command starts processes of its own that find the same."""
    assert run(str(installed / "extractor"), *WORDS, "--jobs", "2", folder=elsewhere) == expected


def test_the_installed_rules_hold(installed: Path, elsewhere: Path) -> None:
    """Installed, the shipped rules pass their own check."""
    assert ": all hold\n" in run(str(installed / "extractor"), "rules", "check", folder=elsewhere)


def test_the_installed_command_begins_a_pack(installed: Path, tmp_path: Path) -> None:
    """Installed, the command has what a new pack is made of."""
    command = str(installed / "extractor")
    run(command, "rules", "new", "openings", folder=tmp_path)
    assert run(command, "rules", "check", "openings", folder=tmp_path).endswith("hold\n")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_from_a_zip(jobs: str, built: Path, elsewhere: Path, expected: str) -> None:
    """Out of the wheel as it is, without being installed, the same records are found."""
    paths = [find_one(built, "*.whl"), *dependencies()]
    words = [sys.executable, "-m", "extractor", *WORDS, "--jobs", jobs]
    assert run(*words, folder=elsewhere, paths=paths) == expected
