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
        type: "list",
        resModel: "handler",
        arch: `<list js_class="inbound_webhook_handler_list"><field name="name" /></list>`,
    });
    await contains(".o_list_button_add").click();
    expect.verifySteps(["inbound_webhook.action_inbound_webhook_gallery"]);
});
