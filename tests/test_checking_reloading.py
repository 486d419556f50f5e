import threading
from pathlib import Path

import pytest

import extractor
from extractor import Reloading, RuleError, UsageError

RULES = """\
pack: port
kinds:
  visit:
    fields: {{ship: {{type: span, required: yes}}, again: {{type: text}}}}
rules:
  - id: visit.of-ship
    emits: visit
    match: ship:CAP {verb}
    set: {{again: {again}}}
    examples: [{{text: Esmeralda {verb}., gives: {{ship: Esmeralda}}}}]
"""
TEXT = "Esmeralda arrived. Aurora sailed."


def write(path: Path, verb: str, again: str = "words(ship)") -> None:
    """Write the pack with its verb."""
    path.write_text(RULES.format(verb=verb, again=again))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The path of a pack that sees ships arrive."""
    path = tmp_path / "port.yaml"
    write(path, "arrived")
    return path


def seen(engine: Reloading) -> list[str]:
    """Give what the rules find that stand now."""
    return [record.text for record in engine.extract(TEXT).records]


def test_rules_are_read_again(pack: Path) -> None:
    """After a reload the new rules stand; before it the old ones do."""
    engine = Reloading(rules=pack, records="visit")
    write(pack, "sailed")
    assert seen(engine) == ["Esmeralda arrived"]
    before = engine.extractor
    assert engine.reload() is engine.extractor
    assert seen(engine) == ["Aurora sailed"]
    assert [record.text for record in before.extract(TEXT).records] == ["Esmeralda arrived"]
    (found,) = engine.extract_many([TEXT])
    assert [record.text for record in found.records] == ["Aurora sailed"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ship:CAP", "ship:CAPS (", "that is never closed"),
        ("gives: {ship: Esmeralda}", "gives: {ship: Aurora}", "gives ship 'Esmeralda'"),
        ("Esmeralda sailed.,", "Nothing.,", "finds nothing in its example"),
    ],
)
def test_rules_that_cannot_be_used_change_nothing(
    old: str, new: str, said: str, pack: Path
) -> None:
    """A fault, or an example that does not hold, is told, and the old rules stay."""
    engine = Reloading(rules=pack, records=["visit"])
    write(pack, "sailed")
    pack.write_text(pack.read_text().replace(old, new))
    with pytest.raises(RuleError, match=said):
        engine.reload()
    assert seen(engine) == ["Esmeralda arrived"]


def test_kinds_that_go_away_change_nothing(pack: Path) -> None:
    """A pack that no longer declares what is wanted is refused like a call that wants it."""
    engine = Reloading(rules=pack, records=["visit"])
    pack.write_text("pack: port\n")
    with pytest.raises(UsageError):
        engine.reload()
    assert seen(engine) == ["Esmeralda arrived"]


def test_examples_are_run_at_the_beginning_too(pack: Path) -> None:
    """An extractor does not begin with rules that a reload would refuse."""
    pack.write_text(pack.read_text().replace("ship: Esmeralda", "ship: Aurora"))
    with pytest.raises(RuleError):
        Reloading(rules=pack)


def test_normalisers_of_the_program(pack: Path) -> None:
    """Examples are run with the normalisers that the program adds."""
    write(pack, "arrived", "shout")
    engine = Reloading(rules=pack, records=["visit"], normalisers={"shout": str.upper})
    pack.write_text(pack.read_text().replace("set: {again:", "set: {ship: span(ship), again:"))
    engine.reload()
    assert seen(engine) == ["Esmeralda arrived"]


def test_threads_see_one_set_of_rules_or_the_other(pack: Path) -> None:
    """While rules are read again, each call runs by the old ones or by the new ones, whole."""
    engine = Reloading(rules=pack, records=["visit"])
    results: list[list[tuple[str, ...]]] = [[] for _ in range(4)]
    done = threading.Event()

    def work(own: list[tuple[str, ...]]) -> None:
        while not done.is_set():
            own.append(tuple(seen(engine)))

    threads = [threading.Thread(target=work, args=(own,)) for own in results]
    for thread in threads:
        thread.start()
    for verb in ("sailed", "arrived", "(", "sailed"):
        write(pack, verb)
        if verb == "(":
            with pytest.raises(RuleError):
                engine.reload()
        else:
            engine.reload()
    # a call that was begun before may end after it, but not the next one
    after = [len(own) + 2 for own in results]
    while any(len(own) < most for own, most in zip(results, after, strict=True)):
        done.wait(0.01)
    done.set()
    for thread in threads:
        thread.join()
    assert set().union(*results) == {("Esmeralda arrived",), ("Aurora sailed",)}
    assert {own[-1] for own in results} == {("Aurora sailed",)}


def test_reloads_at_the_same_time(pack: Path) -> None:
    """Threads that read rules again at the same time wait for one another."""
    engine = Reloading(rules=pack, records=["visit"])
    write(pack, "sailed")
    threads = [threading.Thread(target=engine.reload) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen(engine) == ["Aurora sailed"]


def test_it_is_public() -> None:
    """The name stands in the front door."""
    assert "Reloading" in extractor.__all__
