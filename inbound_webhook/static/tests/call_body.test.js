import {expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {browser} from "@web/core/browser/browser";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Call extends models.Model {
    content_type = fields.Char();
    body = fields.Binary();

    _records = [
        {id: 1, content_type: "application/json", body: btoa('{"email": "a@b.co"}')},
        {id: 2, content_type: "application/json", body: btoa("{")},
        {id: 3, body: false},
    ];
}

defineMailModels();
defineModels([Call]);

const BODIES = {
    1: {kind: "json", tree: {members: [["email", "a@b.co"]]}, reason: false},
    2: {kind: false, tree: null, reason: "The body is not valid JSON."},
    3: {kind: "empty", tree: {members: []}, reason: false},
};

const mountForm = async (resId, {isAdministrator = true} = {}) => {
    onRpc("has_group", ({args}) =>
        args[1] === "inbound_webhook.group_administrator" ? isAdministrator : undefined
    );
    onRpc("read_body", ({args}) => {
        expect.step(`read ${args[0]}`);
        return BODIES[args[0][0]];
    });
    onRpc("path_in_body", ({args}) => `path of ${args[1].join()}`);
    onRpc("make_parameter", ({args}) => ({
        type: "success",
        message: `made of ${args[1].join()}`,
    }));
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: (text) => expect.step(`copied ${text}`),
    });
    await mountView({
        type: "form",
        resModel: "call",
        resId,
        resIds: [1, 2, 3],
        arch: `<form><widget name="inbound_webhook_call_body" /></form>`,
    });
    await animationFrame();
};

const BODY = ".o_inbound_webhook_body";
const view = (name) => `${BODY} button[name=${name}]`;

test("shows the body in three views, the one chosen last at first", async () => {
    await mountForm(1);
    expect(`${view("form")}[aria-pressed=true]`).toHaveCount(1);
    expect(".o_inbound_webhook_tree").toHaveCount(1);
    await contains(view("code")).click();
    expect(".o_inbound_webhook_code").toHaveText(/"email": "a@b.co"/);
    await contains(view("text")).click();
    await animationFrame();
    expect(".o_inbound_webhook_raw .o_line").toHaveText('{"email": "a@b.co"}');
    expect(`${view("text")}[aria-pressed=true]`).toHaveCount(1);
    expect(browser.localStorage.getItem("inbound_webhook.body_view")).toBe("text");
    expect.verifySteps(["read 1"]);
});

test("a view that was chosen before is shown", async () => {
    browser.localStorage.setItem("inbound_webhook.body_view", "code");
    await mountForm(1);
    expect(".o_inbound_webhook_code").toHaveCount(1);
    expect.verifySteps(["read 1"]);
});

test("a body that cannot be read is text, with the reason", async () => {
    await mountForm(2);
    await animationFrame();
    expect(`${BODY} [role=alert]`).toHaveText("The body is not valid JSON.");
    expect(".o_inbound_webhook_raw .o_line").toHaveText("{");
    expect(view("form")).not.toBeEnabled();
    expect(view("code")).not.toBeEnabled();
    expect.verifySteps(["read 2"]);
});

test("says that there is no body", async () => {
    await mountForm(3);
    expect(BODY).toHaveText("The call has no body.");
    expect(`${BODY} button`).toHaveCount(0);
    expect.verifySteps(["read 3"]);
});

test("the pager shows the body of the next call", async () => {
    await mountForm(1);
    await contains(".o_pager_next").click();
    await animationFrame();
    expect(".o_inbound_webhook_raw .o_line").toHaveText("{");
    expect.verifySteps(["read 1", "read 2"]);
});

test("a path is copied as the server writes it", async () => {
    await mountForm(1);
    await contains("[role=treeitem]:contains(email)").click();
    await contains(".o_copy_path").click();
    await animationFrame();
    await contains(".o_copy_value").click();
    expect.verifySteps(["read 1", "copied path of email", "copied a@b.co"]);
});

test("a browser that does not let it copy is told of", async () => {
    await mountForm(1);
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: () => Promise.reject(new Error("no")),
    });
    await contains(".o_copy_value").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/does not let the page copy/);
    expect.verifySteps(["read 1"]);
});

test("what was made of a value is told", async () => {
    await mountForm(1);
    await contains("[role=treeitem]:contains(email)").click();
    await contains(".o_make_parameter").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/made of email/);
    expect.verifySteps(["read 1"]);
});

test("who is no administrator makes no parameter", async () => {
    serverState.userId = serverState.odoobotId;
    await mountForm(1, {isAdministrator: false});
    expect(".o_copy_path").toHaveCount(1);
    expect(".o_make_parameter").toHaveCount(0);
    expect.verifySteps(["read 1"]);
});
