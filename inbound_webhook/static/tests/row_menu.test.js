import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {user} from "@web/core/user";

class Handler extends models.Model {
    name = fields.Char();
    may_change = fields.Boolean();

    _records = [
        {id: 7, name: "Website form", may_change: true},
        {id: 8, name: "Of a mightier user", may_change: false},
    ];
}

defineMailModels();
defineModels([Handler]);

const mountList = async (groups = ["inbound_webhook.group_administrator"]) => {
    patchWithCleanup(user, {hasGroup: async (group) => groups.includes(group)});
    mockService("action", {
        doActionButton: ({name, resModel, resId}) => {
            expect.step([name, resModel, resId]);
        },
        switchView: (type, props) => expect.step([type, props]),
    });
    await mountView({
        type: "list",
        resModel: "handler",
        arch: `
            <list>
                <field name="name" />
                <widget name="inbound_webhook_row_menu" />
            </list>`,
    });
};

const openMenu = async (row = 0) => {
    await contains(`.o_data_row:eq(${row}) button[aria-label='More actions']`).click();
    await animationFrame();
};

const choose = (name) => contains(`.o-dropdown-item[data-name=${name}]`).click();

test("who may do everything is offered everything", async () => {
    await mountList(["inbound_webhook.group_administrator", "base.group_system"]);
    await openMenu();
    expect(queryAllTexts(".o-dropdown-item")).toEqual([
        "Conditions",
        "URL",
        "Actions",
        "Test",
        "Calls",
        "Duplicate Handler",
        "Change the URL",
    ]);
});

test("who only reads is offered what can be read", async () => {
    await mountList([]);
    await openMenu(1);
    expect(queryAllTexts(".o-dropdown-item")).toEqual(["Conditions", "Calls"]);
});

test("a handler that the person may not change", async () => {
    await mountList();
    await openMenu(1);
    expect(queryAllTexts(".o-dropdown-item")).toEqual(["Conditions", "URL", "Calls"]);
});

test("the form opens at a tab, with the other rows to page through", async () => {
    await mountList();
    await openMenu();
    await choose("conditions");
    expect.verifySteps([["form", {resId: 7, resIds: [7, 8], startPage: "conditions"}]]);
});

test("the server is asked for the other entries", async () => {
    await mountList();
    for (const [name, method] of [
        ["url", "action_show_url"],
        ["calls", "action_open_calls"],
        ["duplicate", "action_duplicate"],
    ]) {
        await openMenu();
        await choose(name);
        expect.verifySteps([[method, "handler", 7]]);
    }
});

test("the URL changes only after a question", async () => {
    await mountList();
    await openMenu();
    await choose("rotate");
    expect(".modal-body").toHaveText(
        "Its sender needs the new URL of “Website form”. The present one stops working: at once, unless the form says for how long it goes on."
    );
    expect.verifySteps([]);
    await contains(".modal-footer button:contains(Change It)").click();
    expect.verifySteps([["action_rotate_token", "handler", 7]]);
});

test("the URL stays if the question is answered with no", async () => {
    await mountList();
    await openMenu();
    await choose("rotate");
    await contains(".modal-footer button:contains(Cancel)").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([]);
});
