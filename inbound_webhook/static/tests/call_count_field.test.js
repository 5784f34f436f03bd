import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
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

    _records = [
        {id: 7, call_count: 1234},
        {id: 8, call_count: 9999},
        {id: 9, call_count: 10000},
        {id: 10, call_count: 0},
    ];
}

defineMailModels();
defineModels([Handler]);

const mountList = () =>
    mountView({
        type: "list",
        resModel: "handler",
        arch: `<list><field name="call_count" widget="inbound_webhook_call_count" /></list>`,
    });

test("shows the number of calls, of many only that they are many", async () => {
    await mountList();
    expect(queryAllTexts("td[name=call_count] button")).toEqual([
        "1,234",
        "9,999",
        "10k+",
    ]);
});

test("no calls are no link", async () => {
    await mountList();
    expect("tr:contains(0):last td[name=call_count]").toHaveText("0");
    expect("td[name=call_count]:last button").toHaveCount(0);
});

test("a click opens the calls and not the handler", async () => {
    mockService("action", {
        doActionButton: ({type, name, resModel, resId}) =>
            expect.step([type, name, resModel, resId]),
    });
    await mountList();
    await contains("td[name=call_count] button:eq(0)").click();
    expect.verifySteps([["object", "action_open_calls", "handler", 7]]);
});

test("says the same in a stat button", async () => {
    await mountView({
        type: "form",
        resModel: "handler",
        resId: 9,
        arch: `
            <form>
                <sheet>
                    <div name="button_box" class="oe_button_box">
                        <button name="open" type="object" class="oe_stat_button">
                            <field name="call_count" widget="inbound_webhook_call_count_stat" string="Calls" />
                        </button>
                    </div>
                </sheet>
            </form>`,
    });
    expect(".oe_stat_button .o_stat_value").toHaveText("10k+");
    expect(".oe_stat_button .o_stat_text").toHaveText("Calls");
});
