import {useSubEnv} from "@odoo/owl";
import {Notebook} from "@web/core/notebook/notebook";
import {registry} from "@web/core/registry";
import {FormController} from "@web/views/form/form_controller";
import {FormRenderer} from "@web/views/form/form_renderer";
import {formView} from "@web/views/form/form_view";

/** Tabs of which one can be named to begin with. */
export class HandlerNotebook extends Notebook {
    setup() {
        super.setup();
        const start = this.navItems.find(
            ([, page]) => page.name === this.env.startPage
        );
        if (start) {
            this.state.currentPage = start[0];
        }
    }
}

export class HandlerFormRenderer extends FormRenderer {
    static components = {...FormRenderer.components, Notebook: HandlerNotebook};
}

/**
 * The form of a handler.
 *
 * A change of the tab saves, so that the parameters of one tab can be chosen in the
 * others. What is not complete yet is left as it is.
 */
export class HandlerFormController extends FormController {
    static props = {
        ...FormController.props,
        startPage: {type: String, optional: true},
    };

    setup() {
        super.setup();
        useSubEnv({startPage: this.props.startPage});
        const rememberPage = this.onNotebookPageChange;
        let currentPage = undefined;
        this.onNotebookPageChange = (notebookId, page) => {
            rememberPage(notebookId, page);
            if (currentPage && currentPage !== page) {
                this.saveIfValid();
            }
            currentPage = page;
        };
    }

    /** @override New opens the gallery, as in the list. */
    async create() {
        if (!(await this.model.root.isDirty()) || (await this.save())) {
            await this.actionService.doAction(
                "inbound_webhook.action_inbound_webhook_gallery"
            );
        }
    }

    async saveIfValid() {
        const record = this.model.root;
        if ((await record.isDirty()) && (await record.checkValidity())) {
            await this.save();
        }
    }
}

registry.category("views").add("inbound_webhook_handler_form", {
    ...formView,
    Controller: HandlerFormController,
    Renderer: HandlerFormRenderer,
});
