import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeMockServer,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Call extends models.Model {
    reason = fields.Selection({
        selection: [
            ["failed", "Unexpected error"],
            ["switched_off", "Switched off"],
        ],
    });
    is_open = fields.Boolean();

    _records = [
        {id: 1, reason: "failed", is_open: true},
        {id: 2, reason: "failed", is_open: true},
        {id: 3, reason: "switched_off", is_open: true},
    ];
}

defineMailModels();
defineModels([Call]);

const numbers = () => queryAllTexts(".o_search_panel_category_value header");

const mountToFix = () =>
    mountView({
        type: "list",
        resModel: "call",
        domain: [["is_open", "=", true]],
        arch: `
            <list js_class="inbound_webhook_to_fix">
                <header><button name="dismiss" type="object" string="Dismiss" /></header>
                <widget name="inbound_webhook_call_details" />
                <field name="reason" />
            </list>`,
        searchViewArch: `
            <search>
                <searchpanel><field name="reason" enable_counters="1" /></searchpanel>
            </search>`,
    });

test("what is dismissed is counted no longer", async () => {
    onRpc("call", "dismiss", function ({args: [ids]}) {
        expect.step(ids);
        this.env["call"].write(ids, {is_open: false});
        return true;
    });
    await mountToFix();
    expect(numbers()).toEqual(["All", "Unexpected error\n2", "Switched off\n1"]);
    await contains(
        ".o_search_panel_category_value:contains(Unexpected) header"
    ).click();
    await contains(".o_data_row:first .o_list_record_selector input").click();
    await contains("button[name=dismiss]").click();
    await animationFrame();
    expect.verifySteps([[1]]);
    expect(".o_data_row").toHaveCount(1);
    expect(numbers()).toEqual(["All", "Unexpected error\n1", "Switched off\n1"]);
});

test("what was settled in the window of a call is gone when that is closed", async () => {
    const {env} = await makeMockServer();
    mockService("dialog", {
        add: (_window, {resId}, {onClose}) => {
            env["call"].write([resId], {is_open: false});
            onClose();
        },
    });
    await mountToFix();
    await contains(".o_data_row:first .o_inbound_webhook_details").click();
    await animationFrame();
    expect(".o_data_row").toHaveCount(2);
    expect(numbers()).toEqual(["All", "Unexpected error\n1", "Switched off\n1"]);
});
