"""A call as it came over the wire, free of any web framework."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .masking import (
    MASK,
    is_credential,
    mask_query,
    mask_token,
    mask_token_in_body,
    mask_token_in_tree,
    mask_value,
    without_masked,
)
from .media_types import encoded

#: Whether a parameter reads what has a name, in the ``query`` or a ``header``.
IsRead = Callable[[str, str], bool]


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
        """The first value of a header, its name in any case, or None.

        One that the log masked is not there.
        """
        wanted = name.lower()
        values = (value for key, value in self.headers if key.lower() == wanted)
        return next((value for value in values if value != MASK), None)

    def first_header(self, names: Iterable[str]) -> str | None:
        """The value of the first of some headers that has one, or None."""
        values = ((self.header(name) or "").strip() for name in names)
        return next(filter(None, values), None)

    def readable_query(self) -> str:
        """The query string without the fields that are masked."""
        return without_masked(self.query_string)

    def masked(self, token: str, is_read: IsRead) -> "IncomingRequest":
        """The call as it goes on from the door.

        Its own token is left out wherever it stands, so that nothing that is made of
        the call can hold it; and so are credentials in the query that nobody reads.
        """
        bare = self.without(token)
        query = mask_query(bare.query_string, lambda name: is_read("query", name))
        return replace(bare, query_string=query)

    def without(self, secret: str) -> "IncomingRequest":
        """The call without a secret, wherever it stands and however it is spelled."""
        return replace(
            self,
            headers=tuple(
                (mask_token(name, secret), mask_token(value, secret))
                for name, value in self.headers
            ),
            query_string=mask_token(self.query_string, secret),
            body=mask_token_in_body(self.body, secret),
        )

    def loggable_headers(self, is_read: IsRead) -> list[list[str]]:
        """The headers as they may be stored: credentials masked.

        What a parameter reads stays as it came, or a call could not be read again. No
        parameter can read a header that holds nothing but credentials.
        """
        return [
            [name, _loggable(name, value, lambda name: is_read("header", name))]
            for name, value in self.headers
        ]


def _loggable(name: str, value: str, is_read: Callable[[str], bool]) -> str:
    if not value:
        return value
    if is_credential(name):
        return MASK
    masked = mask_value(value)
    return value if masked == value or is_read(name) else masked


@dataclass(frozen=True)
class Reply:
    """What the sender is answered.

    :param status: HTTP status
    :param headers: (name, value) pairs, the content type among them
    :param body: text
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    @property
    def content(self) -> bytes:
        """The body as it is sent: in the charset that the content type says."""
        names = {name.lower(): value for name, value in self.headers}
        return encoded(self.body, names.get("content-type", ""))

    def masked(self, secret: str) -> "Reply":
        """The answer without a secret of the handler, should a text bring it along."""
        headers, body = mask_token_in_tree((self.headers, self.body), secret)
        return replace(self, headers=headers, body=body)
