import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {formatFloat, formatInteger} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** A number of bytes as a person reads it: 1.2 kB. */
export function formatBytes(count) {
    if (count < 1000) {
        return _t("%s B", formatInteger(count));
    }
    const inKilobytes = formatFloat(count / 1000, {digits: [16, 1]});
    return count < 999_950
        ? _t("%s kB", inKilobytes)
        : _t("%s MB", formatFloat(count / 1_000_000, {digits: [16, 1]}));
}

export class ByteSizeField extends Component {
    static template = "inbound_webhook.ByteSizeField";
    static props = {...standardFieldProps};

    get text() {
        return formatBytes(this.props.record.data[this.props.name]);
    }
}

export const byteSizeField = {
    component: ByteSizeField,
    displayName: _t("Size in bytes"),
    supportedTypes: ["integer"],
};

registry.category("fields").add("inbound_webhook_byte_size", byteSizeField);
