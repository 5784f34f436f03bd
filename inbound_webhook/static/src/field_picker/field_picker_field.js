import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Many2One, computeM2OProps} from "@web/views/fields/many2one/many2one";
import {
    Many2OneField,
    buildM2OFieldDescription,
} from "@web/views/fields/many2one/many2one_field";

const TYPES = {
    boolean: _t("Yes/No"),
    char: _t("Text"),
    date: _t("Date"),
    datetime: _t("Date and time"),
    float: _t("Decimal"),
    html: _t("Formatted text"),
    integer: _t("Integer"),
    many2many: _t("Links to several"),
    many2one: _t("Link"),
    monetary: _t("Amount"),
    selection: _t("Choice"),
    text: _t("Long text"),
};

/** Picks a field of a model: found by its label or its technical name, shown with both. */
export class FieldPickerField extends Component {
    static template = "inbound_webhook.FieldPickerField";
    static components = {Many2One};
    static props = {...Many2OneField.props};

    get m2oProps() {
        return {
            ...computeM2OProps(this.props),
            canCreate: false,
            canCreateEdit: false,
            canOpen: false,
            canQuickCreate: false,
            context: {...this.props.context, inbound_webhook_field_picker: true},
            specification: {name: {}, relation: {}, ttype: {}},
        };
    }

    typeOf({ttype, relation}) {
        const type = TYPES[ttype] || ttype;
        return relation ? `${type}: ${relation}` : type;
    }
}

registry.category("fields").add("inbound_webhook_field_picker", {
    ...buildM2OFieldDescription(FieldPickerField),
    displayName: _t("Field picker"),
});
