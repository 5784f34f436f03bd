from odoo import models
from odoo.exceptions import UserError

from ..authoring.call_parameters import OtherCall, propose_from_call
from ..authoring.record_lists import find_list
from ..engine.body import parse_body, parse_query
from ..engine.bots import SECONDS_FIELD
from ..engine.errors import EngineError
from ..engine.types import TYPES
from ..models.kinds import kinds_of
from ..words.phrases import worded

#: As many of the last calls say of which type values are, and how they are written.
OTHERS = 20


class InboundWebhookTemplate(models.TransientModel):
    """Reads a sample, or a call that came: what values are in it."""

    _inherit = "inbound.webhook.template"

    def _of_sample(self):
        text = (self.sample or "").strip()
        if not text:
            if self.method == "get" or self.save_on_get:
                raise UserError(self.env._("Paste a URL as the sender calls it."))
            raise UserError(self.env._("Paste a sample, or upload a file."))
        try:
            if self._is_query(text):
                query = parse_query(text.rpartition("?")[2].encode(), self._limits())
                return self._of_query(query)
            return self._of_body(text.encode(), None)
        except EngineError as error:
            raise UserError(
                self.env._("The sample cannot be read: %s", worded(self.env, error))
            ) from error

    def _is_query(self, text):
        """Whether a sample is a URL, or what stands behind its question mark.

        A handler that saves on GET reads bodies too; of a form both are the same.
        """
        if self.method == "get":
            return True
        is_line = "\n" not in text and not text.startswith(("{", "[", "<", '"'))
        return self.save_on_get and is_line

    def _of_call(self):
        request, self.problem = self.call_id._request(), False
        query = parse_query(
            request.readable_query(), self._limits(), self.handler_id.charset
        )
        if self.method == "get" or request.method == "GET":
            return self._of_query(query, request.headers)
        try:
            return self._of_body(
                request.body,
                request.header("Content-Type"),
                content_encoding=request.header("Content-Encoding"),
                query=query,
                headers=request.headers,
            )
        except EngineError as error:
            self.problem = worded(self.env, error)
            return self._proposed(None, query, request.headers)

    def _of_query(self, query, headers=()):
        """What stands in a query; where bodies are read too, it stands for one."""
        sources = self.handler_id.parameter_ids.mapped("source")
        if self.method == "post" and "body" in sources:
            return self._proposed(query, None, headers)
        return self._proposed(None, query, headers)

    def _of_body(
        self, body, content_type, *, content_encoding=None, query=None, headers=()
    ):
        handler = self.handler_id
        payload = parse_body(
            body,
            content_type,
            expected=handler.body_type,
            content_encoding=content_encoding,
            limits=self._limits(),
            charset=handler.charset,
        )
        # XML is a tree, as JSON is.
        kinds = {"json": "json", "xml": "json", "form": "form"}
        self.body_kind = kinds.get(payload.kind, False)
        self.is_xml = payload.kind == "xml"
        split_path, listed = handler.split_path or "", None
        if not split_path and handler.method == "post":
            listed = find_list(payload.value, is_xml=payload.kind == "xml")
            self.records_path = listed and listed.path
            split_path = listed.path if listed and self.makes_each else ""
        if split_path or (listed and self._reads_more_than_first_of(listed)):
            listed = None
        return self._proposed(payload, query, headers, split_path, only_first_of=listed)

    def _reads_more_than_first_of(self, listed):
        """Whether parameters name others of its items: they are to be found again."""
        start = f"{listed.path.removeprefix('$')}["
        parameters = self.handler_id.parameter_ids.filtered("path")
        return any(
            path.startswith(start) and not path.startswith(f"{start}0]")
            for path in parameters.mapped("path")
        )

    def _proposed(self, *call, **options):
        handler, types = self.handler_id, kinds_of(self.env, TYPES)
        # They say whether a person filled in the form, and nothing of him.
        own = {SECONDS_FIELD, handler.honeypot_field}
        found = propose_from_call(
            *call,
            types=types,
            context=handler._value_context(),
            others=[OtherCall(*item) for item in handler._last_payloads(OTHERS)],
            **options,
        )
        return [item for item in found if item.proposal.path not in own]

    def _limits(self):
        return self.handler_id._limits()
