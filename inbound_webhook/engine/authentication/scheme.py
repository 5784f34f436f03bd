"""A scheme: how a sender proves that a call is its own, said as data.

There is no code for a sender. What one does differently from another is a field here;
what a field can say is an object in a registry, found by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

#: ``signature`` stands for the fields of the signature itself, such as ``t`` in
#: ``t=1700000000,v1=...``; a time and a key id can stand there, and nothing else.
Source = Literal["header", "query", "form", "body", "signature"]
#: What is done where a part of the signed bytes is missing in a call.
IfMissing = Literal["refuse", "empty"]


@dataclass(frozen=True)
class Place:
    """Where something stands in a call.

    :param source: which part of the call
    :param name: of a header in any case, of a field of the query or of a form exactly
        as sent; in a body a path. A header's name that ends in ``*`` stands for all
        whose names begin so (``X-DocuSign-Signature-*``), for a signature alone
    """

    source: Source = "header"
    name: str = ""

    def is_header(self, name: str) -> bool:
        """Whether it is the header of this name, or one of those whose names begin as
        it does."""
        wanted, name = self.name.lower(), name.lower()
        if wanted.endswith("*"):
            return self.source == "header" and name.startswith(wanted[:-1])
        return self.source == "header" and name == wanted


@dataclass(frozen=True)
class Part:
    """One part of the bytes that are signed.

    :param kind: name of a kind of parts
    :param argument: what it says further, such as the name of a header
    :param if_missing: whether a call without it is refused, or signed with nothing in
        its place
    """

    kind: str
    argument: str = ""
    if_missing: IfMissing = "refuse"


@dataclass(frozen=True)
class TimeRule:
    """How old a call may be.

    :param place: where the time stands that the sender signed
    :param unit: ``seconds`` or ``milliseconds`` since 1970, or ``iso8601``
    :param past: seconds that it may be old
    :param future: seconds that it may be ahead of our clock
    """

    place: Place = Place()
    unit: Literal["seconds", "milliseconds", "iso8601"] = "seconds"
    past: int = 300
    future: int = 300


@dataclass(frozen=True)
class Secret:
    """What sender and receiver share, or the sender's public key.

    :param value: as the administrator pasted it; of Basic, ``user:password``
    :param valid_until: seconds since 1970 from which on it is dead, None for never
    :param key_id: the name that the sender has for it, if any: a call can say with
        which of several it is signed, and some senders sign it
    """

    value: str = field(default="", repr=False)
    valid_until: float | None = None
    key_id: str = ""

    def is_live(self, now: float) -> bool:
        """Whether it may still be used."""
        return bool(self.value) and (self.valid_until is None or now < self.valid_until)


@dataclass(frozen=True)
class Scheme:
    """How a sender proves that a call is its own.

    :param kind: ``none``, ``basic``, ``token``, ``client_certificate``, ``signature``,
        ``public_key``, ``jwt`` or ``http_message``
    :param algorithm: name of one of those that the kind has
    :param prehash: a hash that the bytes go through before they are signed: empty,
        ``sha256`` (the digest itself) or ``sha256_hex``; ``sha1`` and ``sha512`` alike
    :param parts: what is signed, in this order
    :param joiner: what stands between them
    :param items_path: where each item of a list in the body has a signature of its own:
        the path of the list. Paths in the body are then seen from the item
    :param place: where the signature stands, or the token
    :param shape: ``whole`` (the value is one signature), ``list`` (several with a
        separator between) or ``named`` (``name=value``, several with a separator)
    :param prefix: what a signature begins with; of a list, each that counts
    :param separator: between the signatures of a list, or the names with their values
    :param name_separator: between a name and its value
    :param names: those of the values that are signatures
    :param position: of a list, which one is the signature, from 1; 0 for any
    :param encoding: how the signature is written
    :param key_format: how the secret is written
    :param key_prefix: what a secret may begin with that is not part of the key
    :param key_derivation: what is made of the key before it is used; empty for nothing
    :param key_id_place: where a call says which of the secrets it is signed with; only
        those of this id are tried
    :param key_url_place: where a call says at which address the certificate with its
        public key is. Then no secret has the key: what an administrator enters is the
        sender's name of what is his own, by which its calls to others are told from
        those to him
    :param key_hosts: hosts at which certificates may be, as ``engine.hosts`` has them
    :param time: how old a call may be, None where the sender signs no time
    :param id_place: where the id of the delivery stands
    :param event_type_place: where it stands what kind of event it is
    :param nonce_place: where a value stands that no other call may have
    :param refusal_status: HTTP status of a refusal
    :param refusal_body: text of a refusal, empty for the usual answer
    :param options: what only one kind of schemes has to say (see there)
    """

    kind: str = "none"
    algorithm: str = "hmac_sha256"
    prehash: str = ""
    parts: tuple[Part, ...] = (Part("body"),)
    joiner: str = ""
    items_path: str = ""
    place: Place = Place()
    shape: Literal["whole", "list", "named"] = "whole"
    prefix: str = ""
    separator: str = ","
    name_separator: str = "="
    names: tuple[str, ...] = ()
    position: int = 0
    encoding: str = "hex"
    key_format: str = "text"
    key_prefix: str = ""
    key_derivation: str = ""
    key_id_place: Place | None = None
    key_url_place: Place | None = None
    key_hosts: tuple[str, ...] = ()
    time: TimeRule | None = None
    id_place: Place | None = None
    event_type_place: Place | None = None
    nonce_place: Place | None = None
    refusal_status: int = 401
    refusal_body: str = ""
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    #: The certificate that a call names, in PEM: it is put here for that call alone,
    #: and no data. Where a call is to be signed, the private key.
    certificate: str = field(default="", repr=False)

    def option(self, name: str, default: Any = None) -> Any:
        """What an option says; the default where it is not set."""
        return self.options.get(name, default)


@dataclass(frozen=True)
class Proof:
    """What a kind of schemes finds in a call that a secret made.

    :param signed: the bytes that are signed, or nothing where they are not
    :param time: when it was signed, in seconds since 1970, where the kind has a place
        of its own for that
    """

    signed: bytes = b""
    time: float | None = None


@dataclass(frozen=True)
class Verified:
    """What is known of a call that is authentic.

    :param secret: which one it was made with; None of a scheme that asks for none
    :param time: when the sender says that it signed, in seconds since 1970
    :param delivery_id: the sender's id of the delivery
    :param event_type: the sender's name of what happened
    :param nonce: a value that no other call may have; it is for the caller to remember
    :param signed: digest of the bytes that are signed, None where none are
    """

    secret: Secret | None = None
    time: float | None = None
    delivery_id: str | None = None
    event_type: str | None = None
    nonce: str | None = None
    signed: str | None = None


@dataclass(frozen=True)
class Additions:
    """What a sender adds to a call when it signs it.

    :param headers: (name, value) pairs
    :param query: (name, value) pairs, decoded
    :param form: (name, value) pairs, decoded
    :param body: (path, value) pairs; only where the body itself is not signed
    """

    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()
    body: tuple[tuple[str, str], ...] = ()
