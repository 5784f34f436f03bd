import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mockService, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {TestResult} from "@inbound_webhook/test_result/test_result";

defineMailModels();

const RESULT = {
    status: "success",
    status_label: "Success",
    message: null,
    trace: [{state: "passed", step: "Body", text: "read as JSON", changes: []}],
    records: [],
    actions: [],
    mails: [],
    answer: {
        status: 201,
        headers: [["Content-Type", "text/plain"]],
        body: "<b>Hello</b>",
    },
};
const RECORD = {
    model: "crm.lead",
    model_label: "Lead",
    id: 5,
    name: "Ada",
    operation: "created",
    item: null,
    changes: [{label: "Email", old: null, new: "ada@example.com"}],
};

const mountResult = (values) =>
    mountWithCleanup(TestResult, {props: {result: {...RESULT, ...values}}});

test("a record that would be created", async () => {
    await mountResult({records: [RECORD]});
    expect("h3:first").toHaveText("Lead “Ada” would be created");
    expect(queryAllTexts("thead:first th")).toEqual(["Field", "Value"]);
    expect(queryAllTexts("tbody:first tr > *")).toEqual(["Email", "ada@example.com"]);
    // It is not there, so it cannot be opened.
    expect("section button").toHaveCount(0);
});

test("a record that would be changed, and can be opened", async () => {
    mockService("action", {
        doAction: ({res_model, res_id}) => expect.step([res_model, res_id]),
    });
    const changes = [{label: "Tags", old: ["A"], new: ["A", "B"]}];
    await mountResult({records: [{...RECORD, operation: "updated", changes, item: 2}]});
    expect("h3:first").toHaveText("Item 2: Lead “Ada” would be updated");
    expect(queryAllTexts("tbody:first tr > *")).toEqual(["Tags", "A", "A, B"]);
    await contains("section button").click();
    expect.verifySteps([["crm.lead", 5]]);
});

test("actions, why they failed, and e-mails", async () => {
    await mountResult({
        actions: [
            {
                name: "Greet",
                kind: "Send Email",
                rule: "Form: greet",
                is_own: true,
                is_held: true,
                error: null,
                times: 2,
            },
            {
                name: "Count",
                kind: "Execute Code",
                rule: "On creation",
                is_own: false,
                is_held: false,
                error: "division by zero",
                times: 1,
            },
        ],
        mails: [{subject: "Welcome", to: "ada@example.com"}],
    });
    expect(queryAllTexts("section:contains(Actions) li")).toEqual([
        "Greet × 2 (Send Email) not run in a test",
        "Count (Execute Code) set off by the change of the record: On creation\ndivision by zero",
    ]);
    expect("section:contains(E-mails) li").toHaveText("“Welcome” to ada@example.com");
});

test("the answer is text, whatever it holds", async () => {
    await mountResult();
    expect("section:contains(Answer) .badge").toHaveText("201");
    expect("pre").toHaveText("<b>Hello</b>");
    expect("pre b").toHaveCount(0);
});

test("why it failed", async () => {
    await mountResult({status: "error", status_label: "Error", message: "No e-mail"});
    expect(".badge:first").toHaveText("Error");
    expect("p:first").toHaveText("No e-mail");
});

test("a real call opens itself and its record", async () => {
    mockService("action", {
        doAction: ({res_model, res_id}) => expect.step([res_model, res_id]),
    });
    const record = {model: "crm.lead", id: 5, name: "Ada"};
    await mountResult({records: undefined, call: 18, record});
    expect(".alert").toHaveText(/This was real/);
    await contains(".alert button:contains(Open the Call)").click();
    await contains(".alert button:contains(Open Ada)").click();
    expect.verifySteps([
        ["inbound.webhook.call", 18],
        ["crm.lead", 5],
    ]);
});
