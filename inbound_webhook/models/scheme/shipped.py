from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ...engine.authentication import (
    NotAuthentic,
    Scheme,
    Secret,
    from_data,
    verify,
)
from ...engine.request import IncomingRequest
from ...words.phrases import worded
from ..shipped import place_values
from .scheme import SEQUENCE

#: Places of a scheme, and the beginning of the names of the fields that say one.
_PLACES = {
    "place": "place",
    "key_id_place": "key_id",
    "key_url_place": "key_url",
    "id_place": "id",
    "event_type_place": "event_type",
    "nonce_place": "nonce",
}
#: What is the same in the engine's scheme and in the record.
_SAME = (
    *("kind", "algorithm", "prehash", "joiner", "items_path", "shape", "prefix"),
    *("separator", "name_separator", "position", "encoding", "key_format"),
    *("key_prefix", "key_derivation", "refusal_status", "refusal_body", "options"),
)
_MAKERS = {"you": "receiver", "sender": "sender"}


class InboundWebhookScheme(models.Model):
    """The schemes of known senders, which come along as files.

    The tests of the engine judge the same files by the senders' own packages.
    """

    _inherit = "inbound.webhook.scheme"
    _shipped_as = "scheme"
    _shipped_lines = "part_ids"

    vector = fields.Json(
        string="Known Answer",
        copy=False,
        help="A call whose signature is known to be right. What is changed so that it "
        "is none any more cannot be saved.",
    )

    @api.constrains(
        "vector", *_SAME, "part_ids", "names", "place_name", "time_name", "key_hosts"
    )
    def _check_vector(self):
        """Refuse what does not take the call that is known to be right."""
        for scheme in self.filtered("vector"):
            try:
                scheme._verify_vector()
            except NotAuthentic as error:
                raise ValidationError(
                    self.env._(
                        "%(scheme)s would refuse a call that is known to be right: "
                        "%(reason)s",
                        scheme=scheme.name,
                        reason=worded(self.env, error),
                    )
                ) from error

    def _verify_vector(self):
        """:raise NotAuthentic: the known call is none by this scheme"""
        vector = self.vector
        url, _mark, query = vector["url"].partition("?")
        headers = tuple((name, value) for name, value in vector["headers"])
        body = vector["body"].encode()
        request = IncomingRequest(vector["method"], headers, query, body)
        secret = Secret(vector["secret"], key_id=vector.get("key_id", ""))
        spec = replace(self._spec(), certificate=vector.get("certificate", ""))
        verify(spec, [secret], request, url, vector["now"])

    @api.model
    def _values_of_file(self, data):
        hints = data["hints"]
        return {
            "name": data["name"],
            "sequence": SEQUENCE,
            "source": data["checked_against"] or False,
            "documentation_url": data["source"],
            "secret_word": hints["secret_word"],
            "secret_hint": hints["where"],
            "secret_maker": _MAKERS[hints["made_by"]],
            "is_after_url": hints["after_registration"],
            "vector": data["vector"],
            **self._values_of(from_data(data["scheme"])),
        }

    @api.model
    def _lines_of_file(self, data):
        return from_data(data["scheme"]).parts

    @api.model
    def _values_of(self, scheme: Scheme):
        """The values of a record that says what a scheme says."""
        values = {name: getattr(scheme, name) or False for name in _SAME}
        values["position"] = scheme.position
        values["names"] = ", ".join(scheme.names)
        values["key_hosts"] = "\n".join(scheme.key_hosts)
        values["part_ids"] = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "sequence": number,
                        "kind": part.kind,
                        "argument": part.argument,
                        "if_missing": part.if_missing,
                    }
                )
                for number, part in enumerate(scheme.parts, 1)
            ),
        ]
        for name, prefix in _PLACES.items():
            values |= place_values(prefix, getattr(scheme, name))
        time = scheme.time
        values |= place_values("time", time and time.place)
        if time:
            values |= {"time_unit": time.unit}
            values |= {"time_past": time.past, "time_future": time.future}
        return values
