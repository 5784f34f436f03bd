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

test("New opens the gallery", async () => {
    mockService("action", {doAction: (action) => expect.step(action)});
    await mountView({
        type: "kanban",
        resModel: "handler",
        arch: `
            <kanban js_class="inbound_webhook_handler_kanban">
                <templates><t t-name="card"><field name="name" /></t></templates>
            </kanban>`,
    });
    await contains(".o-kanban-button-new").click();
    expect.verifySteps(["inbound_webhook.action_inbound_webhook_gallery"]);
});
