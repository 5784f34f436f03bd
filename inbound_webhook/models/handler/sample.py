from dataclasses import replace

from odoo import models

from ...authoring.sample_request import build_sample_request


class InboundWebhookHandler(models.Model):
    """A sample of the calls that a handler takes."""

    _inherit = "inbound.webhook.handler"

    def _sample(self, is_opened=False):
        """A call that the parameters read, made of their samples.

        :param bool is_opened: whether it is the GET call of a sender that opens a URL
        :return: the call, and which parameters it has no value for
        :rtype: SampleRequest
        """
        self.ensure_one()
        parameters = self.parameter_ids
        samples = [parameter._sample_text() for parameter in parameters]
        specs = parameters._specs()
        if is_opened:
            # Its query stands for the body.
            specs = [_in_query(spec) for spec in specs]
        return build_sample_request(
            zip(specs, samples, strict=True),
            self._value_context(),
            method="GET" if is_opened else self.method.upper(),
            body_kind=self.body_type,
            split_path=self.split_path or "",
        )

    def _sample_request(self):
        """The same without what is left out.

        :rtype: IncomingRequest
        """
        return self._sample().request


def _in_query(spec):
    return replace(spec, source="query") if spec.source == "body" else spec
