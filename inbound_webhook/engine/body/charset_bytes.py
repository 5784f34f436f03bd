"""Bytes as text in one charset, strictly: they are text as a whole, or none."""

import codecs
import re
import sys
from functools import lru_cache

from .charset_names import UNICODE
from .text import storable

#: What writers of a charset use beyond it, as browsers read it (WHATWG Encoding,
#: section 4.2): the Windows quotation marks under ISO-8859-1, ``①`` and ``髙`` under
#: Shift_JIS.
_SUPERSETS = {
    "ascii": "cp1252",
    "latin_1": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
#: The charset that has letters in place of the control characters of an older one.
_WINDOWS = {
    "latin_1": "cp1252",
    "iso8859_2": "cp1250",
    "iso8859_7": "cp1253",
    "iso8859_8": "cp1255",
    "iso8859_9": "cp1254",
    "iso8859_13": "cp1257",
    "iso8859_15": "cp1252",
}
_CONTROLS = re.compile("[\x80-\x9f]")
#: Charsets with characters of more than one byte begin so.
_WIDE = re.compile("utf|shift|cp9|euc|iso2022|gb|big5|hz|johab")
_CONTINUATION = bytes(range(0x80, 0xC0))
_REFERENCE = re.compile(r"&#(\d{2,7});", re.ASCII)


def read_as(raw: bytes, charset: str) -> str | None:
    """The text that bytes are in a charset, None where they are none.

    What has control characters in place of letters is none.
    """
    for codec in _codecs(charset):
        try:
            text = raw.decode(codec)
        except UnicodeError:
            continue
        if _is_wide(charset) or not _CONTROLS.search(text):
            return text
    return None


def is_rather_utf_8(raw: bytes, charset: str) -> bool:
    """Whether bytes that are said to be in a charset are UTF-8 all the same.

    They are where that gives text which the charset could have written. Two letters of
    windows-1251 or GBK can be one of UTF-8, but hardly one of their own.
    """
    text = None if raw.isascii() else read_as(raw, "utf_8")
    high = [sign for sign in text or "" if not sign.isascii()]
    if not high or charset in UNICODE:
        return bool(high)
    if _is_wide(charset) and max(high) < "\u0800" and len(high) < 3:
        return False
    codec = _SUPERSETS.get(charset, charset)
    own = sum(bool(sign.encode(codec, "ignore")) for sign in high)
    return 4 * own >= 3 * len(high)


def is_in_utf_8(raw: bytes) -> bool:
    """Whether bytes are text in UTF-8."""
    return read_as(raw, "utf_8") is not None


def without_halves(raw: bytes) -> str | None:
    """UTF-8 without halves of characters at its ends, None for what is none.

    Who cuts a text after so many bytes, or into messages, leaves such.
    """
    rest = raw.lstrip(_CONTINUATION)
    return without_half(rest, "utf_8") if len(raw) - len(rest) < 4 else None


def without_half(raw: bytes, charset: str) -> str | None:
    """The text that bytes are without half a character at their end, None for none."""
    codec = _SUPERSETS.get(charset, charset)
    if not _is_wide(charset):
        return None
    try:
        return codecs.getincrementaldecoder(codec)().decode(raw)
    except UnicodeError:
        return None


def tells_utf_8(text: str) -> bool:
    """Whether a text is UTF-8 beyond doubt, though halves of characters are lost."""
    high = [sign for sign in text if not sign.isascii()]
    return len(high) > 1 or any(not "\u0250" <= sign < "\u0800" for sign in high)


def is_utf_8(text: str, raw: bytes) -> bool:
    """Whether a text is what its bytes say in UTF-8."""
    return text.encode("utf-8", "surrogatepass") == raw


def with_what_it_lacks(text: str, announced: str | None) -> str:
    """A text with the characters that its charset lacks.

    Browsers write ``&#128512;`` in a form for a smile that its charset does not have
    (WHATWG Encoding, "encode or fail", HTML mode). What the charset has is nobody's
    reference but that of the person who typed it.

    :param announced: as ``announced_charset`` gives it
    """
    if announced in (None, *UNICODE) or "&#" not in text:
        return text
    codec = _SUPERSETS.get(announced, announced)

    def lacking(match: re.Match[str]) -> str:
        number = int(match[1])
        character = chr(number) if number <= sys.maxunicode else ""
        try:
            character.encode(codec)
        except UnicodeError:
            return character if storable(character) == character else match[0]
        return match[0]

    return _REFERENCE.sub(lacking, text)


@lru_cache(maxsize=128)
def _codecs(charset: str) -> tuple[str, ...]:
    names = (_SUPERSETS.get(charset), charset, _WINDOWS.get(charset))
    return tuple(dict.fromkeys(filter(None, names)))


@lru_cache(maxsize=128)
def _is_wide(charset: str) -> bool:
    return _WIDE.match(charset) is not None
