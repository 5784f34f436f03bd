import {expect, test} from "@odoo/hoot";
import {press, queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    defineParams,
    fields,
    getService,
    models,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {CallWindow} from "@inbound_webhook/call_window/call_window";

class Call extends models.Model {
    _name = "inbound.webhook.call";

    method = fields.Char();
    note = fields.Char();

    _records = [
        {id: 3, method: "PUT"},
        {id: 2, method: "GET"},
        {id: 1, method: "POST"},
    ];
    _views = {
        form: `
            <form edit="false">
                <field name="method" />
                <div role="tree" tabindex="0" class="o_test_tree">Tree</div>
                <input class="o_test_input" />
            </form>`,
    };
}

defineMailModels();
defineModels([Call]);

const openWindow = async (resId) => {
    await mountWithCleanup(WebClient);
    getService("dialog").add(CallWindow, {resId, resIds: [3, 2, 1]});
    await animationFrame();
    await animationFrame();
};
const key = async (name) => {
    await press(name);
    await animationFrame();
    await animationFrame();
};
const WINDOW = ".o_inbound_webhook_call_window";
const shown = () => queryAllTexts(`${WINDOW} [name=method]`)[0];

test("shows the form of the call, and where it is in the list", async () => {
    await openWindow(2);
    expect(`${WINDOW} .modal-title`).toHaveText("Call 2");
    expect(`${WINDOW} .modal-header`).toHaveText(/2 of 3/);
    expect(shown()).toBe("GET");
});

test("arrow keys go to the next call and the previous, and not beyond", async () => {
    await openWindow(2);
    await key("ArrowRight");
    expect(shown()).toBe("POST");
    await key("ArrowRight");
    expect(shown()).toBe("POST");
    await key("ArrowLeft");
    await key("ArrowLeft");
    expect(shown()).toBe("PUT");
    await key("ArrowLeft");
    expect(shown()).toBe("PUT");
    expect(`${WINDOW} .modal-title`).toHaveText("Call 3");
});

test("from right to left, the left arrow goes on", async () => {
    defineParams({lang_parameters: {direction: "rtl"}});
    await openWindow(2);
    await key("ArrowLeft");
    expect(shown()).toBe("POST");
});

test("arrows in a tree and in an input are theirs", async () => {
    await openWindow(2);
    for (const selector of [".o_test_tree", ".o_test_input"]) {
        await contains(selector).focus();
        await key("ArrowRight");
        expect(shown()).toBe("GET");
    }
});

test("buttons do the same, off at the ends", async () => {
    await openWindow(2);
    await contains(`${WINDOW} .o_next`).click();
    await animationFrame();
    expect(shown()).toBe("POST");
    expect(`${WINDOW} .o_next`).not.toBeEnabled();
    await contains(`${WINDOW} .o_previous`).click();
    await animationFrame();
    await contains(`${WINDOW} .o_previous`).click();
    await animationFrame();
    expect(shown()).toBe("PUT");
    expect(`${WINDOW} .o_previous`).not.toBeEnabled();
});

test("escape closes the window", async () => {
    await openWindow(2);
    await key("Escape");
    expect(WINDOW).toHaveCount(0);
});

test("the cross closes the window", async () => {
    await openWindow(2);
    await contains(`${WINDOW} .btn-close`).click();
    expect(WINDOW).toHaveCount(0);
});

test("the call can be opened as a page", async () => {
    await openWindow(2);
    patchWithCleanup(getService("action"), {
        doAction: ({res_model, res_id}) => expect.step([res_model, res_id]),
    });
    await contains(`${WINDOW} .o_expand_button`).click();
    expect(WINDOW).toHaveCount(0);
    expect.verifySteps([["inbound.webhook.call", 2]]);
});
