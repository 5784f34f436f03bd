from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...engine.body import Limits
from ...engine.errors import EngineError
from ...engine.handshakes import answered, applies, as_read, from_data
from ...engine.request import IncomingRequest, Reply
from ..shipped import place_values
from .handshake import PLACES

_MODULE = __name__.split(".")[2]
#: Those that ask for something come before those that ask for nothing.
_SEQUENCE, _SEQUENCE_OF_ANY = 50, 90


class InboundWebhookHandshake(models.Model):
    """The handshakes of known senders, which come along as files.

    The tests of the engine answer the same files.
    """

    _inherit = "inbound.webhook.handshake"
    _shipped_as = "handshake"
    _shipped_lines = "condition_ids"

    vector = fields.Json(
        string="Known Answer",
        copy=False,
        help="A call whose answer is known to be right. What is changed so that it is "
        "answered otherwise cannot be saved.",
    )

    @api.constrains(
        *("vector", "method", "condition_ids", "handshake_status", "content_type"),
        *("body", "headers"),
        *(f"{place}_{part}" for place in PLACES for part in ("source", "name")),
    )
    def _check_vector(self):
        """Refuse what does not answer as the sender is known to want it."""
        for handshake in self.filtered("vector"):
            if not handshake._answers_vector():
                raise ValidationError(
                    self.env._(
                        "%s would not be answered as the sender is known to want it.",
                        handshake.name,
                    )
                )

    def _answers_vector(self):
        vector, handshake = self.vector, self._spec()
        query = vector["url"].partition("?")[2]
        headers = tuple((name, value) for name, value in vector["headers"])
        body = vector["body"].encode()
        request = IncomingRequest(vector["method"], headers, query, body)
        call, key = as_read(request, Limits()), vector["secret"].encode()
        wanted = vector["answer"]
        known = Reply(
            wanted["status"],
            tuple((name, value) for name, value in wanted["headers"]),
            wanted["body"],
        )
        try:
            made = answered(handshake, call, vector["token"], lambda: key)
        except EngineError:
            return False
        return applies(handshake, call) and made.reply == known

    @api.model
    def _values_of_file(self, data):
        said = from_data(data["handshake"])
        schemes = [
            self.env.ref(f"{_MODULE}.scheme_{name}").id for name in data["schemes"]
        ]
        values = {
            "name": data["name"],
            "sequence": _SEQUENCE if said.conditions else _SEQUENCE_OF_ANY,
            "hint": data["hint"],
            "source": data["checked_against"] or False,
            "documentation_url": data["source"],
            "scheme_ids": [Command.set(schemes)],
            "vector": data["vector"],
            "method": said.method.lower(),
            "needs_proof": said.needs_proof,
            "handshake_status": said.status,
            "content_type": said.content_type or False,
            "body": said.body or False,
            "headers": "\n".join(f"{name}: {text}" for name, text in said.headers),
            "fetch_hosts": "\n".join(said.fetch_hosts),
            "condition_ids": [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "sequence": number,
                            "source": condition.place.source,
                            "name": condition.place.name,
                            "value": condition.value or False,
                        }
                    )
                    for number, condition in enumerate(said.conditions, 1)
                ),
            ],
        }
        for prefix in PLACES:
            values |= place_values(prefix, getattr(said, f"{prefix}_place"))
        return values

    @api.model
    def _lines_of_file(self, data):
        return from_data(data["handshake"]).conditions
