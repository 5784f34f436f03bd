import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    makeMockEnv,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {session} from "@web/session";
import {WebClient} from "@web/webclient/webclient";

defineMailModels();

beforeEach(() => {
    patchWithCleanup(session, {active_ids_limit: 2});
    onRpc("inbound.webhook.call", "search_count", ({args: [domain]}) => {
        expect.step(domain);
        return 1234;
    });
    onRpc("inbound.webhook.call", "replay_plan", ({args: [ids]}) => {
        expect.step(ids);
        return {ids};
    });
});

/** Choose Replay in a list, where these calls are selected. */
async function replay(callIds) {
    await makeMockEnv();
    await mountWithCleanup(WebClient);
    await getService("action").doAction(
        {
            type: "ir.actions.client",
            tag: "inbound_webhook.replay",
            params: {call_ids: callIds, domain: [["status", "=", "error"]]},
        },
        {onClose: () => expect.step("reload")}
    );
    await animationFrame();
}

test("asks about the calls that are selected, and has the list reloaded", async () => {
    await replay([7]);
    expect.verifySteps([[7]]);
    expect(".o_replay_question").toHaveCount(1);
    await contains(".o_replay_cancel").click();
    expect.verifySteps(["reload"]);
});

test("leaves none out of a selection that is too large, but says so", async () => {
    await replay([7, 8]);
    expect.verifySteps([[["status", "=", "error"]]]);
    expect(".o_replay_question").toHaveCount(0);
    expect(".modal-body").toHaveText(
        /^1,234 calls are selected, and 2 can be replayed in one go\./
    );
});
