"""E-mail addresses."""

import re
from typing import Any
from urllib.parse import unquote

from ..body.text import REPLACEMENT
from ..phrases import _lt
from ..spelling import spelled_out, without_marks
from ..values import ValueContext, is_empty, refused
from ..written import as_seen
from .registry import NAMED, POSSIBLE, register_type
from .text import stripped_text

#: One address and nothing around it: what is sure to be one, not all that RFC 5322
#: allows. With Odoo's own helper in the context, that one reads the text, and takes
#: ``a@b`` for an address too, which no mail server outside does.
_DOMAIN = r"@(?:[\w-]+\.)+[\w-]{2,}"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]+{_DOMAIN}")
_ENDS_IN_DOMAIN = re.compile(rf"[^@]+{_DOMAIN}", re.DOTALL)
#: Characters of an address with the name in front of it. RFC 5321 allows 254 for the
#: address alone; what is longer costs Odoo's helper its stack.
LONGEST_EMAIL = 500
_NAMES = frozenset({"email", "mail"})
#: What says something of a mail looks like an address: Message-Id, References.
_OF_MAILS = frozenset({"id", "references", "dkim", "spf"})
_ANSWERED = frozenset({"in", "reply", "to"})
#: How many addresses there may be in one value.
_MOST = 50
#: What stands between commas, semicolons and lines, unless these are in quotes.
_PIECES = re.compile(r'(?:"[^"]*"|[^,;\n"])+')
#: Addresses without names have blanks, strokes and slashes between them as well.
_BARE_PIECES = re.compile(r"[^\s|/]+")
#: What people and programs leave around an address: the end of a sentence, quotes.
_AROUND = " \t\r\n.,;:'\u2018\u2019"
_LABEL = re.compile(r"\A(?:e-?mail|mail)\s*:\s*", re.IGNORECASE)
#: Slack writes <mailto:ada@example.com|ada@example.com>.
_LINK = re.compile(r"\A<mailto:([^|<>]+)(?:\|[^<>]*)?>\Z", re.IGNORECASE)
#: ``Ann <ann@example.com>``, where the context has no helper that knows it.
_NAMED = re.compile(r'(?:[^<>@,;]+|"[^"]*")?\s*<([^<>]+)>')
_EXPECTED = _lt("an e-mail address")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: Words before an address that say what it is.
_CALLED = frozenset(
    "mail email courriel correo adresse address contact kontakt".split()
)


def _suggests(words: frozenset[str], value: Any) -> int:
    if not isinstance(value, str):
        return 0
    if words & _NAMES:
        return NAMED
    is_of_mail = words & _OF_MAILS or words >= _ANSWERED
    return POSSIBLE if "@" in value and not is_of_mail else 0


@register_type(
    "email",
    _lt("E-mail"),
    takes_lists=True,
    takes_first=True,
    false_is_nothing=True,
    sample="ada@example.com",
    suggests=_suggests,
)
def to_email(value: Any, context: ValueContext) -> str | None:
    """One address, in the spelling in which addresses are compared; of several, the
    first.
    """
    found = _addresses(value, context, is_first=True)
    return found[0] if found else None


@register_type(
    "emails",
    _lt("E-mail, all of several"),
    takes_lists=True,
    false_is_nothing=True,
    sample="ada@example.com, charles@example.com",
)
def to_emails(value: Any, context: ValueContext) -> str | None:
    """All addresses, each once, with a comma between."""
    return ", ".join(dict.fromkeys(_addresses(value, context))) or None


def _addresses(
    value: Any, context: ValueContext, *, is_first: bool = False
) -> list[str]:
    """The addresses in a value: one or several, with a name before each or without.

    :param is_first: whether the first one is asked for: what is behind it may be none
    :raises ValueRefused: there is anything else in it, or none
    """
    items = value if isinstance(value, list) else [value]
    texts = [item for item in items if not is_empty(item) and item is not False]
    if len(texts) > _MOST:
        raise refused(value, _EXPECTED)
    return [address for text in texts for address in _of_text(text, context, is_first)]


