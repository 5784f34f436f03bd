"""A call as it came over the wire, free of any web framework."""

from dataclasses import dataclass

#: Header values that are credentials: they are never written to the call log.
SECRET_HEADERS = frozenset(
    {
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-api-key",
        "x-auth-token",
        "x-gitlab-token",
        "x-odoo-database",
        "x-telegram-bot-api-secret-token",
    }
)
MASK = "••••••"


@dataclass(frozen=True)
class IncomingRequest:
    """What a sender sent.

    :param method: HTTP method in upper case
    :param headers: (name, value) pairs in the order they came
    :param query_string: the part of the URL after ``?``, undecoded
    :param body: the raw bytes, before anything parsed them
    :param body_problem: why the body is missing, a problem of ``engine.framing``
    :param remote_addr: address of the peer, as the web server sees it
    """

    method: str
    headers: tuple[tuple[str, str], ...] = ()
    query_string: str = ""
    body: bytes = b""
    body_problem: str | None = None
    remote_addr: str = ""

    def header(self, name: str) -> str | None:
        """The first value of a header, its name in any case, or None."""
        wanted = name.lower()
        return next((v for key, v in self.headers if key.lower() == wanted), None)

    def loggable_headers(self) -> list[list[str]]:
        """The headers as they may be stored: credentials masked."""
        return [
            [name, MASK if name.lower() in SECRET_HEADERS else value]
            for name, value in self.headers
        ]


@dataclass(frozen=True)
class Reply:
    """What the sender is answered.

    :param status: HTTP status
    :param headers: (name, value) pairs, the content type among them
    :param body: text, sent as UTF-8
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
