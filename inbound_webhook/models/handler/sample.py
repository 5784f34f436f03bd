from odoo import models

from ...authoring.sample_request import build_sample_request


class InboundWebhookHandler(models.Model):
    """A sample of the calls that a handler takes."""

    _inherit = "inbound.webhook.handler"

    def _sample(self):
        """A call that the parameters read, made of their samples.

        :return: the call, and which parameters it has no value for
        :rtype: SampleRequest
        """
        self.ensure_one()
        parameters = self.parameter_ids
        samples = [parameter._sample_text() for parameter in parameters]
        return build_sample_request(
            zip(parameters._specs(), samples, strict=True),
            self._value_context(),
            method=self.method.upper(),
            body_kind=self.body_type,
            split_path=self.split_path or "",
        )

    def _sample_request(self):
        """The same without what is left out.

        :rtype: IncomingRequest
        """
        return self._sample().request
