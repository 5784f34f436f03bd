import json

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import kept_tally
from ...engine.body.text import storable
from ...engine.headers_size import headers_size, headers_within
from ...engine.masking import names_of_pairs
from ...engine.storing import storable_text
from ...engine.trace import Trace
from ...engine.trace_size import within_size
from ...fields.personal import PersonalJson

#: Calls that had no effect: who knows a URL can send them without end.
NOT_APPLIED = ("refused", "error", "ignored", "duplicate")
#: Kinds of calls that strangers can send, by kind of the row.
_COUNTED = ("call", "handshake")
#: How much more is kept of those that had one.
APPLIED_MORE = 10
#: What a row keeps of a call beyond the limit, in bytes or characters.
_HEADERS, _TEXT, _VALUES, _TRACE = 1024, 500, 2000, 4096
#: Characters of what is one word, unless somebody wants to fill the disk.
_LABEL = 200


class InboundWebhookCall(models.Model):
    """What the log keeps of a call, and how much of all calls within an hour.

    Each call has its row. What came with it is kept whole until its handler's calls
    have had their bytes for this hour; then the row says how large the body was, and
    why it is not there.
    """

    _inherit = "inbound.webhook.call"

    headers = PersonalJson(readonly=True, mask=names_of_pairs)
    body_left_out = fields.Boolean(
        string="Body Not Kept",
        readonly=True,
        help="The log had kept as much of the calls of this hour as the handler says.",
    )
    kept_size = fields.Integer(
        string="Bytes Kept", readonly=True, help="What the log keeps of the call."
    )

    @api.model
    def _arrival_values(self, spec, request, kind, keeps):
        """Values that say what came, or as much of it as is kept.

        :param HandlerSpec spec: its handler
        :param str kind: of the row
        :param str keeps: as :meth:`_record_arrival` takes it
        """
        if keeps == "nothing":
            return self._dropped_values(request)
        headers = [
            [storable(name), storable(value)]
            for name, value in request.loggable_headers(spec.reads)
        ]
        # A call that waits is read from its row.
        whole = kind not in _COUNTED or keeps == "whole"
        left_out = not whole and self._is_full(spec, applied=False)
        most = _HEADERS if left_out else spec.kept.headers
        headers = headers_within(headers, most, spec.needs_header)
        query = storable(request.query_string)
        body = b"" if left_out else request.body
        return {
            **_labels(request),
            "query_string": query,
            "headers": headers,
            "body": memoryview(body),
            "body_left_out": left_out and bool(request.body),
            "kept_size": headers_size(headers) + len(query) + len(body),
        }

    def _dropped_values(self, request):
        """Values that say that a call came, and nothing of what it brought."""
        return {
            **_labels(request),
            "headers": [],
            "body_left_out": bool(request.body),
            "request_digest": None,
        }

    def _end_values(self, values, spec, request):
        """The last values of the row, or as much of them as is kept.

        :param dict values: all of them
        :param HandlerSpec spec: its handler
        :param IncomingRequest request: what came; None where it is in the row already
        """
        self.ensure_one()
        size = self.kept_size + _size(values)
        if self.kind not in _COUNTED or values["status"] == "received":
            return {**values, "kept_size": size}
        is_handshake = self.kind == "handshake"
        applied = values["status"] not in NOT_APPLIED and not is_handshake
        # Though its sender was told 200, something of it is to be replayed.
        is_needed = values["reason"] in ("partly_done", "done_with_notes")
        if not is_needed and self._is_full(spec, applied):
            values = self._slim(values)
            size = _size(values) + headers_size(values["headers"])
        elif applied and self.body_left_out and request:
            # It came while those that are not applied had had their bytes.
            values = {
                **values,
                "body": memoryview(request.body),
                "body_left_out": False,
            }
            size += len(request.body)
        self._count(spec, applied, size)
        return {**values, "kept_size": size}

    def _slim(self, values):
        """What is left of a call beyond the limit: how it ended, and its size."""
        size = self.body_size
        trace = Trace(values["trace"])
        if size:
            trace.noted("receive", "body_left_out", size=size)
        headers = headers_within(self.headers or [], _HEADERS, lambda _name: False)
        slim = {
            **values,
            "body": False,
            "body_left_out": bool(size),
            "headers": headers,
            "query_string": storable_text(self.query_string or "", _TEXT),
            "trace": within_size(trace.lines, _TRACE),
        }
        if len(values.get("parameters") or "") > _VALUES:
            slim["parameters"] = False
        if values["status"] in NOT_APPLIED or self.kind == "handshake":
            # The answer of one that is applied is that of its repeats, too.
            for name in ("response_body", "error_message"):
                if values.get(name):
                    slim[name] = storable_text(values[name], _TEXT)
            slim.pop("item_ids", None)
        return slim

    # === WHAT IS KEPT IN AN HOUR ===

    @api.model
    def _is_full(self, spec, applied):
        """Whether the calls of a handler have had their bytes for this hour.

        :param bool applied: of those that had an effect, or of the others
        """
        key, limit = self._tally(spec, applied)
        return kept_tally.kept_bytes(key, _this_hour()) >= limit

    def _count(self, spec, applied, size):
        key, limit = self._tally(spec, applied)
        hour = _this_hour()

        def ask():
            return self._kept_since(spec.id, hour, applied)

        kept_tally.count(key, hour, size, limit, ask)

    def _tally(self, spec, applied):
        limit = spec.kept.per_hour * (APPLIED_MORE if applied else 1)
        return (self.env.cr.dbname, spec.id, applied), limit

    def _kept_since(self, handler_id, hour, applied):
        [[kept]] = self.env.execute_query(
            SQL(
                "SELECT coalesce(sum(kept_size), 0) FROM inbound_webhook_call"
                " WHERE handler_id = %s AND request_date >= %s"
                " AND (status IN %s OR kind = 'handshake') != %s",
                handler_id,
                hour,
                NOT_APPLIED,
                applied,
            )
        )
        return int(kept)


def _labels(request):
    """What is said of a call for people and searches; it is read by its headers."""
    return {
        "content_type": storable_text(request.header("Content-Type") or "", _LABEL),
        "method": storable_text(request.method, _LABEL),
        "remote_addr": storable_text(request.remote_addr, _LABEL),
        "body_size": len(request.body),
    }


def _this_hour():
    return fields.Datetime.now().replace(minute=0, second=0, microsecond=0)


def _size(values):
    """About how many bytes the values of a row take."""
    texts = [value for value in values.values() if isinstance(value, str)]
    trees = [value for value in values.values() if isinstance(value, list | dict)]
    return sum(map(len, texts)) + sum(
        len(json.dumps(tree, default=str)) for tree in trees
    )
