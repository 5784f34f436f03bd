import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {shownValue} from "./shown_value";

/** How each state of a step looks: its icon, its colour, and what the icon says. */
const STATES = {
    passed: {icon: "fa-check-circle", color: "text-success", label: _t("Done")},
    stopped: {icon: "fa-stop-circle", color: "text-warning", label: _t("Ended here")},
    failed: {icon: "fa-times-circle", color: "text-danger", label: _t("Failed")},
    noted: {icon: "fa-info-circle", color: "text-info", label: _t("Note")},
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
                },
            },
        },
    };

    state(line) {
        return STATES[line.state] ?? STATES.noted;
    }

    shown(value) {
        return shownValue(value);
    }
}
