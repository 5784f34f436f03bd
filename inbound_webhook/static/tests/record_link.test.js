import {expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Call extends models.Model {
    record_name = fields.Char();

    _records = [
        {id: 1, record_name: "Ada <b class='evil'>King</b>"},
        {id: 2, record_name: false},
    ];
}

defineMailModels();
defineModels([Call]);

const mountList = () =>
    mountView({
        type: "list",
        resModel: "call",
        arch: `<list><field name="record_name" widget="inbound_webhook_record_link" /></list>`,
    });

test("names the record, and a call without one has no link", async () => {
    await mountList();
    expect("td[name=record_name] button").toHaveCount(1);
    expect("td[name=record_name] button").toHaveText("Ada <b class='evil'>King</b>");
    expect(".evil").toHaveCount(0);
});

test("a click opens the record and not the call", async () => {
    mockService("action", {
        doActionButton: ({type, name, resModel, resId}) =>
            expect.step([type, name, resModel, resId]),
    });
    await mountList();
    await contains("td[name=record_name] button").click();
    expect.verifySteps([["object", "action_open_record", "call", 1]]);
});
