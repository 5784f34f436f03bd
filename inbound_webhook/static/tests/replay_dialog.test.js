import {expect, test} from "@odoo/hoot";
import {queryAllTexts, queryOne} from "@odoo/hoot-dom";
import {animationFrame, Deferred} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    makeMockEnv,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {MainComponentsContainer} from "@web/core/main_components_container";
import {ConnectionLostError, rpc} from "@web/core/network/rpc";
import {ReplayDialog} from "@inbound_webhook/replay_dialog/replay_dialog";

defineMailModels();

const NOTHING = {
    ids: [],
    again: 0,
    forbidden: 0,
    repeats: 0,
    waiting: 0,
    unread: 0,
    settled: 0,
};

/**
 * Open the dialog on a server that plans so, and answers the replay of each call so.
 *
 * An answer is what the server reports, or a function that returns or throws it.
 */
async function openDialog(plan, answers = {}) {
    onRpc("inbound.webhook.call", "replay_plan", () => ({...NOTHING, ...plan}));
    onRpc("inbound.webhook.call", "replay_and_report", ({args: [callId]}) => {
        expect.step(callId);
        const answer = answers[callId];
        return typeof answer === "function" ? answer() : answer;
    });
    await makeMockEnv();
    await mountWithCleanup(MainComponentsContainer);
    getService("dialog").add(
        ReplayDialog,
        {callIds: [1, 2, 3]},
        {onClose: () => expect.step("closed")}
    );
    await animationFrame();
}

const results = () => queryAllTexts(".o_replay_results li");
const SUCCESS = {result: "success", id: 11};

test("asks first, and says how many and what is left out", async () => {
    await openDialog({ids: [1, 2], again: 1, repeats: 3, waiting: 1});
    expect(".o_replay_question").toHaveText(/^2 calls are processed once more/);
    expect(".o_replay_warning").toHaveText(/^Processed before: 1\./);
    expect(queryAllTexts(".o_replay_left_out li")).toEqual([
        "The same request once more, which is replayed once: 3",
        "Not through yet: 1",
    ]);
    await contains(".o_replay_cancel").click();
    expect.verifySteps(["closed"]);
});

test("says of which only what was left out is written, and what is left still", async () => {
    await openDialog(
        {ids: [1, 2], rest: 2},
        {1: SUCCESS, 2: {result: "noted", id: 12}}
    );
    expect(".o_replay_warning").toHaveCount(0);
    expect(".o_replay_rest").toHaveText(/^Done already, with notes: 2\./);
    await contains(".o_replay_start").click();
    await animationFrame();
    expect.verifySteps([1, 2]);
    expect(results()).toEqual([
        "Succeeded: 1",
        "Done, but for what still does not fit: 1",
    ]);
    expect(".o_replay_open_failed").toHaveCount(0);
});

test("has nothing to ask where no call can be replayed", async () => {
    await openDialog({forbidden: 2});
    expect(".o_replay_question").toHaveText("None of these calls can be replayed.");
    expect(".o_replay_start").toHaveCount(0);
});

test("replays one after the other and shows how far it is", async () => {
    const first = new Deferred();
    await openDialog({ids: [1, 2]}, {1: () => first, 2: {result: "ignored", id: 12}});
    await contains(".o_replay_start").click();
    expect.verifySteps([1]);
    expect(".o_replay_progress").toHaveText("0 of 2");
    expect("[role=progressbar]").toHaveAttribute("aria-valuemax", "2");
    first.resolve(SUCCESS);
    await animationFrame();
    expect.verifySteps([2]);
    await animationFrame();
    expect(".o_replay_progress").toHaveText("2 of 2");
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "2");
    expect(queryOne(".progress-bar").style.width).toBe("100%");
    expect(results()).toEqual(["Succeeded: 1", "Ignored: 1"]);
    expect(".o_replay_open_failed").toHaveCount(0);
    await contains(".o_replay_close").click();
    expect.verifySteps(["closed"]);
});

test("stops after the call that is under way", async () => {
    const first = new Deferred();
    await openDialog({ids: [1, 2]}, {1: () => first});
    await contains(".o_replay_start").click();
    await contains(".o_replay_stop").click();
    expect(".o_replay_stop").toHaveProperty("disabled", true);
    first.resolve(SUCCESS);
    await animationFrame();
    expect.verifySteps([1]);
    expect(".o_replay_progress").toHaveText("Stopped. 1 of 2");
});

test("goes on after one that failed, and opens those that did", async () => {
    mockService("action", {
        doAction: ({res_model, domain}) => expect.step([res_model, domain]),
    });
    await openDialog(
        {ids: [1, 2, 3]},
        {
            1: {result: "failed", id: 11},
            2: () => {
                throw makeServerError({message: "Not allowed"});
            },
            3: {result: "left_out"},
        }
    );
    await contains(".o_replay_start").click();
    await animationFrame();
    expect.verifySteps([1, 2, 3]);
    expect(results()).toEqual([
        "Left out, for they were settled or removed meanwhile: 1",
        "Failed: 2",
    ]);
    expect(".o_replay_message").toHaveText("Not allowed");
    await contains(".o_replay_open_failed").click();
    expect.verifySteps([["inbound.webhook.call", [["id", "in", [11, 2]]]]]);
});

test("waits where the connection is lost, and does not try that call again", async () => {
    await openDialog({ids: [1, 2, 3]}, {1: SUCCESS, 3: SUCCESS});
    patchWithCleanup(rpc, {
        _rpc(url, {method, args}) {
            const isLost = method === "replay_and_report" && args[0] === 2;
            return isLost
                ? Promise.reject(new ConnectionLostError(url))
                : super._rpc(...arguments);
        },
    });
    await contains(".o_replay_start").click();
    await animationFrame();
    expect.verifySteps([1]);
    expect(".o_replay_message").toHaveText("The connection to the server is lost.");
    expect(results()[1]).toMatch(/^Without an answer/);
    await contains(".o_replay_continue").click();
    await animationFrame();
    expect.verifySteps([3]);
    expect(results()[0]).toBe("Succeeded: 2");
    expect(".o_replay_progress").toHaveText("3 of 3");
});

test("closed half way it starts no other, and says so", async () => {
    const first = new Deferred();
    mockService("notification", {add: (message) => expect.step(message)});
    await openDialog({ids: [1, 2]}, {1: () => first});
    await contains(".o_replay_start").click();
    await contains(".modal-header .btn-close").click();
    first.resolve(SUCCESS);
    await animationFrame();
    expect.verifySteps([
        1,
        "closed",
        "The replay was stopped at call 1 of 2. That one is still finished.",
    ]);
});
