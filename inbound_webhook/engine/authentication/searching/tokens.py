"""Finds what is no signature of the call: the secret itself, Basic, JSON Web Tokens."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..call import SignedCall
from ..encodings import find_encoding
from ..hashes import HASHES
from ..kinds import SCHEME_KINDS
from ..scheme import Place, Scheme, Secret, TimeRule
from .keys import public_formats, shared_forms
from .places import all_places

#: A secret that is shorter may stand somewhere by chance.
_FEWEST = 8
_LONGEST_PREFIX = 24


def secret_itself(call: SignedCall, secret: Secret) -> Iterator[Scheme]:
    """Schemes by which the secret stands somewhere in the call."""
    value = secret.value.strip().encode("utf-8", "surrogatepass")
    if len(value) < _FEWEST:
        return
    for place, text in all_places(call):
        prefix = text[: len(text) - len(value)].decode("latin-1")
        if text.endswith(value) and len(prefix) < _LONGEST_PREFIX:
            yield Scheme("token", place=place, prefix=prefix)
    if b":" in value:
        yield Scheme("basic")


@dataclass(frozen=True)
class FoundToken:
    """A JSON Web Token in a call, not verified.

    :param claims: what it says
    :param now: a time at which it can be valid
    """

    place: Place
    prefix: str
    algorithm: str
    claims: dict[str, Any]
    now: float


def tokens(call: SignedCall) -> list[FoundToken]:
    """All that looks like a JSON Web Token."""
    found = []
    for place, text in all_places(call):
        start, _blank, rest = text.rpartition(b" ")
        prefix = (start + b" ").decode("latin-1") if start else ""
        header, claims = _read(rest)
        if header.get("alg") in SCHEME_KINDS["jwt"].algorithms:
            now = next(
                (
                    claims[name]
                    for name in ("iat", "nbf", "exp")
                    if type(claims.get(name)) is int
                ),
                0,
            )
            if "iat" not in claims and "nbf" not in claims:
                now -= 1
            found.append(FoundToken(place, prefix, header["alg"], claims, now))
    return found


def token_schemes(call: SignedCall, secret: Secret) -> Iterator[tuple[Scheme, float]]:
    """Schemes by which the call holds a token, each with a time at which to look."""
    for found in tokens(call):
        options = _options(call, found.claims)
        rule = TimeRule(Place("signature", "iat")) if "iat" in found.claims else None
        for form in _forms(found.algorithm, secret):
            scheme = Scheme(
                "jwt",
                found.algorithm,
                place=found.place,
                prefix=found.prefix,
                options=options,
                time=rule,
                **form,
            )
            yield scheme, found.now


def _forms(algorithm: str, secret: Secret) -> Iterator[dict[str, str]]:
    if algorithm.startswith("HS"):
        yield from (form for form, _key in shared_forms(secret))
    else:
        yield from public_formats(secret)


def _options(call: SignedCall, claims: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if claims.get("iss"):
        options["issuer"] = claims["iss"]
    if "exp" not in claims:
        options["may_not_expire"] = True
    for name, value in claims.items():
        for encoding in ("hex", "base64", "base64url_unpadded"):
            if value == _hash(call.request.body, encoding):
                options["body_hash_claim"] = name
                if encoding != "hex":
                    options["body_hash_encoding"] = encoding
        if call.public_url and value == _hash(call.url, "hex"):
            options["url_hash_claim"] = name
    return options


def _hash(value: bytes, encoding: str) -> str:
    return find_encoding(encoding).write(HASHES["sha256"](value)).decode()


def _read(token: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims; empty for what is no token."""
    parts = token.split(b".")
    if len(parts) != 3:
        return {}, {}
    try:
        header, claims = (
            json.loads(find_encoding("base64url_unpadded").parse(part))
            for part in parts[:2]
        )
    except (ValueError, RecursionError):
        return {}, {}
    if not isinstance(header, dict) or not isinstance(claims, dict):
        return {}, {}
    return header, claims
