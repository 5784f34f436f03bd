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
    call_count = fields.Integer();

    _records = [{id: 7, call_count: 1234}];
}

defineMailModels();
defineModels([Handler]);

const mountList = () =>
    mountView({
        type: "list",
        resModel: "handler",
        arch: `<list><field name="call_count" widget="inbound_webhook_call_count" /></list>`,
    });

test("shows the number of calls", async () => {
    await mountList();
    expect("td[name=call_count] button").toHaveText("1,234");
});

test("a click opens the calls and not the handler", async () => {
    mockService("action", {
        doActionButton: ({type, name, resModel, resId}) =>
            expect.step([type, name, resModel, resId]),
    });
    await mountList();
    await contains("td[name=call_count] button").click();
    expect.verifySteps([["object", "action_open_calls", "handler", 7]]);
});
