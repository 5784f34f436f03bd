from collections import Counter
from dataclasses import astuple

from odoo import models
from odoo.exceptions import UserError

from ...engine.masking import MASK
from ...engine.request import IncomingRequest
from ...processing import by_hand
from ...processing.rehearsal.rehearsing import rehearse
from ...words.phrases import worded
from ...words.trace import explained

#: How many calls the test console offers.
_MOST_CALLS = 20
#: Headers that say how a call was sent, and nothing of what it brings.
_OF_TRANSPORT = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
    }
)


class InboundWebhookHandler(models.Model):
    """The test console: calls tried out, and sent by hand.

    For administrators alone: a call does what the handler's user may do.
    """

    _inherit = "inbound.webhook.handler"

    # === WHAT THE SCREEN ASKS FOR ===

    def test_console(self, call_id=None):
        """What the test console begins with.

        :param int call_id: a call of this handler that is offered, too
        :return: ``method``, ``body_type``, ``active``, ``queues`` (calls),
            ``sample`` (a request as :meth:`rehearse` takes it), ``left_out`` (sentences
            about the parameters that the sample has no value for) and ``calls``: the
            latest ones, each with ``id``, ``date``, ``status``, ``status_label``,
            ``is_captured`` and ``summary``
        :rtype: dict
        """
        self._check_may_test()
        sample = self._sample()
        calls = self.env["inbound.webhook.call"].search(
            [("handler_id", "=", self.id)], limit=_MOST_CALLS
        )
        if call_id:
            calls |= self._own_call(call_id)
        return {
            "method": self.method,
            "body_type": self.body_type,
            "active": self.active,
            "queues": self._queues_calls(),
            "sample": _description(sample.request),
            "left_out": [
                f"{name}: {worded(self.env, why)}"
                for name, why in sample.left_out.items()
            ],
            "calls": calls._choices(),
        }

    def test_request(self, call_id):
        """A call of this handler, to be looked at and changed before it is sent.

        :param int call_id: id of the call
        :return: the request as :meth:`rehearse` takes it; its ``body`` is None where
            it is no text
        :rtype: dict
        """
        self._check_may_test()
        call = self._own_call(call_id)
        description = _description(call._request())
        if description["body"] is not None:
            description["body"] = call.body_text
        return description

    def rehearse(self, description):
        """Find out what a call would do. Nothing of it is saved or sent.

        :param dict description: ``call_id`` for a call of this handler as it came; or
            ``method``, ``body``, ``content_type``, ``query`` and ``headers`` (lines of
            ``Name: value``), all texts that may be missing
        :return: ``status``, ``status_label``, ``reason``, ``operation``, ``message``
            (why it failed), ``trace`` (as the ``Trace`` component takes it),
            ``records``, ``actions``, ``mails``, ``answer`` (``status``, ``headers``,
            ``body``) and ``parameters``. A record has ``model``, ``model_label``,
            ``id``, ``name``, ``operation``, ``item`` and ``changes`` (``label``,
            ``old``, ``new``); an action ``name``, ``kind``, ``rule``, ``is_own``,
            ``is_held`` (it is not run in a test), ``error`` and ``times``
        :rtype: dict
        """
        self._check_may_test()
        request = self._request_of(description)
        rehearsed = rehearse(self, request)
        processed, reply = rehearsed.processed, rehearsed.reply
        outcome = processed.outcome
        records, trace = self._told_trace(
            processed.trace.lines, outcome, rehearsed.names.get
        )
        return {
            "status": outcome.call_status,
            "status_label": self._status_label(outcome.call_status),
            "reason": outcome.reason,
            "operation": outcome.operation,
            "message": self._told_message(outcome, rehearsed.rehearsal),
            "trace": trace,
            "records": records,
            "actions": self._told_actions(rehearsed.rehearsal.actions),
            "mails": rehearsed.rehearsal.mails,
            "answer": _answer(reply.status, reply.headers, reply.body),
            "parameters": processed.parameters,
        }

    def send_for_real(self, description):
        """Process a call for good, whether the handler is switched on or not.

        It is in the log as a test, or as a replay where it is an earlier call as it
        came.

        :param dict description: as :meth:`rehearse` takes it
        :return: ``call`` (its id), ``status``, ``status_label``, ``message``,
            ``trace``, ``answer`` and ``record`` (``model``, ``id`` and ``name``; None
            where there is none, or it may not be seen)
        :rtype: dict
        """
        self._check_may_test()
        if description.get("call_id"):
            action = self._own_call(description["call_id"]).action_replay()
            call = self.env["inbound.webhook.call"].browse(action["res_id"])
        else:
            request = self._request_of(description)
            handler = self.with_env(self.env(su=True))
            call = by_hand.process_now(handler, request, kind="test")
            call = call.with_env(self.env)
        return {
            "call": call.id,
            "status": call.status,
            "status_label": self._status_label(call.status),
            "message": call.reason_text or "",
            "trace": explained(self.env, call.trace),
            "record": call.record_name
            and {"model": call.res_model, "id": call.res_id, "name": call.record_name},
            "answer": _answer(
                call.response_code, call.response_headers or (), call.response_body
            ),
        }

    # === BUSINESS METHODS ===

    def _check_may_test(self):
        self.ensure_one()
        self.check_access("write")

    def _own_call(self, call_id):
        call = self.env["inbound.webhook.call"].browse(call_id).exists()
        if call.handler_id != self:
            raise UserError(self.env._("This call is not there any more."))
        return call

    def _request_of(self, description):
        """The request that a person describes.

        :rtype: IncomingRequest
        """
        if description.get("call_id"):
            return self._own_call(description["call_id"])._request()
        texts = {name: str(value or "") for name, value in description.items()}
        headers = [
            (name.strip(), value.strip())
            for name, colon, value in (
                line.partition(":") for line in texts.get("headers", "").splitlines()
            )
            if colon
        ]
        if texts.get("content_type"):
            headers.insert(0, ("Content-Type", texts["content_type"]))
        method, own = texts.get("method"), self.method.upper()
        return IncomingRequest(
            method=method if method in self._found().spec.call_methods else own,
            headers=tuple(headers),
            query_string=_as_sent(texts.get("query", "").strip().removeprefix("?")),
            body=texts.get("body", "").encode(errors="replace"),
        )

    # === WORDS ===

    def _status_label(self, status):
        field = self.env["inbound.webhook.call"]._fields["status"]
        return dict(field._description_selection(self.env))[status]

    def _told_message(self, outcome, rehearsal):
        """Why a call failed, and what a test cannot show, also where code hid it."""
        why = outcome.detail or outcome.message
        message = why and worded(self.env, why)
        refusal = next(iter(rehearsal.refusals), None)
        if not refusal or refusal in (message or ""):
            return message
        return f"{refusal} {message}" if message else refusal

    def _told_trace(self, lines, outcome, name_of):
        """The records of a call that stands, and its trace without their changes.

        :param name_of: function that gives the display name for a model and an id
        """
        records, trace = [], explained(self.env, lines)
        for line, told in zip(lines, trace, strict=True):
            if not _has_record(line, outcome):
                continue
            name = self.env["ir.model"]._get(line["model"]).name
            is_list = line["code"] == "listed"
            for record_id in line["ids"] if is_list else [line["id"]]:
                records.append(
                    {
                        "model": line["model"],
                        "model_label": name,
                        "id": record_id,
                        # What is deleted has no name any more.
                        "name": name_of((line["model"], record_id)) or record_id,
                        "operation": "found" if is_list else line["code"],
                        "item": line.get("item"),
                        "changes": told["changes"],
                    }
                )
            told["changes"] = []
        return records, trace

    def _told_actions(self, ran):
        """What actions are, each with how often it ran."""
        actions = self.env["ir.actions.server"].sudo()
        kinds = dict(actions._fields["state"]._description_selection(self.env))
        times = Counter(map(astuple, ran))
        return [
            {
                "name": action.name,
                "kind": kinds.get(action.state, action.state),
                "rule": action.base_automation_id.name or None,
                "is_own": is_own,
                "is_held": is_held,
                "error": error,
                "times": count,
            }
            for (action_id, is_own, is_held, error), count in times.items()
            for action in actions.browse(action_id).exists()
        ]


def _has_record(line, outcome):
    """Whether a line of the trace is about a record that is there afterwards."""
    if line["step"] != "apply" or line["state"] != "passed" or not outcome.stands:
        return False
    if "item" not in line:
        return True
    return outcome.results[line["item"] - 1]["status"] == "success"


def _answer(status, headers, body):
    return {
        "status": status,
        "headers": [list(header) for header in headers],
        "body": body or "",
    }


def _description(request):
    """A request as texts; its body is None where it is no text."""
    try:
        body = request.body.decode()
    except UnicodeDecodeError:
        body = None
    headers = [
        f"{name}: {value}"
        for name, value in request.headers
        if name.lower() not in _OF_TRANSPORT and value != MASK
    ]
    return {
        "method": request.method,
        "content_type": request.header("Content-Type") or "",
        "body": body,
        "query": request.readable_query(),
        "headers": "\n".join(headers),
    }


def _as_sent(query):
    """A query that somebody typed as browsers send it: one character for each byte."""
    return query.encode(errors="replace").decode("latin-1")
