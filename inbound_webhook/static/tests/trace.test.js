import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {contains, mockService, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {Trace} from "@inbound_webhook/trace/trace";

defineMailModels();

const line = (values) => ({
    state: "passed",
    step: "Body",
    text: "read as JSON",
    changes: [],
    ...values,
});

const mountTrace = (...lines) => mountWithCleanup(Trace, {props: {lines}});

test("says each step in words, in order", async () => {
    await mountTrace(line(), line({step: "Parameters", text: "found title"}));
    expect(queryAllTexts("li strong")).toEqual(["Body", "Parameters"]);
    expect(queryAllTexts("li span")).toEqual(["read as JSON", "found title"]);
});

test("each state has a colour, an icon, and words for it", async () => {
    const states = ["passed", "stopped", "failed", "noted"];
    await mountTrace(...states.map((state) => line({state})));
    for (const [state, selector] of [
        ["passed", ".fa-check-circle.text-success[aria-label='Done']"],
        ["stopped", ".fa-stop-circle.text-warning[aria-label='Ended here']"],
        ["failed", ".fa-times-circle.text-danger[aria-label='Failed']"],
        ["noted", ".fa-info-circle.text-info[aria-label='Note']"],
    ]) {
        expect(`li[data-state=${state}] i[role=img]${selector}`).toHaveCount(1);
    }
});

test("shows what changed, old and new", async () => {
    const changes = [
        {label: "Email", old: null, new: "ada@example.com"},
        {label: "Active", old: true, new: false},
        {label: "Tags", old: [], new: ["Fair", "Web"]},
        {label: "Expected", old: 0, new: 1.5},
    ];
    await mountTrace(line({changes}));
    expect(queryAllTexts("tbody tr *")).toEqual([
        ...["Email", "–", "ada@example.com"],
        ...["Active", "Yes", "No"],
        ...["Tags", "–", "Fair, Web"],
        ...["Expected", "0", "1.5"],
    ]);
});

test("a step that changed nothing has no table", async () => {
    await mountTrace(line());
    expect("table").toHaveCount(0);
});

test("markup in a step, its words and values is text", async () => {
    const markup = "<img class='evil' src=x>";
    const changes = [{label: markup, old: markup, new: [markup, {a: markup}]}];
    await mountTrace(line({step: markup, text: markup, changes}));
    expect(".evil").toHaveCount(0);
    expect("li span").toHaveText(markup);
});

test("what did not stay has no tick, and its changes are struck out", async () => {
    const changes = [{label: "Email", old: null, new: "ada@example.com"}];
    await mountTrace(line({state: "undone", text: "would have created", changes}));
    expect("li[data-state=undone] .fa-undo[aria-label='Undone']").toHaveCount(1);
    expect(".fa-check-circle").toHaveCount(0);
    expect(".text-decoration-line-through table").toHaveCount(1);
});

test("a link opens what a step is about", async () => {
    mockService("action", {
        doAction: ({res_model, res_id}) => expect.step(`${res_model} ${res_id}`),
    });
    const links = [{label: "Score the lead", model: "base.automation", id: 7}];
    await mountTrace(line({state: "failed", links}));
    await contains("button:contains('Score the lead')").click();
    expect.verifySteps(["base.automation 7"]);
});

test("what Python says is folded away, and is text", async () => {
    await mountTrace(
        line({state: "failed", technical: "<b class='evil'>ValueError</b>"})
    );
    expect("details:not([open]) summary").toHaveText("Technical details");
    expect(".evil").toHaveCount(0);
});
