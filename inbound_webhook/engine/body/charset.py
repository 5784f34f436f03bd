"""Bytes to text, strictly: a charset is tried whole or not at all."""

import re
from encodings.aliases import aliases

from ..errors import UnreadableBody
from ..phrases import _lt
from .notes import NoteBook
from .text import shortened, storable, unstorable_notes

#: Charsets that senders use for text, by Python's name for them. Python has more
#: "encodings" (``idna``, ``unicode_escape``, ``utf_7``) that are slow or dangerous
#: on hostile bytes, and looking an unknown name up makes Python import and remember
#: it: a name from outside is compared with this list and goes no further.
TEXT_CHARSETS = frozenset(
    """
    ascii utf_8 utf_8_sig utf_16 utf_16_be utf_16_le utf_32 utf_32_be utf_32_le
    latin_1 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7 iso8859_8
    iso8859_9 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16
    cp437 cp850 cp852 cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256
    cp1257 cp1258 koi8_r koi8_u mac_roman shift_jis cp932 euc_jp iso2022_jp euc_kr
    cp949 big5 big5hkscs gb2312 gbk gb18030
    """.split()
)
#: What text on the web is when it is not UTF-8 and nobody says (WHATWG Encoding).
GUESS = "cp1252"


def known_charset(name: str | None) -> str | None:
    """Python's name of a charset that a sender names, None where it is unknown."""
    normal = re.sub(r"[^a-z0-9]+", "_", (name or "").strip().lower()).strip("_")
    python_name = aliases.get(normal, normal)
    return python_name if python_name in TEXT_CHARSETS else None


def decode_text(raw: bytes, declared: str | None, where: str, notes: NoteBook) -> str:
    """Text of a form field: UTF-8, else the declared charset, else Windows-1252.

    Characters that cannot be stored are replaced. Both are noted.

    :param declared: charset as the sender names it, known or not
    :param where: name of the field, for notes and for the error
    :raises UnreadableBody: bytes that are text in none of the three
    """
    charset, text = _decode(raw, known_charset(declared), where)
    if charset == "utf_8":
        pass
    elif charset == known_charset(declared):
        notes.add_at(where, "charset_declared", charset=charset)
    else:
        notes.add_at(where, "charset_guessed", charset=charset)
    for code in unstorable_notes(text):
        notes.add_at(where, code)
    return storable(text)


def _decode(raw: bytes, declared: str | None, where: str) -> tuple[str, str]:
    for charset in ("utf_8", declared, GUESS):
        try:
            if charset:
                return charset, raw.decode(charset)
        except UnicodeError:
            continue
    raise UnreadableBody(
        "text_undecodable",
        _lt(
            "The field %(field)r holds bytes that are not text in UTF-8, in the charset"
            " of the content type or in Windows-1252.",
            field=shortened(where),
        ),
        field=shortened(where),
    )
