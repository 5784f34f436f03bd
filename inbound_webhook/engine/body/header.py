"""Headers of the shape ``value; name=value; name="quoted value"``.

The grammar of Content-Type and Content-Disposition: RFC 9110 section 5.6.6, with the
escapes that browsers use in multipart forms (WHATWG HTML, multipart/form-data) and
the extended values of RFC 5987 (``filename*=UTF-8''%e2%82%ac.txt``).
"""

import re
from urllib.parse import unquote_to_bytes

from .charset_names import known_charset

#: ASCII blanks only: the others (U+0085, U+00A0) can be bytes of a UTF-8 name.
_BLANKS = " \t\r\n"
_PARAMETER = re.compile(
    r';\s*([^\s=;"]+)\s*=\s*("[^"\\]*(?:\\.[^"\\]*)*"|[^;]*)', re.ASCII | re.DOTALL
)
_BACKSLASH_ESCAPE = re.compile(r'\\(["\\])')
_BROWSER_ESCAPES = (("%22", '"'), ("%0D", "\r"), ("%0A", "\n"))


def parse_header(header: str) -> tuple[str, dict[str, str]]:
    """Split a header into its value and its parameters.

    :return: the value in lower case, and the parameters by their name in lower
        case; where one comes twice the first counts, and an extended one (``name*``)
        goes before a plain one. What is no parameter is left out.
    """
    value, semicolon, rest = header.partition(";")
    plain: dict[str, str] = {}
    for name, text in _PARAMETER.findall(semicolon + rest):
        plain.setdefault(name.lower(), _unquoted(text.strip(_BLANKS)))
    extended = {
        name[:-1]: decoded
        for name, text in plain.items()
        if name.endswith("*") and (decoded := _extended_value(text)) is not None
    }
    return value.strip(_BLANKS).lower(), {**plain, **extended}


def _unquoted(text: str) -> str:
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    # Only a quote and a backslash are escaped: C:\photos\me.png came from browsers.
    text = _BACKSLASH_ESCAPE.sub(r"\1", text[1:-1])
    for escape, character in _BROWSER_ESCAPES:
        text = text.replace(escape, character)
    return text


def _extended_value(text: str) -> str | None:
    """``charset'language'percent-encoded``, None in a charset that is not known.

    Returned as the characters of its UTF-8 bytes (Latin-1), like the other values.
    """
    charset, quote, rest = text.partition("'")
    _language, second_quote, encoded = rest.partition("'")
    if not quote or not second_quote:
        return None
    raw = unquote_to_bytes(encoded.encode("latin-1", "replace"))
    python_name = known_charset(charset)
    if python_name not in (None, "utf_8"):
        try:
            raw = raw.decode(python_name).encode("utf-8")
        except UnicodeError:
            return None
    return raw.decode("latin-1")
