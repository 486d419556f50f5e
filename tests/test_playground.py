import http.client
import json
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from made.command import COMMAND, ROOT, environment

from extractor.command.explanations import explanation_lines
from extractor.playground.answers import Answers
from extractor.playground.desk import PACK, PATH, TEXT, lay_out
from extractor.playground.server import LARGEST, Playground

QUESTION = {"text": TEXT, "files": {PATH: PACK}}


@pytest.fixture(scope="module")
def served() -> Iterator[Playground]:
    """Serve the page on a free port."""
    with Playground(Answers(lay_out(()), explanation_lines)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def ask(
    server: Playground,
    path: str = "",
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    secret: str | None = None,
) -> tuple[int, Mapping[str, str], bytes]:
    """Send one request as a program could."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    inside = server.door.secret if secret is None else secret
    connection.request(method, f"/{inside}/{path}", body=body, headers=dict(headers or {}))
    reply = connection.getresponse()
    given = reply.status, dict(reply.getheaders()), reply.read()
    connection.close()
    return given


def own(server: Playground, **changes: str) -> dict[str, str]:
    """Give the head that a browser sends for the page itself."""
    origin = server.door.address.rsplit("/", 2)[0]
    same = {"Origin": origin, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    return {**same, **{name.replace("_", "-"): value for name, value in changes.items()}}


def test_the_loopback_user_gets_the_page_and_nothing_foreign(served: Playground) -> None:
    """It listens on the loopback, and the page may load nothing but its own."""
    assert served.server_address[0] == "127.0.0.1"
    status, headers, page = ask(served)
    assert status == 200
    assert b"<script src=page.js>" in page
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert b"http" not in page
    for name in ("page.js", "page.css", "desk.css", "begin"):
        status, headers, _ = ask(served, name)
        assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert ask(served, "../../etc/passwd")[0] == 404


@pytest.mark.parametrize(
    "head",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_other_hosts_and_sites_stay_out(served: Playground, head: Mapping[str, str]) -> None:
    """A name that was pointed here, another origin and another site get neither page nor answer."""
    body = json.dumps(QUESTION).encode()
    assert ask(served, headers=head)[0] == 403
    status, _, given = ask(
        served, "answer", method="POST", headers={**own(served), **head}, body=body
    )
    assert status == 403
    assert set(json.loads(given)) == {"error"}


def test_only_the_page_itself_may_ask(served: Playground) -> None:
    """Without the secret, an origin, or the form of a script's request nothing is answered."""
    body = json.dumps(QUESTION).encode()
    for secret in ("", "x", served.door.secret[:-1]):
        assert ask(served, secret=secret)[0] == 403
    head = own(served)
    del head["Origin"]
    assert ask(served, "answer", method="POST", headers=head, body=body)[0] == 403
    for changes in ({"Content_Type": "text/plain"}, {"Sec_Fetch_Site": "none"}):
        head = own(served, **changes)
        assert ask(served, "answer", method="POST", headers=head, body=body)[0] == 403
    assert ask(served, "answer", method="PUT", headers=own(served), body=body)[0] == 501


@pytest.mark.parametrize(
    "asked",
    [b"{", b"[]", b'{"text": 1}', b'{"files": {"/etc/passwd": ""}}', b"[" * 100_000],
    ids=lambda body: body[:30].decode(),
)
def test_what_means_nothing_is_refused(served: Playground, asked: bytes) -> None:
    """No question ends in a traceback, and no file but the open ones can be named."""
    status, _, given = ask(served, "answer", method="POST", headers=own(served), body=asked)
    assert status == 400
    assert json.loads(given)["error"]


def test_a_question_that_is_too_long_is_not_read(served: Playground) -> None:
    """Its length alone refuses it."""
    head = own(served, Content_Length=str(LARGEST + 1))
    assert ask(served, "answer", method="POST", headers=head)[0] == 413
    body = json.dumps({"text": "x" * 60_000}).encode()
    assert ask(served, "answer", method="POST", headers=own(served), body=body)[0] == 400


def test_records_examples_and_steps_are_answered(served: Playground) -> None:
    """The pack to begin with holds; what is wrong with a changed one is told with its line."""
    first = served.answers.answer(QUESTION)
    assert first["problems"] == []
    assert (first["examples"], first["failing"]) == (2, [])
    assert "opening" in {record["kind"] for record in first["records"]}
    assert "".join(piece["text"] for piece in first["pieces"]) == TEXT
    told = served.answers.answer({**QUESTION, "rule": "opening.opened"})
    assert any(text == "opening.opened" for line in told["steps"] for text, _ in line)

    wrong = PACK.replace("what: museum}", "what: school}")
    (failing,) = served.answers.answer({"text": TEXT, "files": {PATH: wrong}})["failing"]
    (problem,) = failing["problems"]
    assert "gives what 'museum', not 'school'" in problem["what"]
    assert "what: school" in problem["quoted"]
    (problem,) = served.answers.answer({"files": {PATH: "pack: ["}})["problems"]
    assert (problem["file"], problem["name"]) == (PATH, "not-yaml")
    assert problem["remedy"]


def test_what_is_not_read_again_makes_no_difference(served: Playground) -> None:
    """After each change all is answered as by a workshop that never saw another pack."""
    wrong = PACK.replace("what: museum}", "what: school}").replace("- id: opening.", "- id: other.")
    more = "lexicons:\n  place: {words: [castle, museum]}\n\nrules:"
    added = "overlays:\n  - lexicon: determiner\n    add_words: [yon]\n\ndisable: [RULE]\n\nrules:"
    packs = (
        wrong.replace("rules:", more).replace("museum | school", "{place} | school"),
        PACK.replace("rules:", added.replace("RULE", "date.month-day")),
        PACK.replace("<Speaker>", "<Speeker>"),
    )
    for pack in packs:
        changed = {"text": f"Ana Rojas opened yon museum. {TEXT}", "files": {PATH: pack}}
        fresh = Answers(lay_out(()), explanation_lines).answer(changed)
        assert timeless(served.answers.answer(changed)) == timeless(fresh)
        assert bool(fresh["problems"]) == ("Speeker" in pack)


def timeless(answer: Mapping[str, object]) -> Mapping[str, object]:
    """Give an answer without the time that it took."""
    return {key: value for key, value in answer.items() if key != "milliseconds"}


def test_the_command_prints_the_address_as_the_page_shows(tmp_path: Path) -> None:
    """It serves there until it is interrupted, and leaves nothing on the disk."""
    words = [*COMMAND, "playground", "--no-browser"]
    page = (ROOT / "docs" / "workshop.md").read_text("utf-8")
    with subprocess.Popen(  # noqa: S603 - our own command
        words, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment()
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline()
        port, secret = address.split(":")[2].split("/")[:2]
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
        connection.request("GET", f"/{secret}/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    shown = f"$ extractor {' '.join(words[len(COMMAND) :])}\n{address}"
    assert shown.replace(port, "PORT").replace(secret, "SECRET") in page
    assert list(tmp_path.iterdir()) == []
