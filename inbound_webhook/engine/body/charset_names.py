"""Names of charsets, as senders write them, and Python's names for them.

What is not listed here is not known: to guess at a name would write garbage.
"""

import re
from encodings.aliases import aliases
from functools import lru_cache

from ..errors import UnsupportedBody
from ..phrases import _lt
from .text import shortened

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
#: Names of charsets as people know them, by Python's.
_PUBLIC = {
    **{f"cp{number}": f"Windows-{number}" for number in (874, *range(1250, 1259))},
    **{f"iso8859_{number}": f"ISO-8859-{number}" for number in range(2, 17)},
    "big5hkscs": "Big5",
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "iso2022_jp": "ISO-2022-JP",
    "latin_1": "ISO-8859-1",
    "shift_jis": "Shift_JIS",
}
UNICODE = frozenset(name for name in TEXT_CHARSETS if name.startswith("utf_"))
#: What says nothing of bytes that are no UTF-8.
UNSAID = (None, "ascii", "utf_8", "utf_8_sig")
#: What programs announce that do not know. "ANSI" is whatever a Windows has.
_SAY_NOTHING = frozenset(
    [
        *("binary", "default", "none", "null", "undefined", "unknown", "user_defined"),
        *("ansi", "auto", "text", "7bit", "8bit", "8_bit", "charset", "system", "any"),
    ]
)
#: Of a template that nobody filled: $charset, {{ charset }}.
_PLACEHOLDER = re.compile(r"\s*(?:[$%{<]|\[\[)")
_QUOTES = " \t\"'"


@lru_cache(maxsize=128)
def known_charset(name: str | None) -> str | None:
    """Python's name of a charset that a sender names, None where it is unknown."""
    normal = _normal(name)
    python_name = _LABELS.get(normal) or aliases.get(normal, normal)
    if python_name not in TEXT_CHARSETS:
        # Windows names its own by a number, and others after it: x-windows-1251.
        python_name = aliases.get(normal.removeprefix("x_"), python_name)
    if python_name not in TEXT_CHARSETS:
        python_name = _joined_names().get(_joined(normal), python_name)
    return python_name if python_name in TEXT_CHARSETS else None


def announced_charset(name: str | None) -> str | None:
    """The charset that a sender announces, None where it announces none.

    :raises UnsupportedBody: it is not known here
    """
    charset, received = known_charset(name), shortened((name or "").strip(_QUOTES))
    normal = _normal(name).removeprefix("x_")
    says_nothing = normal in _SAY_NOTHING or _PLACEHOLDER.match(name or "")
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


def public_name(charset: str) -> str:
    """A charset as people know it: Windows-1252.

    :param charset: by Python's name
    """
    return _PUBLIC.get(charset, charset.replace("_", "-").upper())


def charset_of_ascii_signs(name: str | None) -> str | None:
    """The charset that a sender names of a document whose signs are ASCII.

    It is not UTF-16, whatever a program says that has its own texts in it.

    :return: as it is named; None where it cannot be the one
    """
    is_wide = (known_charset(name) or "").startswith(("utf_16", "utf_32"))
    return None if is_wide else name


def _joined(normal: str) -> str:
    """A name without what stands between its parts: windows1252, cp-1251, utf-8-bom."""
    joined = normal.replace("_", "").removeprefix("charset").removeprefix("x")
    if joined.startswith("utf8"):
        # A database says with it how it sorts: utf8mb4_general_ci.
        return "utf8"
    if joined.isdigit() or re.fullmatch(r"win\d+", joined):
        return f"cp{joined.removeprefix('win')}"
    return joined


@lru_cache(maxsize=1)
def _joined_names() -> dict[str, str]:
    """Python's names, by what people call them without anything between."""
    known = {name: name for name in TEXT_CHARSETS} | aliases | _LABELS
    found = {
        name.replace("_", ""): charset
        for name, charset in known.items()
        if charset in TEXT_CHARSETS
    }
    return {
        **found,
        "isolatin1": "latin_1",
        "ucs2": "utf_16",
        "cp65001": "utf_8",
        "csutf8": "utf_8",
    }


def _normal(name: str | None) -> str:
    # A number behind a blank is a part of the name: windows 1252, iso 8859-15.
    first = re.split(r"[,;]|\s(?!\s*\d)", (name or "").strip(_QUOTES), maxsplit=1)[0]
    return re.sub(r"[^a-z0-9]+", "_", first.lower()).strip("_")
