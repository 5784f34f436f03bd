import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {shownValue} from "./shown_value";

/** How each state of a step looks: its icon, its colour, and what the icon says. */
const STATES = {
    passed: {icon: "fa-check-circle", color: "text-success", label: _t("Done")},
    stopped: {icon: "fa-stop-circle", color: "text-warning", label: _t("Ended here")},
    failed: {icon: "fa-times-circle", color: "text-danger", label: _t("Failed")},
    noted: {icon: "fa-info-circle", color: "text-info", label: _t("Note")},
    undone: {icon: "fa-undo", color: "text-muted", label: _t("Undone")},
};

/** The steps of a call in words, with what they changed in the record. */
export class Trace extends Component {
    static template = "inbound_webhook.Trace";
    static props = {
        lines: {
            type: Array,
            element: {
                type: Object,
                shape: {
                    state: String,
                    step: String,
                    text: String,
                    changes: {type: Array, element: Object},
                    /** What it is about and the reader may open: label, model, id. */
                    links: {type: Array, element: Object, optional: true},
                    /** What Python says of a failure. */
                    technical: {type: String, optional: true},
                },
            },
        },
    };

    setup() {
        this.action = useService("action");
    }

    isUndone(line) {
        return line.state === "undone";
    }

    open({model, id}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    state(line) {
        return STATES[line.state] ?? STATES.noted;
    }

    shown(value) {
        return shownValue(value);
    }
}
