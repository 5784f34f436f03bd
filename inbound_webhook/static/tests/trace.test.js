import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
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
