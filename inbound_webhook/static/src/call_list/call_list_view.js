import {registry} from "@web/core/registry";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";
import {CallControlPanel} from "@inbound_webhook/call_list/call_control_panel";

/** The columns that the log can be sorted by, however long it is: they have an index. */
const SORTABLE = ["id", "request_date"];

export class CallListRenderer extends ListRenderer {
    isSortable(column) {
        return SORTABLE.includes(column.name) && super.isSortable(column);
    }
}

export const callListView = {
    ...listView,
    ControlPanel: CallControlPanel,
    Renderer: CallListRenderer,
};

registry.category("views").add("inbound_webhook_call_list", callListView);
