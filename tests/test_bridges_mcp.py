"""The server as a host meets it: a process of its own, spoken to by the client of the package."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from made.command import environment

from extractor import UsageError
from extractor.playground.desk import PACK

mcp = pytest.importorskip("mcp")

TEXT = '"It is over," said Ana Rojas, who left Lima on Monday.'


# The command, in a process that ends as soon as it would speak to anybody but by its own streams.
WATCHED = """
import os, sys

def hear(event, _):
    if event in ("socket.bind", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        os._exit(9)

sys.addaudithook(hear)
from extractor.command.main import main
sys.exit(main())
"""


def talk(use: "Callable[[Any], Awaitable[None]]", *words: str, folder: Path) -> None:
    """Start the server, use it, and end it."""
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-c", WATCHED, "mcp", *words],
        env=environment(),
        cwd=folder,
    )

    async def whole() -> None:
        async with mcp.Client(server) as client:
            await use(client)

    asyncio.run(whole())


def told(result: Any) -> str:  # noqa: ANN401 - what the package gives
    """Give the error that a model reads."""
    assert result.is_error
    text = "".join(part.text for part in result.content)
    assert "Traceback" not in text
    return text


def test_a_client_extracts_explains_and_checks(tmp_path: Path) -> None:
    """All tools give structured content, and what is wrong comes as an error with its remedy.

    Nobody but the host can come in: no port is opened, and no file read but those named at first.
    """
    pack = tmp_path / "own.yaml"
    pack.write_text(PACK, "utf-8")

    async def use(client: Any) -> None:  # noqa: ANN401 - the package's client
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert sorted(tools) == ["check_rules", "explain", "extract"]
        assert tools["extract"].input_schema["required"] == ["text"]
        assert all(tool.output_schema for tool in tools.values())

        found = await client.call_tool("extract", {"text": TEXT, "date": "2026-11-20"})
        records = found.structured_content["records"]
        assert {"quote", "dated_event"} <= {record["record"] for record in records}
        for record in records:
            assert TEXT[record["start"] : record["end"]] == record["text"]
        quotes = await client.call_tool("extract", {"text": TEXT, "records": ["quote"]})
        assert [r["record"] for r in quotes.structured_content["records"]] == ["quote"]

        why = await client.call_tool(
            "explain", {"text": "Ana Rojas opened a door.", "rule": "opening.opened"}
        )
        (miss,) = why.structured_content["verdict"]["misses"]
        assert miss["stood"]["text"] == "door"

        for given in ({"pack": PACK}, {"path": str(pack)}):
            checked = await client.call_tool("check_rules", given)
            assert checked.structured_content["rules"] == 1
            assert checked.structured_content["examples"] == 1

        bad = PACK.replace("<Speaker>", "<Speeker>")
        line = bad[: bad.index("- id:")].count("\n") + 1
        error = told(await client.call_tool("check_rules", {"pack": bad}))
        assert f"pack.yaml:{line}:" in error
        assert "'Speaker'" in error
        refused = told(await client.call_tool("check_rules", {"path": "/etc"}))
        assert "was not started with" in refused
        assert "YYYY-MM-DD" in told(await client.call_tool("extract", {"text": "", "date": "now"}))
        assert "no rule" in told(await client.call_tool("explain", {"text": "", "rule": "quote.x"}))
        assert "no kind" in told(await client.call_tool("extract", {"text": "", "records": ["x"]}))

    talk(use, "--rules", "own.yaml", folder=tmp_path)


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed it is told how."""
    from extractor.bridges.mcp import make_server

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(UsageError, match=r"newsrules\[mcp\]"):
        make_server()
