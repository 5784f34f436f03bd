import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mockService,
    mountView,
} from "@web/../tests/web_test_helpers";

class Handler extends models.Model {
    name = fields.Char();

    _records = [{id: 7, name: "Form"}];
}

defineMailModels();
defineModels([Handler]);

const checkNew = async (type, arch, button) => {
    mockService("action", {doAction: (action) => expect.step(action)});
    await mountView({type, resModel: "handler", arch});
    await contains(button).click();
    expect.verifySteps(["inbound_webhook.action_inbound_webhook_gallery"]);
};

test("New opens the gallery", async () => {
    await checkNew(
        "list",
        `<list js_class="inbound_webhook_handler_list"><field name="name" /></list>`,
        ".o_list_button_add"
    );
});

test("New among the cards opens the gallery", async () => {
    await checkNew(
        "kanban",
        `<kanban js_class="inbound_webhook_handler_kanban">
            <templates><t t-name="card"><field name="name" /></t></templates>
        </kanban>`,
        ".o-kanban-button-new"
    );
});
