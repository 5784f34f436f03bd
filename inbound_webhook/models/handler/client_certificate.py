from odoo import api, models
from odoo.exceptions import ValidationError

from ...engine.authentication import Place, Scheme, check_scheme
from ...engine.errors import EngineError

_TYPE = "certificate"


class InboundWebhookHandler(models.Model):
    """Calls that bring a certificate, which the proxy in front of Odoo has checked.

    What Odoo sees is a header, which anybody could write. So it counts where the
    *deployment* says that its proxy writes it, and takes it out of what callers send:
    in system parameters, which Settings alone can change.
    """

    _inherit = "inbound.webhook.handler"

    @api.model
    def _selection_auth_type(self):
        choices = super()._selection_auth_type()
        if self._certificate_scheme():
            choices.append((_TYPE, self.env._("A client certificate")))
        return choices

    @api.constrains("auth_type")
    def _check_certificate(self):
        """Odoo does not ask whether a choice that a method makes is one."""
        choices = dict(self._selection_auth_type())
        for handler in self:
            if handler.auth_type not in choices:
                raise ValidationError(
                    self.env._("Calls cannot prove themselves so: choose another way.")
                )

    def _scheme_spec(self):
        if self.auth_type == _TYPE:
            return self._certificate_scheme()
        return super()._scheme_spec()

    @api.model
    def _certificate_scheme(self):
        """How the proxy says whose certificate it has checked.

        :return: None where no header is named, or one that cannot say it
        :rtype: Scheme or None
        """
        say = self.env["ir.config_parameter"].sudo()._inbound_webhook_certificates()
        if not say["header"]:
            return None
        options = {"format": say["format"] or "fingerprint"}
        name, _colon, value = (say["verified"] or "").partition(":")
        if name.strip():
            options["verified_header"] = name.strip()
            options["verified_value"] = value.strip() or "SUCCESS"
        scheme = Scheme(
            "client_certificate",
            place=Place("header", say["header"].strip()),
            options=options,
        )
        try:
            check_scheme(scheme)
        except EngineError:
            return None
        return scheme

    def _credential_warnings(self):
        if self.auth_type == _TYPE and not self._scheme_spec():
            yield self.env._(
                "Every call is refused: nothing says any more in which header the "
                "proxy writes whose certificate it has checked (system parameter "
                "inbound_webhook.client_certificate_header)."
            )
            return
        yield from super()._credential_warnings()
