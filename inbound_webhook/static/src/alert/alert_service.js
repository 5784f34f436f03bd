import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

/** Long enough to read what changed, and to reach for the button. */
const SHOWN_FOR = 15000;

/** Shows news of a record on its owner's screen, with a way to the record. */
export const alertService = {
    dependencies: ["action", "bus_service", "notification"],

    start(_env, {action, bus_service: bus, notification}) {
        const show = ({title, message, res_model, res_id}) => {
            const close = notification.add(message, {
                title,
                type: "info",
                autocloseDelay: SHOWN_FOR,
                buttons: [
                    {
                        name: _t("Open"),
                        primary: true,
                        onClick: () => {
                            close();
                            action.doAction({
                                type: "ir.actions.act_window",
                                res_model,
                                res_id,
                                views: [[false, "form"]],
                            });
                        },
                    },
                ],
            });
        };
        bus.subscribe("inbound_webhook.simple_notification", show);
        bus.start();
    },
};

registry.category("services").add("inbound_webhook_alert", alertService);
