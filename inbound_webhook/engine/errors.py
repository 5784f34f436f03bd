"""What the engine refuses, and why.

Every error carries a stable ``code`` and ``details`` (JSON-safe values that belong to
it). ``str(error)`` is a plain English sentence that can be answered to the sender: it
names what is wrong, never a secret. The screens say it in the reader's language.
"""


class EngineError(Exception):
    """Base of all that the engine raises.

    :param code: stable name of the reason, in snake_case
    :param phrase: English sentence for the sender; a :class:`~.phrases.Phrase`, for
        the screens to translate
    :param details: JSON-safe values that the reason is about
    """

    def __init__(self, code: str, phrase: str, **details):
        super().__init__(phrase)
        self.code = code
        self.phrase = phrase
        self.details = details


class UnreadableBody(EngineError):
    """The bytes are not what they claim to be (HTTP 400)."""


class BodyTooLarge(EngineError):
    """The body exceeds a limit of size, depth, nodes or fields (HTTP 413)."""


class UnsupportedBody(EngineError):
    """A content type or encoding that no parser here reads (HTTP 415)."""


class ValueRefused(EngineError):
    """A value is missing or does not fit its type (HTTP 422).

    ``details`` holds ``parameter``, ``received`` (shortened) and ``expected``.
    """


class AmbiguousMatch(EngineError):
    """Several records match, and the handler refuses to choose (HTTP 409)."""


class OutOfTime(EngineError):
    """The call takes longer than its handler lets it (HTTP 503)."""


class KeyMissing(EngineError):
    """A look-up does not say what to look up (HTTP 400)."""


class KeyUnclear(EngineError):
    """It cannot be told by which key a call is to be remembered (HTTP 400)."""


class RecordMissing(EngineError):
    """The record that a call names by Odoo's own id is not there (HTTP 404)."""


class NotAuthentic(EngineError):
    """A call that does not prove who sends it (HTTP 401, or what its scheme says).

    Its codes are listed in ``engine/authentication/__init__.py``.
    """


class InvalidSetup(EngineError):
    """A path, condition, template or other part of a handler can never work.

    Raised when the administrator saves it, so that no call meets it.
    """
