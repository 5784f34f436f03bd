from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.reasons import NO_CALLS, REASONS, UNPROVEN
from ...processing import by_hand

#: Reasons for which it may not have been asked who sent a call.
_NOT_ASKED = (*NO_CALLS, "method_not_allowed", "origin_refused")
_NOT_ASKED += ("address_limited", "switched_off")
#: Reasons for which a body may not have been read.
_UNREAD = ("too_large", "timed_out", "length_required", "unreadable")


class InboundWebhookCall(models.Model):
    """Calls of the log, processed once more."""

    _inherit = "inbound.webhook.call"

    is_unproven = fields.Boolean(compute="_compute_is_unproven")

    @api.depends("handler_id.auth_type", "kind", "reason")
    def _compute_is_unproven(self):
        for call in self:
            call.is_unproven = call._is_unproven()

    # === ACTIONS ===

    def action_replay(self):
        """Process the call as it came once more, through today's configuration.

        The protection period does not apply: it would swallow every replay.

        :return: action that opens the new call
        """
        self.ensure_one()
        return self._replay()._action_open()

    def action_replay_unproven(self):
        """Process a call that did not prove who sent it, since a person vouches for it.

        :return: action that opens the new call
        """
        self.ensure_one()
        return self._replay(vouched=True)._action_open()

    def replay_plan(self):
        """What replaying these calls comes to, for the dialog that asks first.

        Each request is replayed once, also where its sender sent it several times or
        where it was replayed before.

        :return: dict of ``ids``, the calls to replay, the oldest first; ``again``, how
            many of them were processed before; ``rest``, of how many only what they
            left out is written; and how many are left out, by why:
            ``forbidden``, ``waiting``, ``unread``, ``settled``, ``unproven`` and
            ``repeats``
        """
        names = ["attention", "handler_id", "kind", "queued", "reason", "status"]
        names += ["body_size", "replay_of_id", "request_digest", "authenticated_by"]
        names += ["body_left_out", "erased_date", "left_out"]
        calls = self.search_fetch([("id", "in", self.ids)], names, order="id")
        mine = calls.handler_id._filtered_access("write")
        plan = {"ids": [], "again": 0, "rest": 0, "forbidden": 0, "repeats": 0}
        plan |= {"waiting": 0, "unread": 0, "settled": 0, "unproven": 0}
        seen = set()
        for call in calls:
            obstacle = call._replay_obstacle()
            if call.handler_id not in mine:
                plan["forbidden"] += 1
            elif obstacle:
                plan[obstacle] += 1
            elif call._repeats(seen):
                plan["repeats"] += 1
            else:
                plan["ids"].append(call.id)
                has_rest = call._has_rest()
                plan["rest"] += has_rest
                done = ("done", "done_with_notes", "duplicate")
                plan["again"] += call.reason in done and not has_rest
        return plan

    def replay_and_report(self):
        """Replay one of several calls. The dialog asks for one after the other.

        A transaction for each: a replay that fails is rolled back whole.

        :return: dict of ``result`` (``success``, ``noted`` where something is left out
            once more, ``ignored``, ``failed``, or ``left_out`` where there is nothing
            to replay any more) and ``id``, that of the new call
        """
        call = self.exists()
        if not call or call._replay_obstacle():
            return {"result": "left_out"}
        replay = call._replay()
        if replay.status == "duplicate":
            return {"result": "left_out"}
        if REASONS[replay.reason].is_failure:
            result = "failed"
        elif replay.reason == "done_with_notes":
            result = "noted"
        else:
            result = "ignored" if replay.status == "ignored" else "success"
        return {"result": result, "id": replay.id}

    # === BUSINESS METHODS ===

    def _replay(self, vouched=False):
        """Process the call once more, if whoever asks may have that done.

        :param bool vouched: whether a person says that it may be, though nobody knows
            who sent it
        :return: the new call
        """
        # Of the one who asks: beyond this, everything runs as superuser.
        self._check_may_handle()
        if self.kind == "handshake":
            raise UserError(
                self.env._("A handshake only asks: there is nothing to be done again.")
            )
        obstacle = self._replay_obstacle()
        if obstacle == "waiting":
            raise UserError(
                self.env._("This call is not through yet. It would be done twice.")
            )
        if obstacle == "unread":
            raise UserError(
                self.env._(
                    "The log does not have the body of this call, which is what is to "
                    "be replayed."
                )
            )
        if obstacle == "unproven" and not vouched:
            raise UserError(
                self.env._(
                    "This call did not prove who sent it: anybody who knows the URL "
                    "may have. If you know that it is genuine, open it and choose "
                    "Replay Unproven Call."
                )
            )
        return by_hand.replay(self.with_env(self.env(su=True)))

    def _replay_obstacle(self):
        """Why the call is not to be replayed: a key of :meth:`replay_plan`, or None."""
        if self.queued or self.status == "received":
            return "waiting"
        if self.attention == "settled" or self.kind == "handshake":
            return "settled"
        is_missing = self.body_left_out or self.erased_date or self.reason == "dropped"
        if self.reason in _UNREAD and not self.body_size or is_missing:
            return "unread"
        return "unproven" if self._is_unproven() else None

    def _is_unproven(self):
        """Whether nobody knows who sent the call, and its handler asks for that.

        Some are refused before that is asked.
        """
        if self.kind == "handshake":
            return False
        if self.reason in _NOT_ASKED and not self.authenticated_by:
            return self.handler_id.sudo().auth_type != "none"
        return self.reason in UNPROVEN

    def _repeats(self, seen):
        """Whether a call that failed, or a replay, repeats one of those before it.

        :param set seen: the requests of those, to which this one is added
        """
        original = self.replay_of_id or self
        request = (self.handler_id.id, self.request_digest or original.id)
        repeats = request in seen
        seen.add(request)
        failed = self.reason in REASONS and REASONS[self.reason].is_failure
        return repeats and (failed or self.kind == "replay")

    def _items_done(self):
        """Numbers of the items that this replay need not process any more.

        Where some items of a call failed, the others are done.
        """
        original = self.replay_of_id
        if original.reason == "done_with_notes" and original._has_rest():
            path = self.handler_id.split_path
            if path and not original.item_ids and original._first_counted_of(path):
                # The handler makes a record of each item since then.
                return {1}
            return set(original.item_ids.mapped("position"))
        if original.reason != "partly_done":
            return set()
        replays = self.search([("replay_of_id", "=", original.id)])
        items = (original + replays).item_ids
        done = items.filtered(lambda item: item.status == "success")
        return set(done.mapped("position"))
