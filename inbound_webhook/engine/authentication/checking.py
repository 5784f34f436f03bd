"""Whether a scheme, or a secret, can work at all: asked as they are saved."""

from ..errors import InvalidSetup
from ..paths import compile_path
from ..phrases import _lt
from .hashes import PREHASHES
from .keys import DERIVATIONS
from .kinds import SchemeKind, find_scheme_kind
from .kinds.client_certificate import FORWARDED_CERTIFICATE
from .parts import check_part
from .refusals import where
from .scheme import Place, Scheme, Secret, TimeRule

#: Headers that concern one connection (RFC 9110, section 7.6.1): a proxy takes them out
#: or writes them anew, and so anybody between can.
_HOP_BY_HOP = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization"),
        *("proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
    }
)
#: Headers that a proxy writes, or that say what the body is.
_OF_THE_WAY = frozenset(
    {"host", "forwarded", "via", "content-length", "cookie", "x-real-ip"}
)
_FORWARDED = "x-forwarded-"


def check_scheme(scheme: Scheme) -> None:
    """Check a scheme as it is saved.

    :raises InvalidSetup: something that it says cannot work, or would prove nothing
    """
    kind = find_scheme_kind(scheme.kind)
    _check_places(scheme, kind)
    if scheme.key_url_place and scheme.kind != "public_key":
        raise _no_place(scheme.key_url_place)
    if kind.has_place:
        _check_shape(scheme)
    if kind.signs_parts:
        _check_signed(scheme)
    elif scheme.time and not kind.own_time:
        raise InvalidSetup(
            "time_not_signed",
            _lt("Nothing signs the time here, so anybody could write another one."),
        )
    if scheme.time:
        _check_tolerance(scheme.time)
    _check_refusal(scheme)
    kind.check(scheme)


def check_secret(scheme: Scheme, secret: Secret | str) -> None:
    """Check a secret as it is saved.

    :raises InvalidSetup: it is not written as the scheme says (``key_unreadable``), or
        so short that it can be guessed (``secret_too_short``)
    """
    kind = find_scheme_kind(scheme.kind)
    if kind.is_open:
        return
    if isinstance(secret, str):
        secret = Secret(secret)
    if not secret.value.strip():
        raise InvalidSetup(
            "secret_empty", _lt("Without a secret every call is refused.")
        )
    kind.check_secret(scheme, secret)


def _check_places(scheme: Scheme, kind: SchemeKind) -> None:
    own_time = kind.own_time
    if own_time and scheme.time and scheme.time.place != Place("signature", own_time):
        raise _no_place(scheme.time.place)
    has_time_place = scheme.time and not own_time
    places = [
        scheme.place if kind.has_place else None,
        scheme.id_place,
        scheme.event_type_place,
        scheme.nonce_place,
        scheme.key_id_place,
        scheme.key_url_place,
        scheme.time.place if has_time_place else None,
    ]
    for place in filter(None, places):
        _check_place(scheme, place)
    if scheme.items_path:
        compile_path(scheme.items_path)


def _check_place(scheme: Scheme, place: Place) -> None:
    if place.source not in ("header", "query", "form", "body", "signature"):
        raise _no_place(place)
    is_signature = place is scheme.place
    if place.source == "signature":
        may_be = place in (
            scheme.key_id_place,
            scheme.time.place if scheme.time else None,
        )
        if is_signature or not may_be or scheme.shape == "whole":
            raise _no_place(place)
    elif not place.name:
        raise InvalidSetup(
            "place_name_missing",
            _lt("Name the header, the field or the path where it stands."),
            source=place.source,
        )
    elif place.name.endswith("*") and not is_signature:
        raise _no_place(place)
    elif place.source == "body":
        compile_path(place.name)
    elif place.source == "header":
        _check_header(scheme, place)


def _check_header(scheme: Scheme, place: Place) -> None:
    name = place.name.lower()
    if name == FORWARDED_CERTIFICATE and scheme.kind == "client_certificate":
        return
    if name in _HOP_BY_HOP | _OF_THE_WAY or name.startswith(_FORWARDED):
        raise InvalidSetup(
            "place_not_allowed",
            _lt(
                "The header %(name)s is written by what stands between the sender and"
                " Odoo, so it proves nothing.",
                name=place.name,
            ),
            name=place.name,
        )


