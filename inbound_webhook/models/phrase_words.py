"""What the engine says in English, in the language of whoever reads it."""

from ..engine.errors import EngineError
from ..engine.phrases import Phrase


def worded(env, message):
    """A message of the engine in the reader's language.

    Texts that are no phrases (of Odoo, or of another addon) stay as they are.

    :param env: environment of the reader
    :param message: an ``EngineError``, a ``Phrase`` or its stored form, or a text
    :rtype: str
    """
    if isinstance(message, EngineError):
        message = message.phrase
    if isinstance(message, dict):
        message = Phrase.from_json(message)
    if not isinstance(message, Phrase):
        return str(message)
    values = {
        name: worded(env, value) if isinstance(value, Phrase) else value
        for name, value in message.values.items()
    }
    return env._(message.template, **values)


def stored_phrase(message):
    """What it takes to say a message in another language later; False for nothing.

    :param message: a ``Phrase``, another text, or None
    """
    return message.to_json() if isinstance(message, Phrase) else False
