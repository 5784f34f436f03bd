import {Component} from "@odoo/owl";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Code to be copied. */
export class SnippetField extends Component {
    static template = "inbound_webhook.SnippetField";
    static components = {CopyButton};
    static props = {...standardFieldProps};

    setup() {
        this.copyText = _t("Copy");
        this.successText = _t("Copied");
    }

    get code() {
        return this.props.record.data[this.props.name] || "";
    }
}

export const snippetField = {
    component: SnippetField,
    displayName: _t("Code to copy"),
    supportedTypes: ["text"],
};

registry.category("fields").add("inbound_webhook_snippet", snippetField);
