import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Names and values, such as headers: a field that holds a list of pairs. */
export class NameValuesField extends Component {
    static template = "inbound_webhook.NameValuesField";
    static props = {...standardFieldProps};

    get pairs() {
        return this.props.record.data[this.props.name] || [];
    }
}

export const nameValuesField = {
    component: NameValuesField,
    displayName: _t("Names and values"),
    supportedTypes: ["json"],
};

registry.category("fields").add("inbound_webhook_name_values", nameValuesField);
