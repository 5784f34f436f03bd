"""What the engine says in English, in the language of whoever reads it."""

from odoo.tools.translate import code_translations, get_translation

from ..engine.errors import EngineError
from ..engine.kinds import ADDONS
from ..engine.phrases import Moment, Phrase, Term
from ..engine.storing import storable_json, storable_text
from .moments import moments_in_words

_OWN = __name__.split(".")[2]


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
    values = {name: _value(env, value) for name, value in message.values.items()}
    values |= _moments(env, message.values)
    return _translated(env, message.template, values)


def _translated(env, template, values):
    """A template in the reader's language, as this addon or another one words it.

    Types and operators of other addons say what they say in sentences of their own.
    """
    lang = env.lang or "en_US"
    for addon in (_OWN, *sorted(ADDONS - {_OWN})):
        if template in code_translations.get_python_translations(addon, lang):
            return get_translation(addon, lang, template, values)
    return get_translation(_OWN, "en_US", template, values)


def _value(env, value):
    if isinstance(value, Phrase):
        return worded(env, value)
    return _name(env, value) if isinstance(value, Term) else value


def _moments(env, values):
    found = {name: item for name, item in values.items() if isinstance(item, Moment)}
    texts = moments_in_words(env, *(item.iso for item in found.values()))
    return dict(zip(found, texts, strict=True))


def _name(env, term):
    """What a model or field is called on the reader's screens; gone, as it was."""
    model, _colon, field = term.of.partition(":")
    if model not in env:
        return str(term)
    if not field:
        return env["ir.model"]._get(model).name
    field = env[model]._fields.get(field)
    return field._description_string(env) if field else str(term)


def model_term(env, model):
    """What a model is called, for a phrase.

    :rtype: Term
    """
    return Term(env["ir.model"].sudo()._get(model).name or model, model)


def field_term(env, model, name):
    """What a field is called, for a phrase.

    :rtype: Term
    """
    field = env[model]._fields.get(name)
    text = field._description_string(env) if field else name
    return Term(text, f"{model}:{name}")


def stored_phrase(message):
    """What it takes to say a message in another language later; False for nothing.

    :param message: a ``Phrase``, another text, or None
    """
    return message.to_json() if isinstance(message, Phrase) else False


def reason_values(message):
    """Values of a row that say why something did not succeed.

    :param message: a ``Phrase``, another text, or None
    """
    return {
        "error_message": storable_text(message),
        "error_phrase": storable_json(stored_phrase(message)),
    }
