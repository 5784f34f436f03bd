"""Who may call a handler: how its sender proves itself, and by which secrets."""

from dataclasses import dataclass, field, replace

from .authentication import SCHEME_KINDS, credential_places
from .authentication.call import SignedCall
from .authentication.keys import shared_key
from .authentication.preparing import message
from .authentication.refusals import misconfigured, secret_missing
from .authentication.scheme import Place, Scheme, Secret, Verified
from .authentication.verifying import signed_calls, verify
from .body import Limits
from .errors import InvalidSetup, NotAuthentic
from .outcomes import Outcome, outcome_of
from .place_masking import without_place
from .request import IncomingRequest

#: A secret that is shorter may be a word that stands in any call.
_SHORTEST_HIDDEN = 16
#: A longer one, or one of several lines, is a key and no text that a call brings.
_LONGEST_HIDDEN = 500
_AUTHORIZATION = "authorization"
#: What a browser or client is told to send (RFC 9110, section 11.6.1), by kind.
_CHALLENGES = {
    "basic": "Basic",
    "token": "Token",
    "client_certificate": "ClientCertificate",
}


@dataclass(frozen=True)
class Credentials:
    """What a call has to prove before a handler takes it.

    :param scheme: how it is proved; None where that cannot be said, and no call is let
        in
    :param secrets: pairs of a name and the secret, those that are over included
    :param public_url: the address that the sender was given: some sign it
    """

    scheme: Scheme | None = None
    secrets: tuple[tuple[str, Secret], ...] = field(default=(), repr=False)
    public_url: str = field(default="", repr=False)

    def check(self, request: IncomingRequest, now: float, limits: Limits) -> str | None:
        """The name of the secret by which a call proves itself, as :meth:`verify`."""
        name, _verified = self.verify(request, now, limits)
        return name

    def verify(
        self, request: IncomingRequest, now: float, limits: Limits
    ) -> tuple[str | None, Verified]:
        """By which of the secrets a call proves itself, and what is found in it.

        :param request: as it came, nothing masked
        :param now: seconds since 1970, when it came
        :return: the name of the secret, None where the scheme asks for none; and what
            the scheme says of the call
        :raises NotAuthentic: it does not
        """
        kind = self.scheme and SCHEME_KINDS.get(self.scheme.kind)
        if not kind or kind.is_open:
            # Whoever asks for nothing has no credentials at all.
            raise misconfigured()
        secrets = [secret for _name, secret in self.secrets]
        verified = verify(self.scheme, secrets, request, self.public_url, now, limits)
        names = (name for name, secret in self.secrets if secret is verified.secret)
        return next(names, None), verified

    def key(self, now: float, name: str | None = None) -> bytes:
        """The bytes of a secret that counts, where an answer is made with it.

        :param name: of the secret by which the call proved itself, None for the first
        :raises NotAuthentic: there is none, or it is no key
        """
        live = (
            secret
            for own, secret in self.secrets
            if secret.is_live(now) and name in (None, own)
        )
        secret = next(live, None)
        if not self.scheme or not secret:
            raise secret_missing()
        try:
            return shared_key(self.scheme, secret)
        except InvalidSetup as error:
            raise misconfigured() from error

    def messages(
        self, request: IncomingRequest, secret: Secret | None, limits: Limits
    ) -> list[bytes]:
        """Of what the signatures of an authentic call are the HMAC, or the hash.

        :param secret: by which it proved itself
        :return: nothing of a scheme that does not sign with a shared secret
        """
        if not (self.scheme and secret) or self.scheme.kind != "signature":
            return []
        call = SignedCall(self.scheme, request, self.public_url, limits)
        return [message(signed, secret) for signed in signed_calls(call)]

    def refusal(self, error: NotAuthentic) -> Outcome:
        """How a call ends that did not prove itself."""
        outcome = outcome_of(error)
        if outcome.reason != "not_authentic":
            return outcome
        outcome.own_status = self.scheme.refusal_status
        outcome.own_body = self.scheme.refusal_body or None
        if outcome.http_status == 401:
            outcome.headers = {"WWW-Authenticate": self.challenge}
        return outcome

    @property
    def challenge(self) -> str:
        """What a refused caller is told to bring (RFC 9110, section 11.6.1)."""
        scheme, own = self.scheme, _CHALLENGES.get(self.scheme.kind, "Signature")
        word = scheme.prefix.strip()
        if scheme.place.name.lower() == _AUTHORIZATION and word.isascii():
            own = word if word.isalnum() else own
        charset = ', charset="UTF-8"' if own == "Basic" else ""
        return f'{own} realm="webhook"{charset}'

    # === WHAT HAS TO BE FETCHED ===

    def key_address(self, request: IncomingRequest) -> str | None:
        """At which address the certificate of the sender is, as a call says; None where
        none is fetched, or the call does not say.

        :raises NotAuthentic: it says so twice
        """
        place = self.scheme and self.scheme.key_url_place
        return SignedCall(self.scheme, request).text(place) if place else None

    def with_certificate(self, certificate: str) -> "Credentials":
        """The same for a call whose certificate is at hand.

        :param certificate: in PEM
        """
        return replace(self, scheme=replace(self.scheme, certificate=certificate))

    # === WHAT IS NOT KEPT ===

    @property
    def hidden(self) -> tuple[str, ...]:
        """The secrets as texts that no row, trace or answer may hold."""
        if not self.scheme or self.scheme.key_url_place:
            # What is entered there is a name that the sender's calls may well hold.
            return ()
        texts = []
        for _name, secret in self.secrets:
            bare = secret.value.strip().removeprefix(self.scheme.key_prefix)
            texts += [bare, bare.partition(":")[2]] if self._is_basic else [bare]
        return tuple(text for text in dict.fromkeys(texts) if _is_hidden(text))

    def masked(self, request: IncomingRequest) -> IncomingRequest:
        """A call without the secrets, and without what stands where one, or the
        signature, has its place.

        Who reads a signed call in the log could send it once more.
        """
        for text in self.hidden:
            request = request.without(text)
        if not self.scheme:
            return request
        for place in credential_places(self.scheme):
            request = self._without(request, place)
        return request

    def _without(self, request: IncomingRequest, place: Place) -> IncomingRequest:
        call = SignedCall(self.scheme, request)
        path = self.scheme.items_path
        return without_place(request, place, call.items(path) if path else [call])

    @property
    def _is_basic(self) -> bool:
        return bool(self.scheme) and self.scheme.kind == "basic"


def _is_hidden(text: str) -> bool:
    return _SHORTEST_HIDDEN <= len(text) <= _LONGEST_HIDDEN and "\n" not in text
