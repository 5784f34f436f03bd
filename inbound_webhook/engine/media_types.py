"""The content type of an answer, and the charset that it is sent in.

RFC 9110, section 8.3: ``type/subtype``, then parameters, each with a name of its own.
"""

import codecs
import re
from dataclasses import dataclass

from .errors import InvalidSetup
from .phrases import _lt

_GIF = "image/gif"
#: The smallest picture that mail programs show: one pixel that is transparent (GIF89a).
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401"
    "003b"
)
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f]|\\[^\x00-\x1f\x7f])*"'
# A type that begins with another character than these is none that is registered
# (RFC 6838): it may be a pattern, as in an Accept header.
_TYPE = re.compile(r"[0-9A-Za-z][0-9A-Za-z!#$&^_.+-]*/[0-9A-Za-z][0-9A-Za-z!#$&^_.+-]*")
#: Types whose body brings headers of its own: of ``multipart/x-mixed-replace``, Firefox
#: sets the cookies that a part names.
_WITH_HEADERS = ("multipart/", "message/")
_PARAMETER = re.compile(rf"[ \t]*;[ \t]*({_TOKEN})=({_TOKEN}|{_QUOTED})")
#: Charsets that browsers and other receivers know, and in which ASCII is ASCII: in no
#: other one does a text that was made safe stay so. By Python's names.
_CHARSETS = frozenset(
    {
        *("utf-8", "ascii", "koi8-r", "koi8-u", "big5", "euc_jp", "euc_kr", "gb2312"),
        *("gb18030", "gbk", "shift_jis"),
        *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
        *(f"cp125{page}" for page in range(9)),
    }
)


@dataclass(frozen=True)
class MediaType:
    """A content type, taken apart.

    :param essence: ``type/subtype`` in lower case
    :param parameters: (name in lower case, value) pairs, without the charset
    :param charset: as it is written, None where there is none
    """

    essence: str
    parameters: tuple[tuple[str, str], ...] = ()
    charset: str | None = None

    @classmethod
    def parse(cls, text: str) -> "MediaType":
        """Take a content type apart.

        :raise InvalidSetup: it is none that an answer can have, names a parameter
            twice, or a charset that answers cannot be sent in
        """
        text = text.strip(" \t")
        found = _TYPE.match(text)
        if not found or found[0].lower().startswith(_WITH_HEADERS):
            raise _no_content_type(text)
        position, parameters = found.end(), {}
        while position < len(text):
            parameter = _PARAMETER.match(text, position)
            if not parameter or parameter[1].lower() in parameters:
                raise _no_content_type(text)
            parameters[parameter[1].lower()] = _unquoted(parameter[2])
            position = parameter.end()
        charset = parameters.pop("charset", None)
        media_type = cls(found[0].lower(), tuple(parameters.items()), charset)
        media_type._check_charset()
        return media_type

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, which is UTF-8 and says no charset (RFC 8259)."""
        return self.essence.endswith(("/json", "+json"))

    @property
    def is_markup(self) -> bool:
        """Whether characters can be written as ``&#8364;``."""
        return self.essence == "text/html" or self.essence.endswith(("/xml", "+xml"))

    @property
    def header(self) -> str:
        """The value of the header.

        It says the charset where a receiver would have to guess: browsers take a text
        without one for windows-1252.
        """
        charset = self.charset
        if not charset and (self.is_markup or self.essence.startswith("text/")):
            charset = "utf-8"
        pairs = [*self.parameters, *([("charset", charset)] if charset else [])]
        return "".join(
            [self.essence, *(f"; {name}={_quoted(value)}" for name, value in pairs)]
        )

    def encode(self, text: str) -> bytes:
        """The text in its charset, UTF-8 where none is said.

        A character that the charset lacks is written as ``&#8364;`` in HTML and XML,
        and as a question mark elsewhere; half a character as a question mark.
        """
        charset = self.charset or "utf-8"
        if _codec(charset) == "utf-8":
            return text.encode("utf-8", "replace")
        replace = "xmlcharrefreplace" if self.is_markup else "replace"
        whole = text.encode("utf-8", "replace").decode("utf-8")
        return whole.encode(charset, replace)

    def _check_charset(self):
        if self.charset is None:
            return
        codec = _codec(self.charset)
        if codec not in _CHARSETS or (self.is_json and codec != "utf-8"):
            raise InvalidSetup(
                "charset_unknown",
                _lt(
                    'An answer of the type %(type)s cannot be sent in "%(charset)s": '
                    "use utf-8",
                    type=self.essence,
                    charset=self.charset,
                ),
                charset=self.charset,
            )


def encoded(text: str, content_type: str) -> bytes:
    """The text as it is sent with a content type, whatever that one is worth.

    A GIF is no text: an empty one is the picture of one pixel, which nobody sees.
    """
    try:
        media_type = MediaType.parse(content_type)
    except InvalidSetup:
        media_type = MediaType("text/plain")
    if media_type.essence == _GIF and not text:
        return PIXEL
    return media_type.encode(text)


def _codec(charset: str) -> str | None:
    try:
        return codecs.lookup(charset).name
    except (LookupError, ValueError):
        return None


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _quoted(text: str) -> str:
    if re.fullmatch(_TOKEN, text):
        return text
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def _no_content_type(text: str) -> InvalidSetup:
    return InvalidSetup(
        "content_type_invalid",
        _lt('"%(text)s" is no content type: it looks like text/plain', text=text),
    )
