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
import {CallWindow} from "@inbound_webhook/call_window/call_window";

class Call extends models.Model {
    method = fields.Char();

    _records = [
        {id: 1, method: "POST"},
        {id: 2, method: "GET"},
        {id: 3, method: "POST"},
    ];
}

defineMailModels();
defineModels([Call]);

const mountList = (options) => {
    mockService("dialog", {
        add: (component, {resId, resIds}) =>
            expect.step([component === CallWindow, resId, resIds]),
    });
    return mountView({
        type: "list",
        resModel: "call",
        arch: `
            <list>
                <field name="method" />
                <widget name="inbound_webhook_call_details" />
            </list>`,
        selectRecord: () => expect.step("opened"),
        ...options,
    });
};
const BUTTON = "button.o_inbound_webhook_details[aria-label=Details]";

test("opens the call in a window, with those of the list around it", async () => {
    await mountList();
    await contains(`.o_data_row:nth-child(2) ${BUTTON}`).click();
    expect.verifySteps([[true, 2, [1, 2, 3]]]);
});

test("in a list of groups, those of the open ones are around it", async () => {
    await mountList({groupBy: ["method"]});
    await contains(".o_group_header:contains(POST)").click();
    await contains(`.o_data_row:first ${BUTTON}`).click();
    expect.verifySteps([[true, 1, [1, 3]]]);
});
