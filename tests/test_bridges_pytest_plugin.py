import subprocess
import sys
from pathlib import Path

from made.command import environment
from test_command_rules_test import FLEET, SOUND

PLUGIN = ["-p", "extractor.bridges.pytest_plugin", "-p", "no:cacheprovider"]


def pytest_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a folder, as somebody who has installed the library."""
    plain = [] if "newsrules" in (words or ("",))[0] else PLUGIN
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "pytest", "-p", "no:newsrules", *plain, *words],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def write(folder: Path, text: str) -> None:
    """Write a pack into a folder of its own."""
    (folder / "my_rules").mkdir()
    (folder / "my_rules" / "fleet.yaml").write_text(text, encoding="utf-8")


def test_a_pack_is_a_test_suite(tmp_path: Path) -> None:
    """Each example, the texts made for a rule, and each part of it is an item that passes."""
    write(tmp_path, SOUND)
    done = pytest_in(tmp_path, "-v", "my_rules")
    assert done.returncode == 0, done.stdout
    for name in ("example 1", "counter-example 3", "generated", "broken", "step old"):
        assert f"my_rules/fleet.yaml::ship::old[{name}] PASSED" in done.stdout
    assert "9 passed" in done.stdout


def test_a_failure_reads_like_the_command(tmp_path: Path) -> None:
    """What does not hold is told with its place in the rule file, and without a traceback."""
    write(tmp_path, FLEET)
    done = pytest_in(tmp_path, "my_rules")
    assert done.returncode == 1
    assert "my_rules/fleet.yaml:10:9: no example needs the condition" in done.stdout
    assert "Traceback" not in done.stdout
    assert ".py:" not in done.stdout


def test_the_place_is_that_of_the_yaml(tmp_path: Path) -> None:
    """An item says on which line of the rule file its example stands."""
    write(tmp_path, SOUND.replace("{kind: ferry}", "{kind: tug}"))
    done = pytest_in(tmp_path, "my_rules", "--junit-xml=report.xml", "-o", "junit_family=xunit1")
    assert done.returncode == 1
    report = (tmp_path / "report.xml").read_text()
    assert 'file="my_rules/fleet.yaml" line="11"' in report


def test_a_frozen_case_is_an_item(tmp_path: Path) -> None:
    """What was frozen beside a pack is replayed."""
    write(tmp_path, SOUND)
    command = [sys.executable, "-m", "extractor", "rules", "freeze", "my_rules"]
    subprocess.run(command, cwd=tmp_path, env=environment(), check=True, timeout=100)  # noqa: S603 - our own
    done = pytest_in(tmp_path, "-v", "my_rules")
    assert done.returncode == 0, done.stdout
    assert "ship::old[frozen 1] PASSED" in done.stdout


def test_rules_that_do_not_load_are_an_error(tmp_path: Path) -> None:
    """Rules that cannot be used are told problem by problem."""
    write(tmp_path, SOUND.replace("layer: Ship", "layers: Ship"))
    done = pytest_in(tmp_path, "my_rules")
    assert done.returncode == 2
    assert "my_rules/fleet.yaml:6:5: a rule has no key 'layers'" in done.stdout


def test_a_run_without_packs_is_left_alone(tmp_path: Path) -> None:
    """YAML files that are no packs are no tests, and nothing of the library is imported."""
    (tmp_path / "settings.yaml").write_text("packed: yes\n")
    (tmp_path / "test_one.py").write_text(
        "import sys\n\ndef test_one():\n"
        "    assert 'extractor.checking' not in sys.modules\n"
        "    assert 'attr' not in sys.modules\n    assert 'hypothesis' not in sys.modules\n"
    )
    # other plugins may bring what they like
    done = pytest_in(tmp_path, "-p", "no:hypothesispytest", "-p", "no:anyio", "-q")
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
