import {registry} from "@web/core/registry";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

export const GALLERY = "inbound_webhook.action_inbound_webhook_gallery";

/** The list of handlers: New opens the gallery of senders. */
export class HandlerListController extends ListController {
    /** @override */
    async createRecord() {
        await this.actionService.doAction(GALLERY);
    }
}

registry.category("views").add("inbound_webhook_handler_list", {
    ...listView,
    Controller: HandlerListController,
});
