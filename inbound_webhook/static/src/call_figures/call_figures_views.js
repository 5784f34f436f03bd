import {registry} from "@web/core/registry";
import {graphView} from "@web/views/graph/graph_view";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {pivotView} from "@web/views/pivot/pivot_view";
import {CallControlPanel} from "@inbound_webhook/call_list/call_control_panel";

registry
    .category("views")
    .add("inbound_webhook_call_graph", {...graphView, ControlPanel: CallControlPanel})
    .add("inbound_webhook_call_kanban", {...kanbanView, ControlPanel: CallControlPanel})
    .add("inbound_webhook_call_pivot", {...pivotView, ControlPanel: CallControlPanel});
