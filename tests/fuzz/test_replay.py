"""The targets of the fuzzing, run on what it has kept, and for a moment on bytes drawn anew."""

from pathlib import Path

import pytest
from fuzz.targets import TARGETS
from hypothesis import given, settings
from hypothesis import strategies as st

HERE = Path(__file__).parent
# To start processes takes seconds; that they give the same is tested on its own.
QUICK = sorted(set(TARGETS) - {"processes"})


@pytest.mark.parametrize("name", QUICK)
def test_kept_bytes_break_no_promise(name: str) -> None:
    """Whatever once reached a new part of the code, or broke it, still does no harm."""
    if name == "arrow":
        pytest.importorskip("pyarrow")
    kept = sorted((HERE / name).iterdir())
    assert kept
    for path in kept:
        TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", QUICK)
@settings(max_examples=8)
@given(st.binary(max_size=400))
def test_any_bytes_break_no_promise(name: str, data: bytes) -> None:
    """A short budget of bytes that nobody chose."""
    if name == "arrow":
        pytest.importorskip("pyarrow")
    TARGETS[name](data)
