import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The name of the record that a call is about; a click on it opens the record. */
export class RecordLinkField extends Component {
    static template = "inbound_webhook.RecordLinkField";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get name() {
        return this.props.record.data[this.props.name];
    }

    open() {
        const {resModel, resId, context} = this.props.record;
        this.action.doActionButton({
            type: "object",
            name: "action_open_record",
            resModel,
            resId,
            context,
        });
    }
}

export const recordLinkField = {
    component: RecordLinkField,
    displayName: _t("Link to the record"),
    supportedTypes: ["char"],
};

registry.category("fields").add("inbound_webhook_record_link", recordLinkField);
