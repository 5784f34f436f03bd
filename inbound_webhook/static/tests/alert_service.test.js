import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    MockServer,
    mockService,
    mountWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

const NEWS = {
    title: "Website: news of Ada",
    message: "Email: – → <b class='evil'>ada@example.com</b>",
    res_model: "res.partner",
    res_id: 7,
};

test("news of a record say what changed, and lead to it", async () => {
    mockService("action", {
        doAction: ({res_model, res_id}) => expect.step(`${res_model} ${res_id}`),
    });
    await mountWithCleanup(WebClient);
    MockServer.env["bus.bus"]._sendone(
        serverState.partnerId,
        "inbound_webhook.simple_notification",
        NEWS
    );
    await contains(
        ".o_notification:contains('Website: news of Ada') button:contains(Open)"
    ).click();
    expect.verifySteps(["res.partner 7"]);
    expect(".evil").toHaveCount(0);
});
