"""Requests of the page in, its files and answers out: on the loopback alone, writing nothing."""

import json
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files

from extractor.errors import ExtractorError
from extractor.playground.answers import Answers
from extractor.playground.doors import HOST, Door

# Bytes of a question, and the seconds in which it has to come.
LARGEST = 2_000_000
PATIENCE = 10
OWN = "extractor.playground"
ASSETS = {
    "": (OWN, "page.html", "text/html"),
    "page.js": (OWN, "page.js", "text/javascript"),
    "desk.css": (OWN, "desk.css", "text/css"),
    # the marks and cards are those of the pages that `--format html` writes
    "page.css": ("extractor.output.html", "page.css", "text/css"),
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Playground(ThreadingHTTPServer):
    """The server of one desk; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, answers: Answers, port: int = 0) -> None:
        super().__init__((HOST, port), Handler)
        self.answers = answers
        self.door = Door(self.server_port)


class Handler(BaseHTTPRequestHandler):
    """Serves one connection."""

    server: Playground
    server_version = "extractor"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Give a file of the page, or what it shows first."""
        name = self._enter()
        if name is None:
            return
        if name == "begin":
            self._give(json.dumps(self.server.answers.begin()).encode(), "application/json")
        elif name in ASSETS:
            package, file, sort = ASSETS[name]
            self._give(_read(package, file), f"{sort}; charset=utf-8")
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "nothing stands here")

    def do_POST(self) -> None:
        """Answer a question of the page."""
        name = self._enter()
        if name is None:
            return
        size = self.headers.get("Content-Length", "")
        if name != "answer":
            self._refuse(HTTPStatus.NOT_FOUND, "nothing stands here")
        elif not (size.isascii() and size.isdecimal()):
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "say how long the question is")
        elif len(size) > len(str(LARGEST)) or int(size) > LARGEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the question is too long")
        else:
            self._answer(self.rfile.read(int(size)))

    def _answer(self, data: bytes) -> None:
        try:
            answer = self.server.answers.answer(json.loads(data))
        except (ValueError, RecursionError):
            self._refuse(HTTPStatus.BAD_REQUEST, "the question is no JSON")
        except ExtractorError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        except Exception as error:  # noqa: BLE001 - a bug must not leave the page without an answer
            told = f"{type(error).__name__}; please report it with the pack and the text"
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, told)
        else:
            self._give(json.dumps(answer).encode(), "application/json")

    def _enter(self) -> str | None:
        """Give what is asked for, or None once the request is refused."""
        door = self.server.door
        why = door.refuse(self.command, self.headers)  # type: ignore[arg-type]  # a Message has get
        name = door.inside(self.path)
        if why is not None or name is None:
            self._refuse(HTTPStatus.FORBIDDEN, why or "open the address that the command printed")
            return None
        return name

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        # what was sent and not read would be taken for the next request
        self.close_connection = True
        self._give(json.dumps({"error": why}).encode(), "application/json", status)

    def _give(self, data: bytes, sort: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", sort)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Keep still: the paths hold the secret."""


@cache
def _read(package: str, file: str) -> bytes:
    return files(package).joinpath(file).read_bytes()
