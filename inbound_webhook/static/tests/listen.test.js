import {beforeEach, expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";

class Call extends models.Model {
    _records = [{id: 5}];
}

class Handler extends models.Model {
    name = fields.Char();
    url = fields.Char();
    active = fields.Boolean({default: true});
    off_sentence = fields.Char();
    listening_until = fields.Datetime();
    captured_call_id = fields.Many2one({relation: "call"});

    _records = [
        {id: 1, url: "https://odoo.example/inbound/x"},
        {
            id: 2,
            url: "https://odoo.example/inbound/x",
            listening_until: "2026-03-04 14:32:00",
        },
        {id: 3, captured_call_id: 5},
        {id: 4, active: false, off_sentence: "It is off: 12 calls wait."},
        {id: 5, active: false, listening_until: "2026-03-04 14:32:00"},
    ];
}

defineMailModels();
defineModels([Call, Handler]);

const WAITING = {seconds_left: 125, captured: false, refused: false};
const BANNER = ".o_inbound_webhook_listen";
let answer = undefined;

beforeEach(() => {
    answer = WAITING;
    onRpc("listening_state", ({args}) => {
        expect.step(`state of ${args[0]}`);
        return answer;
    });
});

const mountForm = (resId) =>
    mountView({
        type: "form",
        resModel: "handler",
        resId,
        arch: `<form><widget name="inbound_webhook_listen" /><field name="name" /></form>`,
    });

test("a handler that does not wait shows nothing, and the server is not asked", async () => {
    await mountForm(1);
    expect(BANNER).toHaveCount(0);
    expect.verifySteps([]);
});

test("while it waits, it says until when and for which URL", async () => {
    await mountForm(2);
    // Hoot's time zone is one hour ahead.
    expect(`${BANNER} [role=status]`).toHaveText(/Waiting for a call.*until 3:32 PM/);
    expect(`${BANNER} code`).toHaveText("https://odoo.example/inbound/x");
    expect(`${BANNER} [role=timer]`).toHaveText("2:05");
    expect.verifySteps(["state of 2"]);
});

test("it comes into view, wherever the button that starts it was pressed", async () => {
    patchWithCleanup(Element.prototype, {
        scrollIntoView() {
            expect.step(`in view: ${this.matches(BANNER)}`);
        },
    });
    await mountForm(2);
    expect.verifySteps(["state of 2", "in view: true"]);
});

test("it counts down each second and asks every three", async () => {
    await mountForm(2);
    await advanceTime(2000);
    await animationFrame();
    expect(`${BANNER} [role=timer]`).toHaveText("2:03");
    expect.verifySteps(["state of 2"]);
    await advanceTime(1000);
    expect.verifySteps(["state of 2"]);
});

test("when a call has come, it says so and asks no more", async () => {
    await mountForm(2);
    answer = {seconds_left: 0, captured: true, refused: false};
    await advanceTime(3000);
    await animationFrame();
    expect(`${BANNER} [role=status]`).toHaveText(/A call has come in/);
    await advanceTime(60000);
    expect.verifySteps(["state of 2", "state of 2"]);
});

test("a call that came while nobody looked is shown", async () => {
    answer = {seconds_left: 0, captured: true, refused: false};
    mockService("action", {
        doActionButton: ({type, name, resModel, resId}) =>
            expect.step([type, name, resModel, resId]),
    });
    await mountForm(3);
    await contains(`${BANNER} .btn-primary`).click();
    expect.verifySteps([
        "state of 3",
        ["object", "action_open_captured_call", "handler", 3],
        // The form is read again.
        "state of 3",
    ]);
});

test("without a call in time, it offers to wait again", async () => {
    answer = {seconds_left: 0, seconds_over: 0, captured: false, refused: false};
    await mountForm(2);
    expect(`${BANNER} [role=status]`).toHaveText(/No call came in/);
    expect(`${BANNER} button:first`).toHaveText("Listen Again");
    expect.verifySteps(["state of 2"]);
});

test("where somebody else has ended the waiting, no time is over", async () => {
    await mountForm(2);
    answer = {seconds_left: 0, captured: false, refused: false};
    await advanceTime(3000);
    await animationFrame();
    expect(BANNER).toHaveCount(0);
    expect.verifySteps(["state of 2", "state of 2"]);
});

test("that the time is over goes away by itself", async () => {
    answer = {seconds_left: 0, seconds_over: 20, captured: false, refused: false};
    await mountForm(2);
    expect(BANNER).toHaveCount(1);
    await advanceTime(40000);
    await animationFrame();
    expect(BANNER).toHaveCount(0);
    expect.verifySteps(["state of 2"]);
});

test("what was over long ago is not told", async () => {
    answer = {seconds_left: 0, seconds_over: 900, captured: false, refused: false};
    await mountForm(2);
    expect(BANNER).toHaveCount(0);
    expect.verifySteps(["state of 2"]);
});

test("a handler that is switched off says so", async () => {
    await mountForm(4);
    expect(".alert").toHaveText("It is off: 12 calls wait.");
});

test("one that is switched off and waits says both in one sentence", async () => {
    await mountForm(5);
    expect(".alert").toHaveCount(1);
    expect(".alert").toHaveText(/Waiting for a call.*switched off; this one call/s);
    expect(".alert").not.toHaveText(/503/);
    expect.verifySteps(["state of 5"]);
});

test("a call that was refused meanwhile is told, and the waiting goes on", async () => {
    await mountForm(2);
    answer = {...WAITING, refused: "This webhook takes POST calls."};
    await advanceTime(3000);
    await animationFrame();
    expect(BANNER).toHaveText(/was refused:\s*This webhook takes POST calls\./);
    expect(`${BANNER} [role=timer]`).toHaveCount(1);
    expect.verifySteps(["state of 2", "state of 2"]);
});

test("the form is saved before a button is pressed", async () => {
    onRpc("web_save", ({args}) => expect.step(args[1]));
    mockService("action", {doActionButton: ({name}) => expect.step(name)});
    await mountForm(2);
    await contains(".o_field_widget[name=name] input").edit("Renamed");
    await contains(`${BANNER} button:contains(Stop)`).click();
    expect.verifySteps([
        "state of 2",
        {name: "Renamed"},
        "action_stop_listening",
        "state of 2",
    ]);
});
