import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {GALLERY} from "@inbound_webhook/handler_list/handler_list";

/** The handlers as cards: New opens the gallery of senders. */
export class HandlerKanbanController extends KanbanController {
    /** @override */
    async createRecord() {
        await this.actionService.doAction(GALLERY);
    }
}

registry.category("views").add("inbound_webhook_handler_kanban", {
    ...kanbanView,
    Controller: HandlerKanbanController,
});
