import {AlertDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatInteger} from "@web/views/fields/formatters";
import {session} from "@web/session";
import {ReplayDialog} from "./replay_dialog";

/** Ask whether the selected calls are to be replayed, and replay them. */
async function replayCalls(env, action, options) {
    const {call_ids: callIds, domain} = action.params;
    const {dialog, orm} = env.services;
    const most = session.active_ids_limit;
    // Odoo hands over no more ids than that, and leaves the others out.
    if (callIds.length >= most) {
        const count = await orm.searchCount("inbound.webhook.call", domain);
        if (count > callIds.length) {
            dialog.add(AlertDialog, {
                title: _t("Too Many Calls"),
                body: _t(
                    "%(count)s calls are selected, and %(most)s can be replayed in one go. Narrow the filter, by handler or by date.",
                    {count: formatInteger(count), most: formatInteger(most)}
                ),
            });
            return;
        }
    }
    dialog.add(ReplayDialog, {callIds}, {onClose: options.onClose});
}

registry.category("actions").add("inbound_webhook.replay", replayCalls);
