from odoo import models

from ...engine.notes import Rest
from ...engine.paths import canonical_path
from ...fields.rpc_json import RpcJson

#: More of them are not kept: a call may hold thousands of items.
_MOST_KEPT = 1_000


class InboundWebhookCall(models.Model):
    """What calls left out that stand, and what is left for a replay to write.

    A replay of such a call finds its record by the log, not by the match keys, and
    writes those values alone: the others were written, and rules have run.
    """

    _inherit = "inbound.webhook.call"

    left_out = RpcJson(
        readonly=True,
        help="What the call brought and does not fit: parameters, the fields that they "
        "were to fill, and the items that they are of; and lists of which only the "
        "first item counted.",
    )

    def _left_out_values(self, outcome):
        """Values of the row that say what was left out.

        :param Outcome outcome: how the call ended
        """
        kept = ("item", "parameter", "field", "list")
        notes = [
            {name: note.details[name] for name in kept if note.details.get(name)}
            for note in outcome.notes[:_MOST_KEPT]
        ]
        return {"left_out": notes or False}

    def _first_counted_of(self, path):
        """Whether this call made a record of the first item of a list alone.

        :param path: of the list
        """
        said = [note.get("list") for note in self.left_out or []]
        wanted = canonical_path(path.removesuffix("[*]"))
        return bool(self.res_id) and any(
            wanted == canonical_path(item) for item in said if item
        )

    def _has_rest(self):
        """Whether a replay is to write what was left out, and nothing else."""
        original = self.replay_of_id or self
        if original.attention != "open":
            return False
        return any(call.left_out for call in original + original.replay_ids)

    def _rest(self):
        """What this replay is to write alone.

        :return: by the number of the item, or by None where the call is about one
            record; what is not in it is to be processed as a whole, or is done
        :rtype: dict[int | None, Rest]
        """
        original = self.replay_of_id
        if self.kind != "replay" or original.attention != "open":
            return {}
        rests, made = {}, set()
        for call in self._told_in_order(original):
            for number, line in call._records_by_number().items():
                if line.operation == "created":
                    made.add(number)
                rests[number] = call._rest_of(number, line, number in made)
        return {number: rest for number, rest in rests.items() if rest}

    def _told_in_order(self, original):
        """The call that came and its replays, but this one."""
        replays = self.search(
            [("replay_of_id", "=", original.id), ("id", "!=", self.id)], order="id"
        )
        return original + replays

    def _records_by_number(self):
        """The lines of the log that a record is named in: of items, or of the call."""
        if self.item_ids:
            done = self.item_ids.filtered(lambda item: item.status == "success")
            return {item.position: item for item in done}
        return {None: self} if self.status == "success" and self.res_id else {}

    def _rest_of(self, number, line, is_new):
        notes = [item for item in self.left_out or [] if item.get("item") == number]
        if not notes:
            return None
        return Rest(
            line.res_model,
            line.res_id,
            is_new,
            frozenset(
                note["parameter"]
                for note in notes
                if "parameter" in note and "field" not in note
            ),
            frozenset(
                (note["field"], note.get("parameter"))
                for note in notes
                if "field" in note
            ),
        )
