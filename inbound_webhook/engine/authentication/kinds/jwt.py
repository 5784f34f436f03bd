"""A JSON Web Token: RFC 7519, signed as RFC 7515 and 7518 say, and never encrypted.

The header of a token names its algorithm; it has to be the one that the scheme names,
or a sender could choose ``none``, or have a public key used as a secret (RFC 8725,
section 3.1). Options of the scheme:

======================== ========================================================
``issuer``, ``subject``  what ``iss`` and ``sub`` have to be, where they are set
``audience``             what ``aud`` has to be, or to hold
``may_not_expire``       whether a token without ``exp`` is taken
``body_hash_claim``      the claim that holds the SHA-256 of the body; a token
                         without it is taken for a call without a body alone
``body_hash_encoding``   how that is written: ``hex`` unless said otherwise
``url_hash_claim``       the claim that holds the SHA-256 of the address, as hex
======================== ========================================================

The time of the scheme stands in ``Place("signature", "iat")``: how old the claim
``iat`` may be.
"""

import hmac
import json

from ...phrases import _lt
from .. import preparing, refusals
from ..adding import added
from ..encodings import find_encoding
from ..hashes import HASHES
from ..named_algorithms import NamedAlgorithms
from ..scheme import Proof
from ..shapes import written
from .registry import register_scheme_kind

_ALGORITHMS = NamedAlgorithms(
    shared={"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"},
    public={
        "RS256": "rsa_sha256",
        "RS384": "rsa_sha384",
        "RS512": "rsa_sha512",
        "PS256": "rsa_pss_sha256",
        "PS384": "rsa_pss_sha384",
        "PS512": "rsa_pss_sha512",
        "ES256": "ecdsa_p256_sha256_raw",
        "ES384": "ecdsa_p384_sha384_raw",
        "ES512": "ecdsa_p521_sha512_raw",
        "EdDSA": "ed25519",
    },
)
#: Seconds that two clocks may differ, where the scheme does not say.
LEEWAY = 60
#: How long a token lasts that we sign, in seconds.
_LIFETIME = 300
_BASE64URL = "base64url_unpadded"


def verify(call, secret, now):
    """Whether a token of a call is made with the secret, and says what it should.

    :return: with the time when it was issued, None where it does not say
    :rtype: Proof
    :raises NotAuthentic: there is none, it is none, was not made with this secret, is
        not for us, too old, or of another body
    :raises InvalidSetup: the secret cannot be read, or the scheme cannot work
    """
    problem = None
    for candidate in preparing.candidates(call, secret):
        header, claims, signed, signature = _taken_apart(call, candidate.text)
        if not _is_key(header, secret) or not _ALGORITHMS.is_signed(
            call.scheme, secret, signature, signed
        ):
            problem = refusals.wrong(call.scheme.place)
            continue
        _check_times(call.scheme, claims, now)
        _check_parties(call.scheme, claims)
        _check_hashes(call, claims)
        return Proof(signed, _number(claims, "iat"))
    raise problem


def sign(call, secret, now):
    """The token, with each claim that the scheme asks for."""
    scheme = call.scheme
    header = {"alg": scheme.algorithm, "typ": "JWT"}
    if secret.key_id:
        header["kid"] = secret.key_id
    signed = b".".join(_part(value) for value in (header, _claims(call, now)))
    signature = _ALGORITHMS.sign(scheme, secret, signed)
    token = signed + b"." + find_encoding(_BASE64URL).write(signature)
    return added(scheme.place, written(scheme, token, {}))


def check(scheme):
    """:raises InvalidSetup: an algorithm or an option that there is not"""
    _ALGORITHMS.check(scheme)
    find_encoding(scheme.option("body_hash_encoding", "hex"))


# === THE TOKEN ===


def _taken_apart(call, token):
    """Header, claims, what is signed, and the signature.

    :raises NotAuthentic: it is no token that is signed with the algorithm
    """
    malformed = refusals.malformed(call.scheme.place)
    parts = token.split(b".")
    if len(parts) != 3:
        raise malformed
    try:
        header, claims, signature = map(find_encoding(_BASE64URL).parse, parts)
        header, claims = json.loads(header), json.loads(claims)
    except (ValueError, RecursionError) as error:
        raise malformed from error
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise malformed
    # An extension that has to be understood: none is (RFC 7515, section 4.1.11).
    if header.get("alg") != call.scheme.algorithm or "crit" in header:
        raise malformed
    return header, claims, b".".join(parts[:2]), signature


def _is_key(header, secret):
    return not secret.key_id or header.get("kid", secret.key_id) == secret.key_id


def _part(value):
    text = json.dumps(value, separators=(",", ":")).encode()
    return find_encoding(_BASE64URL).write(text)


# === THE CLAIMS ===


def _claims(call, now):
    scheme = call.scheme
    claims = {"iat": int(now), "nbf": int(now), "exp": int(now) + _LIFETIME}
    for claim, option in (("iss", "issuer"), ("sub", "subject"), ("aud", "audience")):
        if scheme.option(option):
            claims[claim] = scheme.option(option)
    for option, value in _hashed(call):
        claims[scheme.option(option)] = value.decode()
    return claims


def _check_times(scheme, claims, now):
    leeway = scheme.time.future if scheme.time else LEEWAY
    expiry, start = _number(claims, "exp"), _number(claims, "nbf")
    if expiry is None and not scheme.option("may_not_expire"):
        raise _claim_missing("exp")
    if expiry is not None and now >= expiry + leeway:
        raise refusals.too_old(int(now - expiry), leeway)
    if start is not None and now < start - leeway:
        raise refusals.in_future(int(start - now), leeway)


def _check_parties(scheme, claims):
    for claim, option in (("iss", "issuer"), ("sub", "subject"), ("aud", "audience")):
        expected = scheme.option(option)
        if not expected:
            continue
        given = claims.get(claim)
        if given is None:
            raise _claim_missing(claim)
        # Only a token's audience may be several (RFC 7519, section 4.1.3).
        is_listed = claim == "aud" and isinstance(given, list) and expected in given
        if given != expected and not is_listed:
            raise refusals.claim_wrong(claim)


def _check_hashes(call, claims):
    for option, value in _hashed(call):
        claim = call.scheme.option(option)
        given = claims.get(claim)
        if given is None:
            if option == "body_hash_claim" and not call.request.body:
                continue
            raise _claim_missing(claim)
        given = str(given).encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(given, value):
            raise refusals.claim_wrong(claim)


def _hashed(call):
    """The options that name a claim with a hash, and what that has to be."""
    scheme = call.scheme
    if scheme.option("body_hash_claim"):
        encoding = find_encoding(scheme.option("body_hash_encoding", "hex"))
        yield "body_hash_claim", encoding.write(HASHES["sha256"](call.request.body))
    if scheme.option("url_hash_claim"):
        yield "url_hash_claim", find_encoding("hex").write(HASHES["sha256"](call.url))


def _number(claims, name):
    """A time of the claims; None where there is none.

    :raises NotAuthentic: it is no number
    """
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusals.claim_wrong(name)
    # Neither NaN nor a number that no clock shows.
    if not -1e12 < value < 1e12:
        raise refusals.claim_wrong(name)
    return value


def _claim_missing(name):
    return refusals.part_missing(_lt("the claim %(name)s", name=name), "claim")


register_scheme_kind(
    "jwt",
    _lt("JSON Web Token"),
    verify=verify,
    sign=sign,
    algorithms=_ALGORITHMS.names,
    own_time="iat",
    check=check,
    check_secret=_ALGORITHMS.check_secret,
)
