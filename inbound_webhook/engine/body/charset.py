"""Bytes to text, strictly: a charset is tried whole or not at all.

What the sender announces decides, and an announced charset that is not known here is
refused by its name: to guess instead would write garbage. Two announcements are weaker
than the bytes. ISO-8859-1 was HTTP's default for decades, and programs that know no
better still announce it over UTF-8; so does ASCII. Nobody means the ``Ã©`` that such
text would be. UTF-8 or ASCII over bytes that are none is read as where nothing is
announced: in the charset that is clear from the bytes (``guess.py``), or not at all.
"""

import re
import sys
from collections.abc import Callable
from encodings.aliases import aliases

from ..errors import UnreadableBody, UnsupportedBody
from ..phrases import _lt
from .guess import guessed
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
    cp437 cp720 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864
    cp865 cp866 cp869 cp874 cp1125 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256
    cp1257 cp1258 koi8_r koi8_t koi8_u kz1048 ptcp154 tis_620
    mac_roman mac_cyrillic mac_greek mac_latin2 mac_turkish mac_iceland mac_croatian
    mac_romanian
    shift_jis shift_jis_2004 shift_jisx0213 cp932 euc_jp euc_jis_2004 euc_jisx0213
    iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext
    euc_kr cp949 johab iso2022_kr big5 big5hkscs cp950 gb2312 gbk gb18030 hz
    """.split()
)
#: Labels of the web (WHATWG Encoding, section 4.2) that Python does not know.
_LABELS = {
    **dict.fromkeys(
        ("unicode_1_1_utf_8", "x_unicode20utf8", "unicode20utf8", "utf8mb4", "x_utf_8"),
        "utf_8",
    ),
    "unicode": "utf_16",
    "x_sjis": "cp932",
    "windows_31j": "cp932",
    "x_euc_jp": "euc_jp",
    "x_gbk": "gbk",
    "gb_2312": "gbk",
    "x_x_big5": "big5hkscs",
    "cn_big5": "big5hkscs",
    "ks_c_5601": "cp949",
    "windows_949": "cp949",
    "windows_874": "cp874",
    "dos_874": "cp874",
    "dos_866": "cp866",
    "koi": "koi8_r",
    "koi8": "koi8_r",
    "koi8_ru": "koi8_u",
    "logical": "iso8859_8",
    "visual": "iso8859_8",
    "iso_8859_8_i": "iso8859_8",
    "iso_8859_8_e": "iso8859_8",
    "iso_8859_6_i": "iso8859_6",
    "iso_8859_6_e": "iso8859_6",
    "x_mac_roman": "mac_roman",
    "x_mac_cyrillic": "mac_cyrillic",
    "x_mac_ukrainian": "mac_cyrillic",
    **{f"x_cp{number}": f"cp{number}" for number in range(1250, 1259)},
}
#: What writers of a charset use beyond it, as browsers read it (same standard): the
#: Windows quotation marks under ISO-8859-1, ``①`` and ``髙`` under Shift_JIS.
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
#: What programs announce that do not know.
_SAY_NOTHING = frozenset(
    ("binary", "default", "none", "null", "undefined", "unknown", "user_defined")
)
_QUOTES = " \t\"'"
_WEAK = frozenset(("ascii", "latin_1", "cp1252"))
#: What says nothing of bytes that are no UTF-8.
_UNSAID = (None, "ascii", "utf_8", "utf_8_sig")
_UNICODE = frozenset(name for name in TEXT_CHARSETS if name.startswith("utf_"))
_REFERENCE = re.compile(r"&#(\d{2,7});", re.ASCII)
_JAPANESE_MAIL = re.compile(rb"\x1b(?:\$[@B]|\([IJ])")


def known_charset(name: str | None) -> str | None:
    """Python's name of a charset that a sender names, None where it is unknown."""
    normal = _normal(name)
    python_name = _LABELS.get(normal) or aliases.get(normal, normal)
    if python_name not in TEXT_CHARSETS:
        # Windows names its own by a number, and others after it: x-windows-1251.
        python_name = aliases.get(normal.removeprefix("x_"), python_name)
    return python_name if python_name in TEXT_CHARSETS else None


