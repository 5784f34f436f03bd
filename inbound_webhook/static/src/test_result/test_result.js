import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {shownValue} from "../trace/shown_value";
import {Trace} from "../trace/trace";

/** How the statuses of a call are coloured, here as in its log. */
const COLORS = {
    received: "text-bg-info",
    success: "text-bg-success",
    duplicate: "text-bg-secondary",
    ignored: "text-bg-secondary",
    refused: "text-bg-warning",
    error: "text-bg-danger",
};

/** What a call would do, or has done where it was sent for real. */
export class TestResult extends Component {
    static template = "inbound_webhook.TestResult";
    static components = {Trace};
    static props = {
        /** As `rehearse` or `send_for_real` of the handler gives it. */
        result: {
            type: Object,
            shape: {
                status: String,
                status_label: String,
                message: [String, {value: null}],
                trace: Array,
                answer: {
                    type: Object,
                    shape: {status: Number, headers: Array, body: String},
                },
                "*": true,
            },
        },
    };

    setup() {
        this.action = useService("action");
    }

    get result() {
        return this.props.result;
    }

    get isReal() {
        return Boolean(this.result.call);
    }

    get color() {
        return COLORS[this.result.status];
    }

    /** What becomes of a record, in words. */
    title(record) {
        const title = this.verdict(record);
        return record.item
            ? _t("Item %(number)s: %(title)s", {number: record.item, title})
            : title;
    }

    verdict(record) {
        const words = {model: record.model_label, name: record.name};
        switch (record.operation) {
            case "created":
                return _t("%(model)s “%(name)s” would be created", words);
            case "updated":
                return _t("%(model)s “%(name)s” would be updated", words);
            case "unchanged":
                return _t("%(model)s “%(name)s” holds these values already", words);
            case "archived":
                return _t("%(model)s “%(name)s” would be archived", words);
            case "unarchived":
                return _t("%(model)s “%(name)s” would be brought back", words);
            case "deleted":
                return _t("%(model)s “%(name)s” would be deleted", words);
            default:
                return _t("%(model)s “%(name)s” is found", words);
        }
    }

    isNew(record) {
        return record.operation === "created";
    }

    /** What sets an action off that is not one of the webhook. */
    cause(ran) {
        return ran.is_own || !ran.rule
            ? ""
            : _t("set off by the change of the record: %s", ran.rule);
    }

    address(mail) {
        return _t("“%(subject)s” to %(to)s", mail);
    }

    shown(value) {
        return shownValue(value);
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    onOpenCall() {
        return this.open("inbound.webhook.call", this.result.call);
    }
}
