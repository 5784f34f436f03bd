from dataclasses import dataclass

from odoo import SUPERUSER_ID, api, models

from ...engine.request import Reply
from ...log_masking import masked_statements
from ..run import Processed
from ..undo import undoable
from .transaction import Rehearsal, rehearsing


@dataclass
class Rehearsed:
    """What would become of a call.

    :param processed: its outcome, trace and parameters; its records are gone
    :param reply: what the sender would be answered
    :param names: display names of its records by model and id
    :param rehearsal: what it would set in motion
    """

    processed: Processed
    reply: Reply
    names: dict[tuple[str, int], str]
    rehearsal: Rehearsal


class InboundWebhookRehearsal(models.AbstractModel):
    """Takes a call through the processor and undoes all of it.

    The steps are those of a real call, in the environment of a real call, up to the
    answer. That the handler is switched off does not matter.
    """

    _name = "inbound.webhook.rehearsal"
    _description = "Inbound Webhook Rehearsal"

    @api.model
    def _rehearse(self, handler, request):
        """Find out what would become of a call.

        :param handler: as the database has it: what is not saved is not seen
        :param IncomingRequest request: the call
        :rtype: Rehearsed
        :raise psycopg2.OperationalError: a conflict, for Odoo to ask again
        """
        with rehearsing(self.env) as (cr, rehearsal):
            # As superuser without a context, like the door.
            env = self.env(cr=cr, user=SUPERUSER_ID, su=True, context={})
            with masked_statements():
                taken = env[self._name]._take(handler.with_env(env), request)
        return Rehearsed(*taken, rehearsal)

    def _take(self, handler, request):
        calls = self.env["inbound.webhook.call"]
        request = handler._masked(request)
        call = calls._record_arrival(handler, request, kind="test")
        with undoable(self.env.cr) as undo:
            processed, reply = self._process(call, request)
            if not processed.outcome.stands:
                undo()
                processed.trace.undo()
        if processed.violation:
            self.env["inbound.webhook.processor"]._explain_violation(processed)
        names = self._names(processed) if processed.outcome.stands else {}
        receiver = self.env["inbound.webhook.receiver"]
        reply = reply or receiver._reply(call, processed, request)
        return processed, reply, names

    def _process(self, call, request):
        """Have the steps taken, those of the background too.

        :return: what became of the call, and what its sender was answered before that
        """
        processor = self.env["inbound.webhook.processor"]
        if not call.handler_id._queues_calls():
            return processor._process(call, request), None
        processed = processor._admit(call, request)
        if not processed.outcome.stands:
            return processed, None
        receiver = self.env["inbound.webhook.receiver"]
        reply = receiver._reply(call, processed, request)
        call._record_end(processed, 0, reply)
        return processor._work(call), reply

    def _names(self, processed):
        names = {}
        for line in processed.trace.lines:
            if line["step"] == "apply" and line.get("id"):
                record = self.env[line["model"]].browse(line["id"]).exists()
                if record:
                    names[record._name, record.id] = record.display_name
        return names
