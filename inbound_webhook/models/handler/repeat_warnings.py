import json

from odoo import api, models

#: The newest calls that say whether a handler's calls bring what it compares.
_LAST_CALLS = 10
#: Where a call may lack that.
_CHOSEN = ("header", "parameters")


class InboundWebhookHandler(models.Model):
    """Whether calls bring what makes them repeats."""

    _inherit = "inbound.webhook.handler"

    @api.depends("duplicate_mode", "duplicate_header", "protection_period")
    def _compute_setup_warnings(self):
        return super()._compute_setup_warnings()

    def _warnings(self):
        yield from super()._warnings()
        if self._protection_seconds() and self.method == "post":
            yield from self._repeat_warnings()

    def _repeat_warnings(self):
        """What is said where calls lack what would make them repeats."""
        if self.duplicate_mode not in _CHOSEN:
            return
        calls = self._last_calls()
        lacking = calls.filtered(lambda call: not self._tells_repeats(call))
        words = {"lacking": len(lacking), "number": len(calls)}
        if lacking and self.duplicate_mode == "header":
            yield self.env._(
                "%(lacking)s of the last %(number)s calls came without the header "
                "%(header)s: of such a call, the whole request is compared to tell "
                "whether it is a duplicate.",
                header=self.duplicate_header or self.scheme_id.id_name,
                **words,
            )
        elif lacking:
            yield self.env._(
                "%(lacking)s of the last %(number)s calls came without a value for the "
                "duplicate keys: of such a call, the whole request is compared to tell "
                "whether it is a duplicate.",
                **words,
            )

    def _last_calls(self):
        """The last calls that were read, whoever may read what they brought."""
        domain = [
            ("handler_id", "=", self._origin.id),
            ("kind", "=", "call"),
            ("parameters", "!=", False),
        ]
        # No more is said of them than their number.
        return (
            self.env["inbound.webhook.call"]
            .sudo()
            .search_fetch(
                domain,
                ["headers", "parameters"],
                order="request_date desc, id desc",
                limit=_LAST_CALLS,
            )
        )

    def _tells_repeats(self, call):
        """Whether a call brought what the handler compares."""
        rule = self._duplicate_rule()
        if rule.mode == "header":
            # By their names: the log may have masked what they hold.
            names = {name.lower() for name, value in call.headers or () if value}
            if not names.isdisjoint(map(str.lower, rule.id_headers)):
                return True
            return bool(rule.id_scheme and rule.delivery_id(call._request()))
        return bool(rule.compared(json.loads(call.parameters)))
