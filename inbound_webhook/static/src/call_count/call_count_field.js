import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {formatInteger} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {
    StatInfoField,
    statInfoField,
} from "@web/views/fields/stat_info/stat_info_field";

/** Where the server stops to count. */
const MOST_COUNTED = 10000;

/** A number of calls as a text; of many only that they are many. */
export const formatCallCount = (count) =>
    count < MOST_COUNTED ? formatInteger(count) : _t("10k+");

/** The number of a handler's calls; a click on it opens them. */
export class CallCountField extends Component {
    static template = "inbound_webhook.CallCountField";
    static props = {...standardFieldProps};

    setup() {
        this.action = useService("action");
    }

    get isNone() {
        return !this.props.record.data[this.props.name];
    }

    get count() {
        return formatCallCount(this.props.record.data[this.props.name]);
    }

    onClick() {
        this.action.doActionButton({
            type: "object",
            name: "action_open_calls",
            resModel: this.props.record.resModel,
            resId: this.props.record.resId,
        });
    }
}

/** The same number in a stat button. */
export class CallCountStatField extends StatInfoField {
    get formattedValue() {
        return formatCallCount(this.props.record.data[this.props.name]);
    }
}

export const callCountField = {
    component: CallCountField,
    displayName: _t("Number of calls"),
    supportedTypes: ["integer"],
};

registry.category("fields").add("inbound_webhook_call_count", callCountField);
registry.category("fields").add("inbound_webhook_call_count_stat", {
    ...statInfoField,
    component: CallCountStatField,
    supportedTypes: ["integer"],
});
