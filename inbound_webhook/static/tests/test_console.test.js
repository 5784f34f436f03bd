import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mountWithCleanup, onRpc} from "@web/../tests/web_test_helpers";
import {TestConsole} from "@inbound_webhook/test_console/test_console";

defineMailModels();

const SAMPLE = {
    content_type: "application/json",
    body: '{"title": "Ada"}',
    query: "",
    headers: "",
};
const CONSOLE = {
    method: "post",
    body_type: "json",
    active: true,
    queues: false,
    sample: SAMPLE,
    left_out: [],
    calls: [],
};
const CALL = {
    id: 17,
    date: "2026-01-03 10:15:00",
    status: "error",
    status_label: "Error",
    is_captured: false,
    summary: "Zoë",
};
const RESULT = {
    status: "success",
    status_label: "Success",
    reason: "done",
    operation: "created",
    message: null,
    trace: [],
    records: [],
    actions: [],
    mails: [],
    answer: {status: 200, headers: [], body: "{}"},
    parameters: {},
};

/** Mounts the console; what it asks the server to do is noted as a step. */
async function mountConsole(console = {}, props = {}) {
    const model = "inbound.webhook.handler";
    onRpc(model, "test_console", () => ({...CONSOLE, ...console}));
    onRpc(model, "test_request", () => ({...SAMPLE, body: '{"title": "Zoë"}'}));
    onRpc(model, "rehearse", ({args}) => {
        expect.step(["rehearse", ...args]);
        return RESULT;
    });
    onRpc(model, "send_for_real", ({args}) => {
        expect.step(["send", ...args]);
        return {...RESULT, call: 18, record: null};
    });
    await mountWithCleanup(TestConsole, {props: {handlerId: 7, ...props}});
}

test("the sample is sent as it stands", async () => {
    await mountConsole();
    expect("textarea").toHaveValue('{"title": "Ada"}');
    await contains(".o_inbound_webhook_rehearse").click();
    expect.verifySteps([["rehearse", [7], SAMPLE]]);
    expect(".alert").toHaveText(/nothing was saved/);
});

test("what is written is sent", async () => {
    await mountConsole();
    await contains("textarea").edit("[]");
    await contains(".o_inbound_webhook_send").click();
    expect.verifySteps([["send", [7], {...SAMPLE, body: "[]"}]]);
    expect(".alert").toHaveText(/This was real/);
});

test("a call of the log is sent as it came, unless it is changed", async () => {
    await mountConsole({calls: [CALL]});
    expect("optgroup option").toHaveText(/^Jan 3, 2026, 11:15\sAM · Error · Zoë$/);
    await contains("select").select("17");
    await contains(".o_inbound_webhook_rehearse").click();
    await contains("textarea").edit("{}");
    await contains(".o_inbound_webhook_rehearse").click();
    expect.verifySteps([
        ["rehearse", [7], {call_id: 17}],
        ["rehearse", [7], {...SAMPLE, body: "{}"}],
    ]);
});

test("a captured call is marked", async () => {
    await mountConsole({calls: [{...CALL, is_captured: true}]});
    expect("optgroup option").toHaveText(/captured/);
});

test("a body that is no text can only be sent as it came", async () => {
    await mountConsole({calls: [CALL]});
    onRpc("inbound.webhook.handler", "test_request", () => ({...SAMPLE, body: null}));
    await contains("select").select("17");
    expect("textarea").toHaveCount(0);
    await contains(".o_inbound_webhook_rehearse").click();
    expect.verifySteps([["rehearse", [7], {call_id: 17}]]);
});

test("a look-up has a query and no body", async () => {
    await mountConsole({
        method: "get",
        sample: {...SAMPLE, body: "", query: "email=ada"},
    });
    expect("input").toHaveValue("email");
    await contains("textarea:first").edit("zoe");
    expect("label:contains(Body)").toHaveCount(0);
    await contains(".o_inbound_webhook_rehearse").click();
    expect.verifySteps([["rehearse", [7], {...SAMPLE, body: "", query: "email=zoe"}]]);
});

test("what is not saved is saved first, and the sample follows", async () => {
    await mountConsole(
        {},
        {
            save: () => {
                expect.step("save");
                const sample = {...SAMPLE, body: '{"other": 1}'};
                onRpc("inbound.webhook.handler", "test_console", () => ({
                    ...CONSOLE,
                    sample,
                }));
                return Promise.resolve({isSaved: true, isChanged: true});
            },
        }
    );
    await contains(".o_inbound_webhook_rehearse").click();
    expect.verifySteps(["save", ["rehearse", [7], {...SAMPLE, body: '{"other": 1}'}]]);
});

test("nothing is sent where the webhook cannot be saved", async () => {
    const save = () => Promise.resolve({isSaved: false, isChanged: true});
    await mountConsole({}, {save});
    await contains(".o_inbound_webhook_send").click();
    expect.verifySteps([]);
    expect(".o_inbound_webhook_send").toBeEnabled();
});

test("the result is announced", async () => {
    await mountConsole();
    expect("[role=status]").toHaveText("");
    await contains(".o_inbound_webhook_rehearse").click();
    expect("[role=status]").toHaveText(/^Success\. This was a test/);
    expect.verifySteps([["rehearse", [7], SAMPLE]]);
});

test("the sample of a form is changed field by field, a pasted one as a whole", async () => {
    const content_type = "application/x-www-form-urlencoded";
    const sample = {...SAMPLE, content_type, body: "email=ada%40example.com"};
    await mountConsole({body_type: "form", sample});
    expect("textarea").toHaveValue("ada@example.com");
    await contains("textarea").edit("zoe@example.com");
    await contains(".o_inbound_webhook_rehearse").click();
    await contains("select").select("empty");
    await contains("textarea").edit("a=1&b=2");
    await contains(".o_inbound_webhook_rehearse").click();
    expect.verifySteps([
        ["rehearse", [7], {...sample, body: "email=zoe%40example.com"}],
        ["rehearse", [7], {...sample, body: "a=1&b=2"}],
    ]);
});

test("a call that was sent for real can be chosen from then on", async () => {
    await mountConsole({}, {onSent: () => expect.step("sent")});
    onRpc("inbound.webhook.handler", "test_console", () => ({
        ...CONSOLE,
        calls: [CALL],
    }));
    await contains(".o_inbound_webhook_send").click();
    expect("optgroup option").toHaveCount(1);
    expect.verifySteps([["send", [7], SAMPLE], "sent"]);
});

test("it can begin with a call", async () => {
    await mountConsole({calls: [CALL]}, {callId: 17});
    expect("select").toHaveValue("17");
    expect("textarea").toHaveValue('{"title": "Zoë"}');
});
