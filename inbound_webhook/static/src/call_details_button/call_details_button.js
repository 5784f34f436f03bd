import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {CallWindow} from "@inbound_webhook/call_window/call_window";

/** The ids of the records that a list shows, those in open groups among them. */
function recordsOf(list) {
    if (list.isGrouped) {
        return list.groups.flatMap((group) =>
            group.isFolded ? [] : recordsOf(group.list)
        );
    }
    return list.records.map((record) => record.resId);
}

/** Opens the call of a row in a window, so that the list stays where it is. */
export class CallDetailsButton extends Component {
    static template = "inbound_webhook.CallDetailsButton";
    static props = {...standardWidgetProps};

    setup() {
        this.dialog = useService("dialog");
    }

    open() {
        const {resId, model} = this.props.record;
        this.dialog.add(
            CallWindow,
            {resId, resIds: recordsOf(model.root)},
            {onClose: this.env.onCallWindowClosed}
        );
    }
}

registry.category("view_widgets").add("inbound_webhook_call_details", {
    component: CallDetailsButton,
    listViewWidth: 40,
});
