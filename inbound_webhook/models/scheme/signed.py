from odoo import api, fields, models
from odoo.fields import Command

from ...engine.authentication import ENCODINGS, SCHEME_KINDS
from ...engine.authentication.hashes import PREHASHES
from ..bounded import within_bounds
from ..kinds import kind_here, kinds_of, selection_of
from .technical_names import named

#: Of what stands in a field of one line.
_LINE_BREAK = ("\\n", "\n")


class InboundWebhookScheme(models.Model):
    """What is signed, how, and where the signature stands."""

    _inherit = "inbound.webhook.scheme"

    algorithm = fields.Selection(
        lambda self: self._selection_algorithm(),
        default="hmac_sha256",
        help="How the signature is made.",
    )
    algorithm_choices = fields.Json(
        compute="_compute_algorithm_choices",
        help="The algorithms that the kind can have.",
    )
    prehash = fields.Selection(
        lambda self: named(PREHASHES),
        string="Hashed First",
        help="What is signed in place of the parts themselves: a hash of them.",
    )
    part_ids = fields.One2many(
        "inbound.webhook.scheme.part",
        "scheme_id",
        string="Signed Parts",
        copy=True,
        default=lambda self: [Command.create({"kind": "body"})],
        help="What is signed, in this order.",
    )
    joiner = fields.Char(
        string="Between the Parts",
        trim=False,
        help="Such as a full stop. \\n stands for a line break.",
    )
    items_path = fields.Char(
        string="Each Item of",
        help="Where each item of a list in the body has a signature of its own: the "
        "path of the list. Other paths then begin at the item.",
    )
    place_source = fields.Selection(
        lambda self: self._selection_source(),
        string="Stands In",
        required=True,
        default="header",
        help="Where the signature stands, or the token.",
    )
    place_name = fields.Char(
        string="Named",
        help="Name of the header or of the field, or the path in the body. Of headers "
        "that are numbered, * stands for the number: X-Signature-*.",
    )
    shape = fields.Selection(
        [
            ("whole", "The value is the signature"),
            ("list", "A list of signatures"),
            ("named", "Names with values"),
        ],
        string="It Looks Like",
        required=True,
        default="whole",
    )
    prefix = fields.Char(
        string="Begins With",
        trim=False,
        help="What stands before the signature, such as sha256=. A value without it is "
        "none.",
    )
    separator = fields.Char(
        string="Separated By",
        trim=False,
        default=",",
        help="What stands between one signature of a list, or one name with its value, "
        "and the next.",
    )
    name_separator = fields.Char(
        string="Between Name and Value", trim=False, default="="
    )
    names = fields.Char(
        string="Names That Count",
        help="Which of the values are signatures, such as v1. Several with commas "
        "between; empty: all.",
    )
    position = fields.Integer(
        string="Which of the List", help="Its number, from 1; 0 stands for any."
    )
    encoding = fields.Selection(
        lambda self: selection_of(self.env, ENCODINGS),
        string="Written In",
        default="hex",
        help="How the signature is written.",
    )
    _position_bounds = within_bounds("position")

    @api.model
    def _selection_algorithm(self):
        kinds = kinds_of(self.env, SCHEME_KINDS).values()
        return named([name for kind in kinds for name in kind.algorithms])

    # === COMPUTE METHODS ===

    @api.depends("kind")
    def _compute_algorithm_choices(self):
        kinds = kinds_of(self.env, SCHEME_KINDS)
        for scheme in self:
            kind = kinds.get(scheme.kind)
            scheme.algorithm_choices = [*filter(None, kind.algorithms)] if kind else []

    # === ONCHANGE METHODS ===

    @api.onchange("kind")
    def _onchange_kind(self):
        """One of another kind is not among the choices any more."""
        if self.algorithm not in self.algorithm_choices:
            self.algorithm = next(iter(self.algorithm_choices), False)

    # === BUSINESS METHODS ===

    def _signed(self):
        """What the engine's scheme says of that."""
        return {
            "algorithm": self.algorithm or "",
            "prehash": self.prehash or "",
            "parts": self.part_ids._specs(),
            "joiner": spelled_out(self.joiner),
            "items_path": self.items_path or "",
            "place": self._place("place"),
            "shape": self.shape,
            "prefix": self.prefix or "",
            "separator": spelled_out(self.separator),
            "name_separator": self.name_separator or "",
            "names": tuple(filter(None, map(str.strip, (self.names or "").split(",")))),
            "position": self.position,
            "encoding": kind_here(self.env, ENCODINGS, self.encoding),
        }


def spelled_out(text):
    """A text of a field of one line, with the line breaks that it names."""
    return (text or "").replace(*_LINE_BREAK)