def _of_text(value: Any, context: ValueContext, is_first: bool) -> list[str]:
    text = stripped_text(value, _EXPECTED)
    if len(text) > LONGEST_EMAIL:
        raise refused(value, _EXPECTED)
    text = as_seen(text)
    one = _normalized(text, context, is_first)
    if one:
        return [one]
    for pieces in (_PIECES.findall(text), _BARE_PIECES.findall(text)):
        texts = [piece for piece in pieces if piece.strip(_AROUND)]
        found = [_normalized(piece, context) for piece in texts]
        if found and None not in found:
            return [address for address in found if address]
    raise refused(value, _EXPECTED)


def _without_link(text: str) -> str:
    """The address of what programs make of one: ``mailto:ada@example.com?subject=…``"""
    link = _LINK.fullmatch(text)
    text = _LABEL.sub("", f"mailto:{link[1]}" if link else text)
    if text[:7].lower() != "mailto:":
        return text
    return unquote(text[7:].partition("?")[0])


def _normalized(text: str, context: ValueContext, is_first: bool = False) -> str | None:
    """The one address that a text is, None where it is none."""
    text = _without_link(text.strip()).strip(_AROUND)
    if context.normalize_email is not None:
        address = context.normalize_email(text) or ""
        is_one = _is_written_in(text, address) and _is_whole(text, address, is_first)
        address = address if is_one else ""
    else:
        named = _NAMED.fullmatch(text)
        text = named[1] if named else text
        address = text.lower() if _EMAIL.fullmatch(text) else ""
        address = address if _is_written_in(text, address) else ""
    address = in_letters(address)
    return address if _ENDS_IN_DOMAIN.fullmatch(address) else None


def _is_written_in(text: str, address: str) -> bool:
    """Whether an address stands in a text.

    Odoo's helper takes blanks out of a text with one @: ``ada@example.com Ada`` would
    be ``ada@example.comada``. It also reads the addresses of pages, and what stands for
    characters that cannot be stored.
    """
    is_there = address.lower() in text.lower()
    return is_there and "//" not in address and REPLACEMENT not in address


def _is_whole(text: str, address: str, is_first: bool) -> bool:
    """Whether what stands around an address in a text is no part of it, nor another.

    Odoo's helper passes over it: who writes ``ada lovelace@example.com`` has an
    address with a point in it, and not that of somebody called Lovelace.
    """
    before, _address, after = _parted(text, address)
    if "@" in before or after[:1].isalnum() or after[:1] == "@":
        return False
    if "@" in after and not is_first:
        return False
    name = before.rstrip()
    if not name or name[-1] in "<(:[\"'\u00ab\u201c\u201e" or "<" in name:
        return True
    if name == before:
        return False
    return name[-1] in ",;|/-\u2013" or "\n" in before or _is_name_of(name, address)


def _parted(text: str, address: str) -> tuple[str, str, str]:
    start = text.lower().find(address.lower())
    end = start + len(address)
    return text[:start], text[start:end], text[end:]


def _is_name_of(text: str, address: str) -> bool:
    """Whether words before an address are whose it is, or say that it is one."""
    words = _WORD.findall(text)
    if len(words) > 1 and all(word[0].isupper() for word in words):
        return True
    local = address.partition("@")[0].casefold()
    spelled = {
        part
        for word in words
        for part in (spelled_out(word.casefold()), without_marks(word.casefold()))
    }
    return any(word in local for word in spelled) or not _CALLED.isdisjoint(spelled)


def in_letters(address: str) -> str:
    """An address whose domain is in the letters that people read.

    ``ada@xn--exmple-cua.de`` is ``ada@exämple.de``.
    """
    local, at, domain = address.rpartition("@")
    if not domain.startswith("xn--") and ".xn--" not in domain:
        return address
    try:
        return f"{local}{at}{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return address


def in_ascii(address: str) -> str:
    """An address whose domain is as it is asked for in the DNS."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address
