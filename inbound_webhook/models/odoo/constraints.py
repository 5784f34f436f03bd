from odoo import models
from odoo.exceptions import UserError

from ...processing.call_context import call_context


class Base(models.AbstractModel):
    """Rules of models that refuse a call remember which fields they are about."""

    _inherit = "base"

    def _validate_fields(self, field_names, excluded_names=()):
        """Note on the exception which of the rules it was.

        Override of ``base``, which does not tell (``_validate_fields`` in
        odoo/orm/models.py). The first rule that fails now is the one that did.
        """
        try:
            return super()._validate_fields(field_names, excluded_names)
        except UserError as error:
            if call_context(self.env) and not hasattr(error, "inbound_webhook_fields"):
                rule = self._failing_rule(set(field_names), set(excluded_names))
                if rule:
                    named = (self._name, frozenset(rule._constrains))
                    error.inbound_webhook_fields = named
            raise

    def _failing_rule(self, field_names, excluded_names):
        # Odoo runs them so.
        records = self.sudo()
        for rule in self._constraint_methods:
            names = set(rule._constrains)
            if names.isdisjoint(field_names) or names & excluded_names:
                continue
            try:
                rule(records)
            except UserError:
                return rule
        return None
