import {useSubEnv} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";
import {useViewButtons} from "@web/views/view_button/view_button_hook";

/** A list that has the numbers beside it counted anew after each action. */
export class ToFixListController extends ListController {
    setup() {
        super.setup();
        useViewButtons(this.rootRef, {
            beforeExecuteAction: this.beforeExecuteActionButton.bind(this),
            afterExecuteAction: this.afterExecuteActionButton.bind(this),
            reload: () => this.reload(),
        });
        // In the window a call can be replayed and dismissed.
        useSubEnv({onCallWindowClosed: () => this.reload()});
    }

    get actionMenuProps() {
        return {
            ...super.actionMenuProps,
            onActionExecuted: ({noReload} = {}) => noReload || this.reload(),
        };
    }

    /** Chooses the reason anew that is chosen: the list and its numbers follow. */
    reload() {
        const {searchModel} = this.env;
        const [category] = searchModel.categories;
        searchModel.toggleCategoryValue(category.id, category.activeValueId);
    }
}

registry.category("views").add("inbound_webhook_to_fix", {
    ...listView,
    Controller: ToFixListController,
});
