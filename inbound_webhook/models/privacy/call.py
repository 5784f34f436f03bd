import contextlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.body import parse_query
from ...engine.body.charset import decoded
from ...engine.body.charset_names import known_charset
from ...engine.body.content_coding import decode_content
from ...engine.body.media_type import MediaType
from ...engine.body.notes import NoteBook
from ...engine.errors import EngineError
from ...engine.trace import Trace
from ...log_masking import masked_statements
from ...privacy.finding import holds
from ...privacy.person import Person
from ...rights.personal_values import PERSONAL_VALUES, sees_personal_values
from .personal import places_in


class InboundWebhookCall(models.Model):
    """The person of a call: found, and erased."""

    _name = "inbound.webhook.call"
    _inherit = ["inbound.webhook.call", "inbound.webhook.personal"]

    _personal_fields = (
        *("body", "query_string", "headers", "content_type", "remote_addr"),
        *("event_type", "left_out"),
        *("parameters", "trace", "response_body", "response_headers"),
        *("error_message", "error_phrase", "to_fix_message", "to_fix_phrase"),
    )

    erased_date = fields.Datetime(
        string="Erased",
        readonly=True,
        help="When what came with the call was erased, since it was about a person who "
        "asked for that.",
    )
    person = fields.Char(
        store=False,
        search="_search_person",
        groups=PERSONAL_VALUES,
        help="An e-mail address, a phone number or a name, wherever a call holds it "
        "and however it is written there.",
    )

    @api.model
    def _search_person(self, operator, value):
        # The right to read the field is not asked for where it is only looked for.
        if not sees_personal_values(self.env):
            raise AccessError(self._not_shown())
        if operator in Domain.NEGATIVE_OPERATORS:
            # Odoo's way to say: ask for the opposite, and negate that.
            return NotImplemented
        texts = [value] if isinstance(value, str) else list(value)
        ids = []
        for text in filter(None, texts):
            ids += self.sudo()._holding(Person.of(str(text).strip(" %"))).ids
        return Domain("id", "in", ids)

    # === WHERE A PERSON IS ===

    @api.model
    def _may_hold(self, person):
        # Why an item failed is said in a row of its own.
        items = self.env["inbound.webhook.call.item"]
        of_items = items.browse(items._may_hold(person)).call_id.ids
        return sorted({*super()._may_hold(person), *of_items})

    def _is_hidden_from_patterns(self):
        # Compressed, or in UTF-16.
        return SQL(
            "body IS NOT NULL AND (position('\\x00'::bytea IN body) > 0"
            " OR headers::text ILIKE %s)",
            "%content-encoding%",
        )

    def _hidden_may_hold(self, person):
        return person.may_be_in(self._body_as_text())

    def _personal_trees(self):
        trees = super()._personal_trees()
        trees["body"] = self._body_as_tree()
        trees["query_string"] = self._query_as_tree()
        trees["headers"] = _by_name(self.headers)
        trees["response_headers"] = _by_name(self.response_headers)
        # What the phrases say stands beside them in English.
        del trees["error_phrase"], trees["to_fix_phrase"]
        trees["item_ids"] = {
            item.position: item.error_message
            for item in self.item_ids
            if item.error_message
        }
        return trees

    def _places_of(self, person):
        places = super()._places_of(person)
        if "body" not in places:
            # What a tree loses (of two keys that are the same, the first) bytes have.
            places |= places_in(person, {"body": self._body_as_text()})
        return places

    def _items_of(self, person):
        """Numbers of the items that hold a person.

        :return: None for a call that does not hold several
        """
        # A look-up finds several by one set of parameters.
        if not self.item_ids or self.operation == "found":
            return None
        numbers = {
            number
            for number, values in self._values_of_items().items()
            if holds(person, values)
        }
        lines = [line for line in self.trace or () if "item" in line]
        return numbers | {line["item"] for line in lines if holds(person, line)}

    def _values_of_items(self):
        """The parameters of each item, by its number."""
        values = json.loads(self.parameters or "{}")
        lists = {name: each for name, each in values.items() if isinstance(each, list)}
        return {
            number: {
                name: each[number - 1]
                for name, each in lists.items()
                if number <= len(each)
            }
            for number in self.item_ids.mapped("position")
        }

    def _body_as_tree(self):
        try:
            payload = self._payload()
        except EngineError:
            return None
        files = {
            file.field: file.content.decode("utf-8", "replace")
            for file in payload.files
            if file.content_type.startswith("text/")
        }
        return [payload.value, files] if files else payload.value

    def _query_as_tree(self):
        query = self.query_string or ""
        try:
            return parse_query(query, charset=self.handler_id.charset).value
        except EngineError:
            return query

    def _body_as_text(self):
        """The body as far as it is text, though nobody can read it."""
        request, raw = self._request(), self._raw_body()
        encoding = request.header("Content-Encoding")
        with contextlib.suppress(EngineError):
            limits = self.handler_id._limits()
            raw = decode_content(raw, encoding, limits, NoteBook())
        media = MediaType.parse(request.header("Content-Type"))
        wide = json.detect_encoding(raw)
        charset = wide if wide.startswith(("utf-16", "utf-32")) else media.charset
        try:
            return decoded(raw, known_charset(charset)).text
        except UnicodeError:
            return raw.decode("latin-1")

    # === ERASING ===

    def action_erase(self):
        """Empty what came with the calls, of which people ask for that. The rows stay.

        :raise AccessError: for whoever may not change their handlers
        :raise UserError: one of them is under way
        """
        self._check_may_handle()
        if any(call._is_under_way() for call in self):
            raise UserError(
                self.env._("A call is being processed at this moment. Try again.")
            )
        self.sudo()._erase_personal()

    def _erase_and_tell(self):
        self.action_erase()
        return self.env._("Erased: call %s", self.id)

    def _is_under_way(self):
        return self.status == "received" and not self.queued

    def _erase_personal(self):
        """Empty what came with the calls, and what is kept of it elsewhere.

        What stays: by which webhook, when, how it ended, and which record it was about.
        One that waits is not processed any more. A call under way is left alone.
        """
        calls = self.filtered(lambda call: not call._is_under_way())
        # A worker may have one of them at this moment: Odoo begins again.
        with masked_statements():
            calls._erase_beside()
            calls._leave_queue_unprocessed()
            calls.filtered(lambda call: call.attention == "open").write(
                {"attention": "dismissed"}
            )
            trace = Trace()
            trace.noted("erase", "erased", by=self.env.user.name)
            calls.write(
                {
                    **dict.fromkeys(self._personal_fields, False),
                    # Who knows a value could tell it from its digest.
                    "request_digest": False,
                    "ordering_key": False,
                    "body_left_out": False,
                    "kept_size": 0,
                    "trace": trace.lines,
                    "erased_date": fields.Datetime.now(),
                }
            )
            self.env.flush_all()

    def _erase_beside(self):
        """Empty what other rows keep of the calls."""
        self.item_ids._erase_personal()
        of_calls = [("call_id", "in", self.ids)]
        self.env["inbound.webhook.alert"].search(of_calls)._erase_personal()
        self.env["inbound.webhook.template"].search(of_calls)._erase_personal()
        self.env["inbound.webhook.handler"].with_context(active_test=False).search(
            [("captured_call_id", "in", self.ids)]
        )._erase_personal()
        # A digest of chosen values may be one of an address alone, which whoever knows
        # it could try. Others are of all that came, and end with their period.
        claims = self.env["inbound.webhook.claim"].search(of_calls)
        claims.filtered(
            lambda claim: claim.handler_id.duplicate_mode == "parameters"
        ).unlink()

    def _leave_queue_unprocessed(self):
        waiting = self.filtered("queued")
        for call in waiting:
            self.env["inbound.webhook.claim"]._release(call)
        waiting.write(
            {
                "queued": False,
                "next_attempt_date": False,
                "status": "ignored",
                "reason": "erased",
            }
        )


def _by_name(pairs):
    """Headers as a tree: the values of each name."""
    tree = {}
    for name, value in pairs or ():
        tree.setdefault(name, []).append(value)
    return tree
