import {useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {SelectionField} from "@web/views/fields/selection/selection_field";
import {
    TriggerSelectionField,
    triggerSelectionField,
} from "@base_automation/base_automation_trigger_selection_field";
import {TRIGGER_FILTERS} from "@base_automation/utils";

const OUR_TRIGGER = "on_inbound_webhook";
/** The groups of the stock widget, with the triggers of each. */
const GROUPS = [
    {
        label: _t("Values Updated"),
        triggers: [
            "on_stage_set",
            "on_user_set",
            "on_tag_set",
            "on_state_set",
            "on_priority_set",
            "on_archive",
            "on_unarchive",
        ],
    },
    {label: _t("Email Events"), triggers: ["on_message_sent", "on_message_received"]},
    {
        label: _t("Timing Conditions"),
        triggers: ["on_time", "on_time_created", "on_time_updated"],
    },
    {
        label: _t("Custom"),
        triggers: ["on_create", "on_create_or_write", "on_unlink", "on_change"],
    },
    {label: _t("External"), triggers: ["on_webhook", OUR_TRIGGER]},
    {label: _t("Deprecated (do not use)"), triggers: ["on_write"]},
];
const MAIL_TRIGGERS = ["on_message_sent", "on_message_received"];
const DEPRECATED_TRIGGERS = ["on_write"];

/**
 * The widget of the triggers, with ours among them.
 *
 * The stock widget fails on any trigger that is not in its own list, which nothing can
 * be added to. This one takes its place and does the same with a list that holds ours;
 * triggers that it does not know either are shown, in a group at the end. Ours is offered
 * only for models that a handler has for its target.
 */
export class InboundWebhookTriggerSelectionField extends TriggerSelectionField {
    setup() {
        // Not super.setup(): that is where the stock widget fails.
        SelectionField.prototype.setup.call(this);
        this.groupedOptions = useState([]);
        const orm = useService("orm");
        let modelId = undefined;
        let modelFields = [];
        useRecordObserver(async ({data, fields}) => {
            const isOffered = (trigger) =>
                data[this.props.name] === trigger ||
                (!DEPRECATED_TRIGGERS.includes(trigger) &&
                    (data.model_is_mail_thread || !MAIL_TRIGGERS.includes(trigger)) &&
                    (data.inbound_webhook_is_offered || trigger !== OUR_TRIGGER));
            const {selection} = fields[this.props.name];
            if (modelId !== data.model_id?.id) {
                modelId = data.model_id?.id;
                modelFields = await orm.searchRead(
                    "ir.model.fields",
                    [["model_id", "=", modelId]],
                    ["name", "ttype", "relation"]
                );
            }
            const options = selection.filter(
                ([value]) =>
                    isOffered(value) &&
                    modelFields.some(TRIGGER_FILTERS[value] ?? (() => true))
            );
            this.groupedOptions.splice(0, Infinity, ...this.group(options));
        });
    }

    /** Options as ``{label, choices}`` of each group that has any. */
    group(options) {
        const known = GROUPS.flatMap(({triggers}) => triggers);
        const others = options
            .map(([value]) => value)
            .filter((value) => !known.includes(value));
        return [...GROUPS, {label: _t("Other"), triggers: others}]
            .map(({label, triggers}) => ({
                label,
                choices: options
                    .filter(([value]) => triggers.includes(value))
                    .map(([value, optionLabel]) => ({value, label: optionLabel})),
            }))
            .filter(({choices}) => choices.length);
    }
}

registry.category("fields").add(
    "base_automation_trigger_selection",
    {
        ...triggerSelectionField,
        component: InboundWebhookTriggerSelectionField,
        fieldDependencies: [
            ...triggerSelectionField.fieldDependencies,
            {name: "inbound_webhook_is_offered", type: "boolean"},
        ],
    },
    {force: true}
);
