import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {localization} from "@web/core/l10n/localization";
import {Dialog} from "@web/core/dialog/dialog";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {useService} from "@web/core/utils/hooks";
import {View} from "@web/views/view";

/** Where arrows move something else than the window: trees, texts that scroll. */
const OWN_ARROWS = "[role=tree], .o_inbound_webhook_rows, pre, select";

/**
 * A call in a window above the list it is in, with a way to the next and the previous.
 *
 * It shows the form view of calls, so whatever is added there is here as well.
 */
export class CallWindow extends Component {
    static template = "inbound_webhook.CallWindow";
    static components = {Dialog, View};
    static props = {
        close: Function,
        resId: Number,
        /** The calls of the list, in its order. */
        resIds: {type: Array, element: Number},
    };

    setup() {
        this.action = useService("action");
        this.state = useState({resId: this.props.resId});
        const isAvailable = (target) => !target.closest?.(OWN_ARROWS);
        const step = localization.direction === "rtl" ? -1 : 1;
        const options = {allowRepeat: true, isAvailable};
        useHotkey("arrowright", () => this.go(step), options);
        useHotkey("arrowleft", () => this.go(-step), options);
    }

    get index() {
        return this.props.resIds.indexOf(this.state.resId);
    }

    get title() {
        return _t("Call %s", this.state.resId);
    }

    get position() {
        return _t("%(number)s of %(count)s", {
            number: this.index + 1,
            count: this.props.resIds.length,
        });
    }

    get viewProps() {
        return {
            type: "form",
            resModel: "inbound.webhook.call",
            resId: this.state.resId,
            display: {controlPanel: false},
            context: {},
            preventCreate: true,
            preventEdit: true,
        };
    }

    hasCall(step) {
        return this.index + step in this.props.resIds;
    }

    go(step) {
        if (this.hasCall(step)) {
            this.state.resId = this.props.resIds[this.index + step];
        }
    }

    openForm() {
        this.props.close();
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "inbound.webhook.call",
            res_id: this.state.resId,
            views: [[false, "form"]],
        });
    }
}
