"""Bytes to text, strictly: a charset is tried whole or not at all.

What the sender announces decides, and an announced charset that is not known here is
refused by its name: to guess instead would write garbage. Some announcements are weaker
than the bytes. ISO-8859-1 was HTTP's default for decades, and programs that know no
better still announce it over UTF-8; so does ASCII. Nobody means the ``Ã©`` that such
text would be. UTF-8 or ASCII over bytes that are none is read as where nothing is
announced: in the charset that the handler says, else in the one that is clear from all
texts of the call (``guess.py``), or not at all.
"""

import codecs
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from encodings.aliases import aliases
from functools import cached_property, lru_cache

from ..errors import UnreadableBody, UnsupportedBody
from ..phrases import _lt
from .european import has_capital_inside
from .guess import Guess, guessed
from .notes import NoteBook
from .text import shortened, storable, unstorable_notes
from .western import is_western

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
#: What programs announce that do not know.
_SAY_NOTHING = frozenset(
    ("binary", "default", "none", "null", "undefined", "unknown", "user_defined")
)
_QUOTES = " \t\"'"
_WEAK = frozenset(("ascii", "latin_1", "cp1252"))
#: What says nothing of bytes that are no UTF-8.
UNSAID = (None, "ascii", "utf_8", "utf_8_sig")
_UNICODE = frozenset(name for name in TEXT_CHARSETS if name.startswith("utf_"))
_CONTROLS = re.compile("[\x80-\x9f]")
#: Charsets with characters of more than one byte begin so.
_WIDE = re.compile("utf|shift|cp9|euc|iso2022|gb|big5|hz|johab")
_CONTINUATION = bytes(range(0x80, 0xC0))
_REFERENCE = re.compile(r"&#(\d{2,7});", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile("[A-Za-z][\u0370-\u0e7f]|[\u0370-\u0e7f][A-Za-z]")
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


@dataclass(frozen=True)
class Texts:
    """All texts of one call: its sender writes them alike.

    :param all: as they came
    :param assumed: the charset, by Python's name, that they are in where they are no
        UTF-8 and their sender says nothing; None for what is clear from the texts
    """

    all: tuple[bytes, ...] = ()
    assumed: str | None = None

    @classmethod
    def of(cls, texts: Iterable[bytes], assumed: str | None = None) -> "Texts":
        """Those that tell something."""
        unread = (text for text in texts if not text.isascii())
        return cls(tuple(unread), known_charset(assumed))

    @cached_property
    def guess(self) -> Guess | None:
        """The charset of those that nobody says it of, None for none."""
        unread = [text for text in self.all if not _is_utf_8(text)]
        # Where two characters were taken for one of UTF-8, the others tell.
        return guessed(unread) if unread else None

    @cached_property
    def are_cut(self) -> bool:
        """Whether all are UTF-8 but for halves of characters at their ends."""
        cut = [text for text in self.all if not _is_utf_8(text)]
        has_whole = len(cut) < len(self.all)
        return has_whole and all(_without_halves(text) is not None for text in cut)


@dataclass(frozen=True)
class Decoded:
    """A text that was bytes.

    :param charset: by Python's name
    :param is_said: whether its sender, or the handler, says that charset
    :param is_sure: whether it can be no other one
    :param is_cut: whether half a character was left off at an end
    """

    text: str
    charset: str
    is_said: bool = True
    is_sure: bool = True
    is_cut: bool = False

    def note(self, raw: bytes) -> str | None:
        """The code of what is to be noted of it; None for plain UTF-8."""
        if not self.is_sure:
            return "charset_doubtful" if self.is_said else "charset_guessed"
        if self.is_cut:
            return "text_cut"
        if is_utf_8(self.text, raw):
            return None
        return "charset_declared" if self.is_said else "charset_clear"


def decoded(raw: bytes, announced: str | None, texts: Texts | None = None) -> Decoded:
    """The text that bytes are.

    :param announced: as :func:`announced_charset` gives it
    :param texts: all of the call; by default these bytes alone
    :raises UnicodeError: the bytes are text in none of the charsets that they may be in
    """
    if texts is None:
        texts = Texts.of([raw])
    if announced in UNSAID:
        announced = announced or "utf_8"
        if _JAPANESE_MAIL.search(raw):
            found = _read(raw, "iso2022_jp")
            if found is not None:
                return Decoded(found, "iso2022_jp", is_said=False)
        if raw.isascii():
            return Decoded(raw.decode("ascii"), announced)
        if not texts.assumed or texts.assumed in _UNICODE:
            return _unsaid(raw, announced, texts)
        return _said(raw, texts.assumed, is_chosen=True)
    return _said(raw, announced, texts=texts)


def _unsaid(raw: bytes, announced: str, texts: Texts) -> Decoded:
    """What bytes are that nobody says the charset of, or that are to be UTF-8."""
    text, guess = _read(raw, "utf_8"), texts.guess
    if text is not None:
        # Two characters of GBK may be one of UTF-8, in a call that is in GBK.
        other = (
            guess and guess.charset not in _WEAK and not is_rather_utf_8(raw, guess[0])
        )
        found = _read(raw, guess.charset) if other else None
        if found is not None:
            return Decoded(found, guess.charset, is_said=False, is_sure=False)
        return Decoded(text, announced)
    cut = _without_halves(raw)
    if cut is not None and (texts.are_cut or _tells_utf_8(cut)):
        return Decoded(cut, "utf_8", is_cut=True)
    if guess:
        found = _read(raw, guess.charset)
        if found is not None:
            return Decoded(found, guess.charset, is_said=False, is_sure=guess.is_sure)
    raise UnicodeError(announced)


def _said(
    raw: bytes, said: str, texts: Texts | None = None, is_chosen: bool = False
) -> Decoded:
    """What bytes are whose charset is said."""
    is_weak, is_wide = said in _WEAK, said.startswith(("utf_16", "utf_32"))
    # Names of a form in UTF-16 are ASCII all the same.
    is_name = is_wide and raw.isascii() and b"\x00" not in raw
    if is_weak or is_name or is_rather_utf_8(raw, said):
        text = _read(raw, "utf_8")
        if text is not None:
            return Decoded(text, "utf_8", is_said=False)
    text = _read(raw, said)
    if text is not None and _mixes_alphabets(text):
        whole = _read(raw, "utf_8")
        if whole is not None and not _mixes_alphabets(whole):
            return Decoded(whole, "utf_8", is_said=False)
    if text is not None:
        return Decoded(text, said, is_sure=is_chosen or not _reads_oddly(text, is_weak))
    text = _read(raw, "utf_8")
    if text is not None:
        return Decoded(text, "utf_8", is_said=False)
    cut = _without_half(raw, said)
    if cut is not None and not cut.isascii():
        return Decoded(cut, said, is_cut=True)
    if is_weak and texts:
        return _unsaid(raw, "utf_8", texts)
    raise UnicodeError(said)


def _read(raw: bytes, charset: str) -> str | None:
    """The text, None where the bytes are none in a charset.

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


@lru_cache(maxsize=128)
def _codecs(charset: str) -> tuple[str, ...]:
    names = (_SUPERSETS.get(charset), charset, _WINDOWS.get(charset))
    return tuple(dict.fromkeys(filter(None, names)))


@lru_cache(maxsize=128)
def _is_wide(charset: str) -> bool:
    return _WIDE.match(charset) is not None


def is_rather_utf_8(raw: bytes, charset: str) -> bool:
    """Whether bytes that are said to be in a charset are UTF-8 all the same.

    They are where that gives text which the charset could have written. Two letters of
    windows-1251 or GBK can be one of UTF-8, but hardly one of their own.
    """
    text = None if raw.isascii() else _read(raw, "utf_8")
    high = [sign for sign in text or "" if not sign.isascii()]
    if not high or charset in _UNICODE:
        return bool(high)
    if _is_wide(charset) and max(high) < "\u0800" and len(high) < 3:
        return False
    codec = _SUPERSETS.get(charset, charset)
    own = sum(bool(sign.encode(codec, "ignore")) for sign in high)
    return 4 * own >= 3 * len(high)


def _is_utf_8(raw: bytes) -> bool:
    return _read(raw, "utf_8") is not None


def _without_halves(raw: bytes) -> str | None:
    """UTF-8 without halves of characters at its ends, None for what is none.

    Who cuts a text after so many bytes, or into messages, leaves such.
    """
    rest = raw.lstrip(_CONTINUATION)
    return _without_half(rest, "utf_8") if len(raw) - len(rest) < 4 else None


def _without_half(raw: bytes, charset: str) -> str | None:
    codec = _SUPERSETS.get(charset, charset)
    if not _is_wide(charset):
        return None
    try:
        return codecs.getincrementaldecoder(codec)().decode(raw)
    except UnicodeError:
        return None


def _tells_utf_8(text: str) -> bool:
    """Whether a text is UTF-8 beyond doubt, though halves of characters are lost."""
    high = [sign for sign in text if not sign.isascii()]
    return len(high) > 1 or any(not "\u0250" <= sign < "\u0800" for sign in high)


def _mixes_alphabets(text: str) -> bool:
    """Whether a word has Latin letters and those of another alphabet side by side."""
    return _MIXED.search(text) is not None


def _reads_oddly(text: str, is_western_expected: bool) -> bool:
    """Whether a text does not look like what it is said to be."""
    if text.isascii():
        return False
    if is_western_expected:
        return not is_western(text)
    return _mixes_alphabets(text) or any(
        has_capital_inside(word) for word in _WORD.findall(text) if not word.isascii()
    )


def decode_text(
    raw: bytes,
    declared: str | None,
    where: str,
    notes: NoteBook,
    texts: Texts | None = None,
) -> str:
    """A text of a body, in the charset that its sender announces.

    Without one it is UTF-8, else what is clear. Characters that cannot be stored are
    replaced. What is not plain UTF-8 is noted.

    :param declared: charset as the sender names it
    :param where: name of the field, for notes and for the error
    :param texts: as :func:`decoded`
    :raises UnreadableBody: bytes that are no text
    :raises UnsupportedBody: the charset is not known
    """
    announced = announced_charset(declared)
    try:
        found = decoded(raw, announced, texts)
    except UnicodeError as error:
        raise _undecodable(where, declared if announced else None) from error
    text = _with_what_it_lacks(found.text, announced)
    code = found.note(raw)
    if code == "text_cut":
        notes.add_at(where, code)
    elif code:
        notes.add_at(where, code, charset=found.charset)
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


@lru_cache(maxsize=128)
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
