"""What a handshake is answered, and what is to be kept, shown or asked for."""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ..authentication.call import SignedCall
from ..authentication.encodings import find_encoding
from ..authentication.scheme import Place
from ..masking import mask_token_in_tree
from ..phrases import _lt
from ..request import IncomingRequest, Reply
from .handshake import CONTENT_TYPES, Handshake, HandshakeRefused
from .templates import AnswerTemplate, Placeholder, compile_answer

#: Characters of a value that is sent back.
LONGEST_VALUE = 2048
#: What is hashed with the secret: a challenge of letters and digits. Anything else
#: could be the body of a call, which the answer would then sign for whoever asked.
_CHALLENGE = re.compile(rb"[A-Za-z0-9+/._~-]{1,256}={0,2}")
#: What a sender gives out as a secret: a word, and long enough not to be guessed.
_SECRET = re.compile(r"[!-~]{16,500}")


@dataclass(frozen=True)
class Answered:
    """What becomes of a handshake.

    :param reply: what its sender is answered, once all else is done
    :param secret: what the sender proves itself by from now on, None for nothing
    :param shown: what an administrator has to see, None for nothing
    :param address: what has to be asked for, None for nothing
    """

    handshake: Handshake
    reply: Reply
    secret: str | None = None
    shown: str | None = None
    address: str | None = None

    def masked(self, request: IncomingRequest) -> IncomingRequest:
        """The handshake as the log keeps it."""
        for value in filter(None, (self.secret, self.shown)):
            request = request.without(value)
        return request

    @property
    def loggable_reply(self) -> Reply:
        """The answer as the log keeps it."""
        reply = self.reply
        for value in filter(None, (self.secret, self.shown)):
            headers, body = mask_token_in_tree((reply.headers, reply.body), value)
            reply = replace(reply, headers=headers, body=body)
        return reply


def answered(
    handshake: Handshake, call: SignedCall, token: str, key: Callable[[], bytes]
) -> Answered:
    """What becomes of a call that is a handshake.

    :param token: that of the handler, which the sender has to know where the handshake
        asks for one
    :param key: gives the bytes of the secret, where the answer is made with it
    :raises HandshakeRefused: it is not answered
    :raises NotAuthentic: there is no secret to make the answer with
    """
    if handshake.token_place:
        _check_token(call, handshake.token_place, token)
    return Answered(
        handshake,
        _reply(handshake, call, key),
        secret=_secret(call, handshake.keep_place),
        shown=_text_at(call, handshake.show_place),
        address=_text_at(call, handshake.fetch_place),
    )


def is_challenge(text: bytes) -> bool:
    """Whether a text is one that is hashed with the secret for whoever asks."""
    return bool(_CHALLENGE.fullmatch(text))


def _check_token(call: SignedCall, place: Place, token: str) -> None:
    found = call.values(place)
    is_known = len(found) == 1 and hmac.compare_digest(found[0], token.encode())
    if not (token and is_known):
        raise HandshakeRefused(
            "token_wrong",
            _lt("The verification token is not the one of this webhook."),
        )


def _reply(handshake: Handshake, call: SignedCall, key: Callable[[], bytes]) -> Reply:
    headers, body = [], ""
    if handshake.content_type:
        content_type = CONTENT_TYPES[handshake.content_type]
        headers.append(("Content-Type", content_type))
        answer = compile_answer(handshake.body)
        body = answer.template.render(_values(answer, call, key), content_type)
    for name, text in handshake.headers:
        answer = compile_answer(text)
        values = _values(answer, call, key)
        if not values or any(value is not None for value in values.values()):
            headers.append((name, answer.template.render_header(values)))
    return Reply(handshake.status, tuple(headers), body)


def _values(
    answer: AnswerTemplate, call: SignedCall, key: Callable[[], bytes]
) -> dict[str, str | None]:
    return {
        name: _value(placeholder, call, key)
        for name, placeholder in answer.placeholders
    }


def _value(
    placeholder: Placeholder, call: SignedCall, key: Callable[[], bytes]
) -> str | None:
    if not placeholder.algorithm:
        return _text_at(call, placeholder.place)
    found = call.values(placeholder.place)
    if len(found) != 1 or not _CHALLENGE.fullmatch(found[0]):
        raise _refused(placeholder.place)
    digest = hmac.digest(key(), found[0], placeholder.algorithm)
    return find_encoding(placeholder.encoding).write(digest).decode()


def _secret(call: SignedCall, place: Place | None) -> str | None:
    text = _text_at(call, place)
    if text is not None and not _SECRET.fullmatch(text):
        raise HandshakeRefused(
            "secret_unusable",
            _lt("What the handshake brings is no secret: that has 16 to 500 letters."),
        )
    return text


def _text_at(call: SignedCall, place: Place | None) -> str | None:
    """The one text that stands in a place, None for nothing.

    :raises HandshakeRefused: it is none that is sent back
    """
    found = call.values(place) if place else []
    if not found:
        return None
    try:
        [text] = [value.decode() for value in found]
    except ValueError:
        # Several, or no UTF-8.
        raise _refused(place) from None
    if len(text) > LONGEST_VALUE or not text.isprintable():
        raise _refused(place)
    return text


def _refused(place: Place) -> HandshakeRefused:
    return HandshakeRefused(
        "challenge_unusable",
        _lt(
            "What stands in %(place)s is no challenge that is answered.",
            place=place.name,
        ),
        place=place.name,
    )
