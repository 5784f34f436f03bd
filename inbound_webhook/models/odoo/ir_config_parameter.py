from odoo import api, models

_PREFIX = "inbound_webhook.client_certificate_"


class IrConfigParameter(models.Model):
    """Where the proxy says whose certificate it has checked.

    A change counts from the next call on: handlers are compiled with it.
    """

    _inherit = "ir.config_parameter"

    @api.model
    def _inbound_webhook_certificates(self):
        """What the deployment says: ``header``, ``verified`` and ``format``.

        :rtype: dict
        """
        names = ("header", "verified", "format")
        return {name: self.get_param(f"{_PREFIX}{name}") for name in names}

    @api.model_create_multi
    def create(self, vals_list):
        parameters = super().create(vals_list)
        parameters._compile_certificates()
        return parameters

    def write(self, vals):
        # It may be renamed.
        before = self._says_certificates()
        result = super().write(vals)
        self._compile_certificates(before)
        return result

    def unlink(self):
        before = self._says_certificates()
        result = super().unlink()
        self.browse()._compile_certificates(before)
        return result

    def _says_certificates(self):
        return any(parameter.key.startswith(_PREFIX) for parameter in self)

    def _compile_certificates(self, before=False):
        """Have handlers that ask for certificates compiled anew.

        :param before: whether one of them was about certificates until now
        """
        if before or self._says_certificates():
            handlers = self.env["inbound.webhook.handler"].sudo()
            asking = [
                ("auth_type", "=", "certificate"),
                ("active", "in", (True, False)),
            ]
            handlers.search(asking)._move_version()
