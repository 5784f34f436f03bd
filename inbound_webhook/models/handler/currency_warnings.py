from odoo import models

from ...engine.errors import ValueRefused
from ...engine.types import convert
from ...processing.record_currency import (
    currency_field_of,
    currency_of_record,
    is_in,
    telling,
)


class InboundWebhookMapping(models.Model):
    """What is known of amounts in another currency before a call comes."""

    _inherit = "inbound.webhook.mapping"

    def _warnings(self):
        yield from super()._warnings()
        for mapping in self:
            amount, currency = mapping._other_currency()
            if amount:
                yield self.env._(
                    "The sample of %(parameter)s is in %(other)s, and the field "
                    '"%(field)s" is in %(currency)s: such an amount does not fit. '
                    "Nothing is converted. %(remedy)s",
                    parameter=mapping.parameter_id.name,
                    other=amount.currency or "/".join(sorted(amount.may_be)),
                    field=mapping.field_id.field_description,
                    currency=currency.name,
                    remedy=mapping._currency_remedy(currency),
                )

    def _currency_remedy(self, currency):
        """What a person can do about amounts in another currency."""
        target = self.env[self.handler_id.model_name]
        field = target._fields[currency_field_of(target, self.field_id.name)]
        if field.store and not field.readonly:
            label = field.get_description(self.env, ["string"])["string"]
            return self.env._(
                'Map %(parameter)s to "%(field)s" as well, with the transform '
                '"Currency of the amount": both are written.',
                parameter=self.parameter_id.name,
                field=label,
            )
        return self.env._(
            "Have the sender send %(currency)s, choose a company that has the other "
            "currency (tab Settings), or map the amount to a field of text.",
            currency=currency.name,
        )

    def _other_currency(self):
        """The sample, where it is in another currency than a new record has.

        :return: the amount and the currency of the record; None for both
        """
        handler, name = self.handler_id, self.field_id.name
        none, sample = (None, None), self._sample()
        if self.field_id.ttype != "monetary" or self.transform or not sample:
            return none
        if self.field_id.model != handler.model_name:
            # Another model is being chosen.
            return none
        company = handler.company_id or handler.user_id.company_id
        target = self.env[handler.model_name].with_company(company)
        of_field = currency_field_of(target, name)
        filled = handler.mapping_ids.field_id.mapped("name")
        # What the call says of the record decides.
        if telling(target, of_field, target._fields.keys() & set(filled)):
            return none
        try:
            amount = convert(sample, "money", handler._value_context())
        except ValueRefused:
            return none
        currency = currency_of_record(target, of_field, (), None)
        return none if amount is None or is_in(amount, currency) else (amount, currency)
