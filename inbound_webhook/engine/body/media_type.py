"""What the Content-Type header says about a body."""

from dataclasses import dataclass

from .header import parse_header


@dataclass(frozen=True)
class MediaType:
    """A Content-Type header, taken apart.

    :param name: ``type/subtype`` in lower case, empty where the header is missing
    :param charset: charset as the sender names it, not checked
    :param boundary: what separates the parts of a multipart body
    :param assumed: the charset of text that is no UTF-8 and has none announced, as the
        handler says; None for what is clear
    """

    name: str = ""
    charset: str | None = None
    boundary: str | None = None
    assumed: str | None = None

    @classmethod
    def parse(cls, content_type: str | None) -> "MediaType":
        """Take a header apart; any text is accepted."""
        name, parameters = parse_header(content_type or "")
        return cls(name, parameters.get("charset"), parameters.get("boundary"))

    @property
    def says_nothing(self) -> bool:
        """Whether the type leaves open what the body is."""
        return "/" not in self.name or self.name in _SAY_NOTHING


#: Types that clients put on anything, JSON and forms included.
_SAY_NOTHING = frozenset(
    {
        "*/*",
        "text/plain",
        "application/octet-stream",
        "binary/octet-stream",
        "application/binary",
        "application/unknown",
        "application/x-unknown",
    }
)


def is_json(name: str) -> bool:
    """Whether a media type is that of JSON.

    :param name: as ``MediaType.name``
    """
    return name in ("application/json", "text/json") or name.endswith("+json")
