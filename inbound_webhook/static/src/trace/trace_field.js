import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {Trace} from "@inbound_webhook/trace/trace";

/** A field that holds the steps of a call. */
export class TraceField extends Component {
    static template = "inbound_webhook.TraceField";
    static components = {Trace};
    static props = {...standardFieldProps};

    get lines() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("inbound_webhook_trace", {
    component: TraceField,
    displayName: _t("Steps of a call"),
    supportedTypes: ["json"],
});
