"""The head of a request in, why it is refused out, or nothing: who may come in, and from where.

Other programs of this machine can reach a loopback port, and so can any page that a browser has
open, by a form, a script or a name that it lets point to this machine. So the address holds a
secret, the host has to be the loopback's, and browsers have to say that the page itself asks.
"""

import secrets
from collections.abc import Mapping

from attrs import field, frozen

HOST = "127.0.0.1"


@frozen
class Door:
    """The one way in: a port of the loopback, and the secret that begins each path."""

    port: int
    secret: str = field(factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def address(self) -> str:
        """Give the address of the page."""
        return f"http://{HOST}:{self.port}/{self.secret}/"

    @property
    def hosts(self) -> frozenset[str]:
        """Give the names under which a browser may ask."""
        return frozenset({f"{HOST}:{self.port}", f"localhost:{self.port}"})

    def refuse(self, method: str, headers: Mapping[str, str]) -> str | None:
        """Give why a request is refused, whatever it asks for."""
        host = headers.get("Host", "")
        if host not in self.hosts:
            return "another host"
        origin = headers.get("Origin")
        if origin is not None and origin != f"http://{host}":
            return "another origin"
        site = headers.get("Sec-Fetch-Site")
        if site is not None and site not in ("same-origin", "none"):
            return "another site"
        if method == "POST":
            if origin is None or (site is not None and site != "same-origin"):
                return "only the page itself may ask"
            if headers.get("Content-Type") != "application/json":
                return "only JSON is taken"
        return None

    def inside(self, path: str) -> str | None:
        """Give what stands behind the secret in a path, or None where it is not the secret."""
        _, given, *rest = (*path.split("/", 2), "")
        if secrets.compare_digest(given.encode(), self.secret.encode()) and len(rest) > 1:
            return rest[0]
        return None
