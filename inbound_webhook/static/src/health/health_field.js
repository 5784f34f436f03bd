import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const ICONS = {
    failing: "fa-exclamation-triangle text-danger",
    silent: "fa-bell-slash-o text-warning",
};

/** A mark on a handler that something is wrong with; its tooltip says what. */
export class HealthField extends Component {
    static template = "inbound_webhook.HealthField";
    static props = {...standardFieldProps};

    get icon() {
        return ICONS[this.props.record.data[this.props.name]];
    }

    get reason() {
        return this.props.record.data.health_reason;
    }
}

export const healthField = {
    component: HealthField,
    displayName: _t("Warning mark"),
    supportedTypes: ["selection"],
    fieldDependencies: [{name: "health_reason", type: "char"}],
    listViewWidth: 30,
};

registry.category("fields").add("inbound_webhook_health", healthField);
