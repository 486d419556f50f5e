import subprocess
import sys
from pathlib import Path

import pytest

from extractor import Extractor, RuleError

RULES = """\
pack: harbour
version: "1.2"
kinds: {arrival: {fields: {ship: {type: span, required: yes}}}}
rules:
  - {id: arrival.of-ship, emits: arrival, match: "ship:CAP arrived"}
"""


def install(folder: Path, name: str, owner: str, module: str) -> None:
    """Lay out what an installer would: a distribution with an entry point, and its package."""
    info = folder / f"{owner}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {owner}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[extractor.rules]\n{name} = {module}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with a pack in it, whose code must not be run."""
    folder = tmp_path / "site"
    package = folder / "harbour_rules"
    (package / "rules").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('the code of a pack was run')\n")
    (package / "rules" / "ships.yaml").write_text(RULES)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def test_an_installed_pack_is_given_by_its_name(site: Path) -> None:
    """A pack that a distribution offers is read by name, and none of its code is run."""
    install(site, "harbour", "harbour-rules", "harbour_rules.rules")
    (record,) = (
        Extractor(rules="harbour", records=["arrival"]).extract("Esmeralda arrived.").records
    )
    evidence = record.evidence
    assert (evidence.pack, evidence.version) == ("harbour", "1.2")
    assert (evidence.file, evidence.line) == ("harbour/ships.yaml", 5)


def test_a_path_comes_before_a_name(site: Path, tmp_path: Path) -> None:
    """Where there is a folder of this name, it is meant."""
    install(site, "harbour", "harbour-rules", "harbour_rules.rules")
    (tmp_path / "harbour").mkdir()
    (tmp_path / "harbour" / "a.yaml").write_text("pack: near\n")
    assert "near" in Extractor(rules="harbour").ruleset.packs


@pytest.mark.parametrize(
    ("name", "module", "expected"),
    [
        (
            "harbor",
            "harbour_rules.rules",
            "no such file or folder; give a path to a pack, or the name of one: harbour",
        ),
        (
            "harbour",
            "harbour_rules.gone",
            "the installed pack has no folder 'harbour_rules.gone'; install it again",
        ),
        ("harbour", "nowhere", "the installed pack has no folder 'nowhere'; install it again"),
    ],
)
def test_a_name_that_leads_nowhere(name: str, module: str, expected: str, site: Path) -> None:
    """A name that nobody offers, and an offer without a folder, are told."""
    install(site, "harbour", "harbour-rules", module)
    with pytest.raises(RuleError) as raised:
        Extractor(rules=name)
    assert str(raised.value) == f"{name}:1:1: {expected}"


def test_two_packs_of_one_name(site: Path) -> None:
    """Two distributions that offer a pack of one name are both named."""
    install(site, "harbour", "harbour-rules", "harbour_rules.rules")
    install(site, "harbour", "port-rules", "port_rules")
    with pytest.raises(RuleError) as raised:
        Extractor(rules="harbour")
    assert str(raised.value) == (
        "harbour:1:1: several installed packs are called so: harbour_rules.rules of harbour-rules "
        "and port_rules of port-rules; give the path to the one that is meant"
    )


def test_nothing_is_looked_for_at_import() -> None:
    """Importing the library looks at no installed distribution."""
    code = "import extractor, sys; print('importlib.metadata' in sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