def announced_charset(name: str | None) -> str | None:
    """The charset that a sender announces, None where it announces none.

    :raises UnsupportedBody: it is not known here
    """
    charset, received = known_charset(name), shortened((name or "").strip(_QUOTES))
    says_nothing = _normal(name).removeprefix("x_") in _SAY_NOTHING
    if received and charset is None and not says_nothing:
        raise UnsupportedBody(
            "charset_unsupported",
            _lt(
                "The charset %(charset)r that the call announces is not supported;"
                " send UTF-8.",
                charset=received,
            ),
            charset=received,
        )
    return charset


def decoded(
    raw: bytes, announced: str | None, guess: Callable[[], str | None] | None = None
) -> tuple[str, str]:
    """The charset of a text, by Python's name, and the text.

    :param announced: as :func:`announced_charset` gives it
    :param guess: gives the charset where that is not said and the text is no UTF-8, by
        Python's name, or None; by default what the text itself makes clear
    :raises UnicodeError: the bytes are text in none of the charsets that they may be in
    """
    for charset in _candidates(raw, announced):
        for codec in (_SUPERSETS.get(charset, charset), charset):
            try:
                return charset, raw.decode(codec)
            except UnicodeError:
                continue
    charset = None
    if announced in _UNSAID:
        charset = guess() if guess else guessed([raw])
    if charset:
        return charset, raw.decode(charset)
    raise UnicodeError(announced or "utf_8")


def decode_text(
    raw: bytes,
    declared: str | None,
    where: str,
    notes: NoteBook,
    guess: Callable[[], str | None] | None = None,
) -> str:
    """Text of a form field, in the charset that its sender announces.

    Without one it is UTF-8, else what is clear. Characters that cannot be stored are
    replaced. What is not plain UTF-8 is noted.

    :param declared: charset as the sender names it
    :param where: name of the field, for notes and for the error
    :param guess: as :func:`decoded`
    :raises UnreadableBody: bytes that are no text
    :raises UnsupportedBody: the charset is not known
    """
    announced = announced_charset(declared)
    try:
        charset, text = decoded(raw, announced, guess)
    except UnicodeError as error:
        raise _undecodable(where, declared if announced else None) from error
    text = _with_what_it_lacks(text, announced)
    if not is_utf_8(text, raw):
        code = "charset_declared" if charset == announced else "charset_guessed"
        notes.add_at(where, code, charset=charset)
    for code in unstorable_notes(text):
        notes.add_at(where, code)
    return storable(text)


def _with_what_it_lacks(text: str, announced: str | None) -> str:
    """A text with the characters that its charset lacks.

    Browsers write ``&#128512;`` in a form for a smile that its charset does not have
    (WHATWG Encoding, "encode or fail", HTML mode). What the charset has is nobody's
    reference but that of the person who typed it.
    """
    if announced in (None, *_UNICODE) or "&#" not in text:
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


def is_utf_8(text: str, raw: bytes) -> bool:
    """Whether a text is what its bytes say in UTF-8."""
    return text.encode("utf-8", "surrogatepass") == raw


def _candidates(raw: bytes, announced: str | None) -> tuple[str, ...]:
    """The charsets that bytes may be in, the likeliest first."""
    if announced in (None, "utf_8", "utf_8_sig"):
        if _JAPANESE_MAIL.search(raw):
            return ("iso2022_jp", "utf_8")
        return ("utf_8",)
    if announced == "ascii":
        return ("utf_8",)
    wide = announced.startswith(("utf_16", "utf_32"))
    if announced in _WEAK or (wide and raw.isascii() and b"\x00" not in raw):
        # Names of a form in UTF-16 are ASCII all the same.
        return ("utf_8", announced)
    return (announced, "utf_8")


def _normal(name: str | None) -> str:
    first = re.split(r"[,;\s]", (name or "").strip(_QUOTES), maxsplit=1)[0]
    return re.sub(r"[^a-z0-9]+", "_", first.lower()).strip("_")


def _undecodable(where: str, declared: str | None) -> UnreadableBody:
    field = shortened(where)
    if declared:
        charset = shortened(declared)
        return UnreadableBody(
            "text_undecodable",
            _lt(
                "The field %(field)r holds bytes that are not text in %(charset)s, the"
                " charset that the call announces.",
                field=field,
                charset=charset,
            ),
            field=field,
            charset=charset,
        )
    return UnreadableBody(
        "text_undecodable",
        _lt(
            "The field %(field)r holds bytes that are not text in UTF-8; name the"
            " charset in the content type.",
            field=field,
        ),
        field=field,
    )