def _check_shape(scheme: Scheme) -> None:
    if scheme.shape not in ("whole", "list", "named"):
        raise InvalidSetup(
            "shape_unknown",
            _lt("There is no shape %(name)r of a signature.", name=scheme.shape),
            shape=scheme.shape,
        )
    if scheme.shape != "whole" and not scheme.separator:
        raise InvalidSetup(
            "separator_missing", _lt("Say what stands between the signatures.")
        )
    if scheme.shape != "named":
        return
    names_are_keys = scheme.key_id_place == Place("signature", "")
    if not scheme.name_separator or not (scheme.names or names_are_keys):
        raise InvalidSetup("names_missing", _lt("Say which names the signatures have."))


def _check_signed(scheme: Scheme) -> None:
    if not scheme.parts:
        raise InvalidSetup("parts_missing", _lt("Say what is signed."))
    for part in scheme.parts:
        check_part(part)
    for name, known in (
        (scheme.prehash, PREHASHES),
        (scheme.key_derivation, DERIVATIONS),
    ):
        if name not in known:
            raise InvalidSetup(
                "hash_unknown", _lt("There is no hash %(name)r.", name=name), hash=name
            )
    kinds = {part.kind for part in scheme.parts}
    if "delivery_id" in kinds and not scheme.id_place:
        raise InvalidSetup("id_place_missing", _lt("Say where the delivery id stands."))
    if "time" in kinds and not scheme.time:
        raise InvalidSetup("time_missing", _lt("Say where the time stands."))
    if scheme.time:
        _check_time(scheme, kinds)


def _check_tolerance(rule: TimeRule) -> None:
    if rule.unit not in ("seconds", "milliseconds", "iso8601"):
        raise InvalidSetup(
            "time_unit_unknown",
            _lt("There is no unit %(name)r of time.", name=rule.unit),
            unit=rule.unit,
        )
    if rule.past < 0 or rule.future < 0:
        raise InvalidSetup(
            "tolerance_negative", _lt("A call cannot be younger than it is.")
        )


def _check_time(scheme: Scheme, kinds: set[str]) -> None:
    rule = scheme.time
    if not (kinds & {"time"} or _covers(scheme, rule.place, kinds)):
        raise InvalidSetup(
            "time_not_signed",
            _lt(
                "The time in %(where)s is not among what is signed, so anybody could"
                " write another one.",
                where=where(rule.place),
            ),
        )


def _covers(scheme: Scheme, place: Place, kinds: set[str]) -> bool:
    """Whether what stands in a place is signed, by another part than ``time``."""
    by_source = {
        "body": {"body", "body_sha256", "body_crc32"},
        "form": {"body", "body_sha256", "form_sorted"},
        "query": {"url", "path_and_query", "query_sorted"},
    }
    named = {"header": "header", "body": "body_path", "form": "body_path"}
    if kinds & by_source.get(place.source, set()):
        return True
    listed = [part.argument for part in scheme.parts if part.kind == "named_values"]
    if place.source == "body" and place.name in ",".join(listed).replace(" ", "").split(
        ","
    ):
        return True
    wanted = named.get(place.source)
    return any(
        part.kind == wanted and part.argument.lower() == place.name.lower()
        for part in scheme.parts
    )


def _check_refusal(scheme: Scheme) -> None:
    # 3xx would send the sender elsewhere, and 5xx has it send the same again for days.
    is_status = 200 <= scheme.refusal_status < 300 or (
        400 <= scheme.refusal_status < 500
    )
    if not is_status:
        raise InvalidSetup(
            "refusal_status_invalid",
            _lt("A refusal is answered with a status of 2xx or 4xx."),
            status=scheme.refusal_status,
        )


def _no_place(place: Place) -> InvalidSetup:
    return InvalidSetup(
        "place_invalid",
        _lt(
            "%(place)s %(name)r is no place where this can stand.",
            place=place.source,
            name=place.name,
        ),
        source=place.source,
        name=place.name,
    )
