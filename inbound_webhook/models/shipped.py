"""What senders do, which comes along as files of this addon, one for each sender."""

import json
from pathlib import Path

from odoo import api, models

_MODULE = __name__.split(".")[2]
_DATA = Path(__file__).resolve().parents[1] / "data"


class InboundWebhookShared(models.AbstractModel):
    """Records that are made of such files, and corrected with each update."""

    _inherit = "inbound.webhook.shared"

    #: What their external ids begin with, and what their folder holds.
    _shipped_as = None
    #: The field of their lines.
    _shipped_lines = None

    @api.model
    def _load_shipped(self):
        """Make or correct the records of all files, as data of this addon."""
        self._load_records(
            [
                {
                    "xml_id": self._shipped_id(path),
                    "values": self._values_now(path),
                }
                for path in sorted((_DATA / f"{self._shipped_as}s").glob("*.json"))
            ],
            update=True,
        )

    @api.model
    def _values_now(self, path):
        """What a file says, without rows that are there: made anew, they are listed."""
        data = json.loads(path.read_text("utf-8"))
        values, lines = self._values_of_file(data), self._shipped_lines
        present = self.env.ref(self._shipped_id(path), raise_if_not_found=False)
        if present and present[lines]._specs() == self._lines_of_file(data):
            values.pop(lines)
        return values

    @api.model
    def _shipped_id(self, path):
        return f"{_MODULE}.{self._shipped_as}_{path.stem}"

    @api.model
    def _values_of_file(self, data):
        """The values of a record that says what a file says.

        :param dict data: of the file
        """
        raise NotImplementedError

    @api.model
    def _lines_of_file(self, data):
        """What the lines of a file are to the engine."""
        raise NotImplementedError


def place_values(prefix, place):
    """Values of the fields that say a place.

    :param str prefix: what their names begin with
    :param place: an engine's ``Place``, or None
    """
    return {
        f"{prefix}_source": place.source if place else False,
        f"{prefix}_name": place.name if place else False,
    }
