import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Sentences about how a handler is set up, each on a line of its own. */
export class SetupNotesField extends Component {
    static template = "inbound_webhook.SetupNotesField";
    static props = {
        ...standardFieldProps,
        level: {type: String, optional: true},
    };
    static defaultProps = {level: "info"};

    get sentences() {
        return this.props.record.data[this.props.name] || [];
    }

    get isWarning() {
        return this.props.level === "warning";
    }
}

export const setupNotesField = {
    component: SetupNotesField,
    displayName: _t("Notes on the set-up"),
    supportedTypes: ["json"],
    extractProps: ({options}) => ({level: options.level}),
};

registry.category("fields").add("inbound_webhook_setup_notes", setupNotesField);
