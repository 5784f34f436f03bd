"""Why a call does not fit its scheme: what would have to be otherwise."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from ...body import Limits
from ...errors import NotAuthentic
from ...phrases import Phrase, _lt
from ...request import IncomingRequest
from ..encodings import ENCODINGS
from ..kinds.signature import ALGORITHMS
from ..scheme import Scheme, Secret
from ..times import at_any_time
from ..verifying import verify
from ..wording import DERIVATIONS, KEY_FORMATS, algorithm_name
from .messages import JOINERS

_BOM = b"\xef\xbb\xbf"
#: Up to this many parts, each order is tried.
_MOST_PARTS = 5


@dataclass(frozen=True)
class _Case:
    """What a call is checked by."""

    scheme: Scheme
    secret: Secret
    request: IncomingRequest
    public_url: str


def explain_mismatch(
    scheme: Scheme,
    secrets: Sequence[Secret],
    request: IncomingRequest,
    public_url: str,
    now: float,
    limits: Limits | None = None,
) -> list[Phrase]:
    """Say what would have to be otherwise for a call to be authentic.

    One thing is changed at a time: how the secret is read, the body, the address, the
    encoding, the algorithm, what joins the parts, their order, the clock.

    :param secrets: all that are set, the dead ones too
    :return: sentences for the administrator, the likeliest first; none where the call
        is authentic, or where no single change makes it so
    """
    limits = limits or Limits()
    try:
        verify(scheme, secrets, request, public_url, now, limits)
    except NotAuthentic as error:
        problem = error
    else:
        return []
    found = []
    for secret in secrets:
        case = _Case(at_any_time(scheme), secret, request, public_url)
        if _fits(case, limits):
            return [_only_the_time(secret, problem, now)]
        found += [
            phrase for phrase, changed in _changes(case) if _fits(changed, limits)
        ]
    return list(dict.fromkeys(found))


def _fits(case: _Case, limits: Limits) -> bool:
    # Of a secret that is dead, too: that it fits is worth knowing.
    secret = replace(case.secret, valid_until=None)
    try:
        verify(case.scheme, [secret], case.request, case.public_url, 0, limits)
    except NotAuthentic:
        return False
    return True


def _only_the_time(secret: Secret, problem: NotAuthentic, now: float) -> Phrase:
    """The signature is right, so what is wrong is a time."""
    if not secret.is_live(now):
        return _lt("It fits a secret that is not valid any more.")
    seconds = problem.details.get("seconds", 0)
    amount = _amount(seconds)
    if problem.code == "in_future":
        return _lt(
            "The signature is right, and the clock is off: the call was signed"
            " %(amount)s ahead of this server's time.",
            amount=amount,
        )
    if problem.code == "too_old":
        return _lt(
            "The signature is right, but it was made %(amount)s ago: the clock is off,"
            " or the call was on its way that long, or somebody sends it again.",
            amount=amount,
        )
    return problem.phrase


def _amount(seconds: int) -> Phrase:
    if seconds < 120:
        return _lt("%(count)s seconds", count=seconds)
    if seconds < 7200:
        return _lt("%(count)s minutes", count=round(seconds / 60))
    if seconds < 172800:
        return _lt("%(count)s hours", count=round(seconds / 3600))
    return _lt("%(count)s days", count=round(seconds / 86400))


def _changes(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    """Each single change, and what is said where it makes the call fit."""
    for change in (
        *(_of_the_secret, _of_the_body, _of_the_address, _of_the_writing),
        *(_of_the_algorithm, _of_the_parts),
    ):
        yield from change(case)


def _of_the_secret(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    scheme, value = case.scheme, case.secret.value
    for key_format in ("text", "base64", "hex", "base64url"):
        if key_format != scheme.key_format:
            other = replace(scheme, key_format=key_format)
            form = KEY_FORMATS[key_format]
            phrase = _lt("It fits if the secret is read %(form)s.", form=form)
            yield phrase, replace(case, scheme=other)
    for derivation in ("", *DERIVATIONS):
        if derivation != scheme.key_derivation:
            other = replace(scheme, key_derivation=derivation)
            made = DERIVATIONS.get(derivation, _lt("it is the key itself"))
            phrase = _lt(
                "It fits if this is done with the secret: %(made)s.", made=made
            )
            yield phrase, replace(case, scheme=other)
    prefix, underscore, _rest = value.partition("_")
    if scheme.key_prefix:
        yield (
            _lt(
                'It fits if "%(prefix)s" is left in front of the secret.',
                prefix=scheme.key_prefix,
            ),
            replace(case, scheme=replace(scheme, key_prefix="")),
        )
    elif underscore:
        for key_format in dict.fromkeys((scheme.key_format, "base64")):
            yield (
                _lt(
                    'It fits if "%(prefix)s_" is taken off the secret, and the rest is'
                    " read %(form)s.",
                    prefix=prefix,
                    form=KEY_FORMATS.get(key_format, key_format),
                ),
                replace(
                    case,
                    scheme=replace(
                        scheme, key_prefix=f"{prefix}_", key_format=key_format
                    ),
                ),
            )
    if len(value) > 2 and value.strip()[:1] in "'\"`":
        bare = replace(case.secret, value=value.strip()[1:-1])
        yield (
            _lt("It fits without the quotes around the secret."),
            replace(case, secret=bare),
        )


def _of_the_body(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    body = case.request.body
    for phrase, change in _BODIES:
        changed = change(body)
        if changed is not None and changed != body:
            request = replace(case.request, body=changed)
            yield phrase, replace(case, request=request)


def _written_anew(**options) -> Callable[[bytes], bytes | None]:
    def change(body: bytes) -> bytes | None:
        try:
            return json.dumps(json.loads(body), **options).encode("utf-8")
        except (ValueError, RecursionError):
            return None

    return change


def _recoded(body: bytes) -> bytes | None:
    try:
        return body.decode("utf-8").encode("latin-1")
    except UnicodeError:
        return None


_WRITTEN_ANEW = _lt(
    "It fits if the JSON is written anew, with other blanks: something on the way"
    " changed the body, or the sender signs another text than it sends."
)
_BODIES: tuple[tuple[Phrase, Callable[[bytes], bytes | None]], ...] = (
    (
        _lt("It fits a body with one line break less at its end."),
        lambda body: body.removesuffix(b"\n").removesuffix(b"\r"),
    ),
    (
        _lt("It fits a body with one line break more at its end."),
        lambda body: body + b"\n",
    ),
    (
        _lt("It fits a body with one line break more at its end (CR LF)."),
        lambda body: body + b"\r\n",
    ),
    (
        _lt("It fits a body without the blanks at its ends."),
        lambda body: body.strip(),
    ),
    (
        _lt("It fits a body whose lines end with LF alone."),
        lambda body: body.replace(b"\r\n", b"\n"),
    ),
    (
        _lt("It fits a body whose lines end with CR LF."),
        lambda body: body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    ),
    (
        _lt("It fits a body without the byte order mark in front of it."),
        lambda body: body.removeprefix(_BOM),
    ),
    (_lt("It fits an empty body: the sender does not sign it."), lambda body: b""),
    (_WRITTEN_ANEW, _written_anew(separators=(",", ":"), ensure_ascii=False)),
    (_WRITTEN_ANEW, _written_anew(ensure_ascii=False)),
    (_WRITTEN_ANEW, _written_anew(separators=(",", ":"))),
    (_WRITTEN_ANEW, _written_anew()),
    (_WRITTEN_ANEW, _written_anew(indent=2, ensure_ascii=False)),
    (_WRITTEN_ANEW, _written_anew(separators=(",", ":"), sort_keys=True)),
    (_lt("It fits a body in ISO-8859-1."), _recoded),
)


def _of_the_address(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    kinds = {part.kind for part in case.scheme.parts}
    if not kinds & {"url", "path_and_query"}:
        return
    url, query = case.public_url, case.request.query_string
    host = case.request.header("host") or ""
    scheme, _separator, rest = url.partition("://")
    path = rest[rest.find("/") :] if "/" in rest else ""
    others = [
        url.replace("https://", "http://", 1),
        url.replace("http://", "https://", 1),
        url.rstrip("/"),
        f"{url}/",
        *(f"{start}://{host}{path}" for start in ("https", "http") if host),
        f"{scheme}://{rest.partition('/')[0]}:443{path}",
        f"{scheme}://{rest.partition('/')[0]}:80{path}",
    ]
    for other in dict.fromkeys(others):
        if other != url:
            phrase = _lt("It fits the address %(url)s.", url=other)
            yield phrase, replace(case, public_url=other)
    if query:
        request = replace(case.request, query_string="")
        phrase = _lt("It fits the address without the query.")
        yield phrase, replace(case, request=request)


def _of_the_writing(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    scheme = case.scheme
    for name, encoding in ENCODINGS.items():
        if name != scheme.encoding:
            phrase = _lt(
                "It fits if the signature is written in %(encoding)s.",
                encoding=encoding.label,
            )
            yield phrase, replace(case, scheme=replace(scheme, encoding=name))
    if scheme.prefix:
        phrase = _lt(
            'It fits without "%(prefix)s" in front of the signature.',
            prefix=scheme.prefix,
        )
        yield phrase, replace(case, scheme=replace(scheme, prefix=""))


def _of_the_algorithm(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    if case.scheme.kind != "signature":
        return
    for name in ALGORITHMS:
        has_secret = any(part.kind == "secret" for part in case.scheme.parts)
        if name == case.scheme.algorithm or (
            not name.startswith("hmac_") and not has_secret
        ):
            continue
        phrase = _lt("It fits with %(algorithm)s.", algorithm=algorithm_name(name))
        yield phrase, replace(case, scheme=replace(case.scheme, algorithm=name))


def _of_the_parts(case: _Case) -> Iterator[tuple[Phrase, _Case]]:
    scheme = case.scheme
    if len(scheme.parts) < 2:
        return
    for joiner in JOINERS:
        if joiner != scheme.joiner:
            phrase = _lt(
                'It fits with "%(joiner)s" between the signed parts.',
                joiner=joiner.replace("\n", "\\n"),
            )
            yield phrase, replace(case, scheme=replace(scheme, joiner=joiner))
    if len(scheme.parts) <= _MOST_PARTS:
        for parts in permutations(scheme.parts):
            if parts != scheme.parts:
                order = ", ".join(part.argument or part.kind for part in parts)
                phrase = _lt(
                    "It fits with the signed parts in this order: %(order)s.",
                    order=order,
                )
                yield phrase, replace(case, scheme=replace(scheme, parts=parts))
    for left_out in scheme.parts:
        parts = tuple(part for part in scheme.parts if part != left_out)
        phrase = _lt(
            "It fits without this among what is signed: %(part)s.",
            part=left_out.argument or left_out.kind,
        )
        yield phrase, replace(case, scheme=replace(scheme, parts=parts))
