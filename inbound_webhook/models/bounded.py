"""Numbers that no form, RPC, import or statement can set beyond their bounds."""

from odoo import api, models
from odoo.exceptions import ValidationError

from ..engine.bounds import BOUNDS, LONGEST_PROTECTION
from ..engine.duplicates import UNIT_SECONDS

_SECONDS_OF_UNIT = " ".join(
    f"WHEN '{unit}' THEN {seconds}" for unit, seconds in UNIT_SECONDS.items()
)


def within_bounds(name):
    """The database's own check that a number is within its bounds.

    :param str name: of the field, as in ``engine.bounds``
    """
    bound = BOUNDS[name]
    return models.Constraint(
        f"CHECK ({name} BETWEEN {bound.lowest} AND {bound.highest})",
        lambda env, _diagnostics: _out_of_bounds(env, name, bound),
    )


def protection_within_bounds():
    """The database's own check of a protection period, whatever its unit."""
    seconds_of_unit = f"CASE protection_period_unit {_SECONDS_OF_UNIT} END"
    return models.Constraint(
        f"CHECK (protection_period::bigint * {seconds_of_unit} "
        f"BETWEEN 0 AND {LONGEST_PROTECTION})",
        lambda env, _diagnostics: _protection_too_long(env),
    )


def check_protection_period(records):
    """Refuse a protection period that is too long, of handlers or senders.

    :raise ValidationError: one is
    """
    for record in records:
        unit = UNIT_SECONDS[record.protection_period_unit]
        if record.protection_period * unit > LONGEST_PROTECTION:
            raise ValidationError(_protection_too_long(record.env))


class InboundWebhookBounded(models.AbstractModel):
    """Refuses numbers out of bounds before the database has to.

    Not with ``api.constrains``, which looks when they are written already: a number
    that no column can hold would fail there, in the words of the database.
    """

    _name = "inbound.webhook.bounded"
    _description = "Inbound Webhook Numbers Within Bounds"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_bounds(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_bounds(vals)
        return super().write(vals)

    @api.model
    def _check_bounds(self, vals):
        for name in BOUNDS.keys() & vals.keys() & self._fields.keys():
            if not _is_within(vals[name], BOUNDS[name]):
                label = self._fields[name]._description_string(self.env)
                raise ValidationError(
                    _out_of_bounds(self.env, label, BOUNDS[name], vals[name])
                )


def _is_within(value, bound):
    try:
        return bound.holds(int(value or 0))
    except (TypeError, ValueError, OverflowError):
        # Neither is infinity, nor what is no number at all.
        return False


def _out_of_bounds(env, name, bound, value=None):
    words = {"name": name, "lowest": bound.lowest, "highest": bound.highest}
    if value is None:
        return env._("%(name)s goes from %(lowest)s to %(highest)s.", **words)
    return env._(
        "%(name)s goes from %(lowest)s to %(highest)s; %(value)s is beyond that.",
        value=str(value)[:40],
        **words,
    )


def _protection_too_long(env):
    return env._("A protection period is 366 days at most.")
