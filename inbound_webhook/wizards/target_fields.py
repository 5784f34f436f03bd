"""The fields of a handler's target, as the engine guesses among them."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..authoring.guesses import TargetField, guess_fields
from ..authoring.readings import Countries, Observed
from ..authoring.tick_boxes import table_of_sentence
from ..engine.errors import EngineError
from ..engine.types import convert
from ..engine.values import MISSING
from ..processing.belonging import scope_of
from ..processing.business_env import business_env, default_env_restored
from ..processing.field_values import WRITABLE_TYPES, field_value

_TEXTS = ("char", "text", "html")
_CHOICES = ("selection", "many2one", "many2many")


def guessed_fields(handler, proposals, taken):
    """Guess which fields of a handler's target the values of a call fill.

    A value is tried in the field as the handler's user, so that nothing is proposed
    that this call could not have been applied with.

    :param proposals: what the call brings
    :param taken: names of fields that are filled already
    :rtype: Guesses
    """
    # The user's environment becomes the transaction's.
    with default_env_restored(handler.env):
        runner = handler._found().spec.runner
        target = business_env(handler.env, runner)[handler.model_name]
        return guess_fields(
            proposals,
            _target_fields(handler, target),
            taken=taken,
            fits=_Fit(handler._value_context(), target, proposals),
        )


def writable_fields(handler):
    """The fields that calls may fill.

    :return: records of ``ir.model.fields``
    """
    return handler.env["ir.model.fields"].search(
        Domain("model_id", "=", handler.model_id.id)
        & Domain("readonly", "=", False)
        & Domain("store", "=", True)
        & Domain("ttype", "in", sorted(WRITABLE_TYPES))
    )


def _target_fields(handler, target):
    records = writable_fields(handler)
    languages = [code for code, _name in handler.env["res.lang"].get_installed()]
    labels = [
        records.with_context(lang=code).mapped("field_description")
        for code in languages
    ]
    return [
        TargetField(
            record.name,
            record.ttype,
            tuple(texts),
            handler.method == "post" and _is_needed(target, record.name),
        )
        for record, *texts in zip(records, *labels, strict=True)
    ]


def _is_needed(target, name):
    """Whether a record needs a value that nothing else gives it."""
    field = target._fields[name]
    is_name = name == target._rec_name
    must_be_set = field.required and not field.compute
    if field.type not in _TEXTS or not (is_name or must_be_set):
        return False
    return not target.default_get([name]).get(name)


class _Fit:
    """Whether the value of a sample can stand in a field."""

    def __init__(self, context, target, proposals):
        self._context, self._target = context, target
        observed = [Observed(item, (item.sample,)) for item in proposals]
        self._countries = Countries(observed, context)

    def __call__(self, proposal, name, makes_records):
        field = self._target._fields[name]
        value = self._converted(proposal)
        if value is None:
            # Nothing to try: most choices would refuse what comes later.
            return field.type not in _CHOICES
        if field.type == "boolean" and table_of_sentence(value):
            return True
        try:
            if makes_records:
                return self._target.env[field.comodel_name].has_access("create")
            scope = self._scope(proposal, name) if field.type == "many2one" else None
            field_value(self._target, name, value, self._context, scope=scope)
        except (EngineError, AccessError, UserError):
            return False
        return True

    def _scope(self, proposal, name):
        """Among which records a link is looked up: a state in the country beside it."""
        env = self._target.env
        _name, code = self._countries.beside(proposal.key_path)
        country = env["res.country"].search([("code", "=", code)]) if code else None

        def known(owner):
            field = self._target._fields[owner]
            is_country = (
                field.type == "many2one" and field.comodel_name == "res.country"
            )
            return country.id if country and is_country else MISSING

        return scope_of(
            self._target, name, known, lambda _name: MISSING, env.company.country_id
        )

    def _converted(self, proposal):
        try:
            return convert(proposal.sample, proposal.type, self._context)
        except EngineError:
            return None
