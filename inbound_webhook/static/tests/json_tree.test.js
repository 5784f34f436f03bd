import {expect, test} from "@odoo/hoot";
import {press, queryAll, queryAllTexts, queryFirst} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {contains, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {JsonTree} from "@inbound_webhook/json_tree/json_tree";

defineMailModels();

const number = (text) => ({number: text});
const object = (...members) => ({members});
const LEAD = object(
    ["lead", object(["email", "ada@example.com"], ["tags", ["a", "b"]])],
    ["budget", number("900")],
    ["urgent", true],
    ["note", null],
    ["empty", []]
);

const mountTree = (tree, props = {}) =>
    mountWithCleanup(JsonTree, {
        props: {
            tree,
            label: "Body",
            copy: (text) => expect.step(["copy", text]),
            copyPath: (way) => expect.step(["path", way]),
            makeParameter: (way) => expect.step(["parameter", way]),
            ...props,
        },
    });

const rows = () =>
    queryAll("[role=treeitem]").map((row) =>
        row.textContent.replace(/\s+/g, " ").trim()
    );
const row = (text) => `[role=treeitem]:contains(${text})`;
const key = async (name) => {
    await press(name);
    await animationFrame();
};
const focusTree = () => contains("[role=tree]").focus();
const chosen = () => queryFirst("[role=treeitem].o_chosen").textContent.trim();

test("shows a small document open, each value by its type", async () => {
    await mountTree(LEAD);
    expect(rows()).toEqual([
        "{ 5 }",
        "lead:{ 2 }",
        'email:"ada@example.com"',
        "tags:[ 2 ]",
        '0:"a"',
        '1:"b"',
        "budget:900",
        "urgent:true",
        "note:null",
        "empty:[ 0 ]",
    ]);
    for (const [kind, colour, count] of [
        ["text", "text-success", 3],
        ["number", "text-info", 1],
        ["boolean", "text-primary", 1],
        ["null", "text-muted", 1],
    ]) {
        expect(`[data-kind=${kind}].${colour}`).toHaveCount(count);
    }
});

test("an arrow closes and opens a branch", async () => {
    await mountTree(LEAD);
    await contains(`${row("lead")} .o_arrow`).click();
    expect(rows()).toHaveLength(6);
    expect(row("lead")).toHaveAttribute("aria-expanded", "false");
    await contains(`${row("lead")} .o_arrow`).click();
    expect(rows()).toHaveLength(10);
    expect(row("lead")).toHaveAttribute("aria-expanded", "true");
});

test("a branch that is opened again has its branches as they were", async () => {
    await mountTree(LEAD);
    await contains(`${row("tags")} .o_arrow`).click();
    await contains(`${row("lead")} .o_arrow`).click();
    await contains(`${row("lead")} .o_arrow`).click();
    expect(rows()).toHaveLength(8);
    expect(row("tags")).toHaveAttribute("aria-expanded", "false");
});

test("all of it can be closed and opened", async () => {
    await mountTree(LEAD);
    await contains(".o_collapse_all").click();
    expect(rows()).toEqual(["{ 5 }"]);
    await contains(".o_expand_all").click();
    expect(rows()).toHaveLength(10);
});

test("what was closed all at once opens one by one", async () => {
    await mountTree(LEAD);
    await contains(`${row("lead")} .o_arrow`).click();
    await contains(".o_collapse_all").click();
    await contains(`${row("{ 5 }")} .o_arrow`).click();
    expect(rows()).toHaveLength(6);
    await contains(`${row("lead")} .o_arrow`).click();
    expect(rows()).toHaveLength(8);
});

test("the buttons are about the row that is chosen", async () => {
    await mountTree(LEAD);
    await contains(row("email")).click();
    await contains(".o_copy_value").click();
    await contains(".o_copy_path").click();
    await contains("[role=treeitem]:nth-child(6)").click();
    await contains(".o_make_parameter").click();
    expect.verifySteps([
        ["copy", "ada@example.com"],
        ["path", ["lead", "email"]],
        ["parameter", ["lead", "tags", 1]],
    ]);
});

test("who may not change a handler has no button for it", async () => {
    await mountTree(LEAD, {makeParameter: undefined});
    expect(".o_make_parameter").toHaveCount(0);
    expect(".o_copy_path").toHaveCount(1);
});

test("arrow keys move, open and close", async () => {
    await mountTree(LEAD);
    await focusTree();
    await key("ArrowDown");
    await key("ArrowDown");
    expect(chosen()).toMatch(/^email/);
    await key("ArrowLeft");
    expect(chosen()).toMatch(/^lead/);
    await key("ArrowLeft");
    expect(rows()).toHaveLength(6);
    await key("ArrowRight");
    expect(rows()).toHaveLength(10);
    await key("ArrowRight");
    expect(chosen()).toMatch(/^email/);
    await key("End");
    expect(chosen()).toMatch(/^empty/);
    await key("ArrowDown");
    expect(chosen()).toMatch(/^empty/);
    await key("Home");
    await key("Enter");
    expect(rows()).toEqual(["{ 5 }"]);
});

test("tells a screen reader where it is", async () => {
    await mountTree(LEAD);
    expect("[role=tree]").toHaveAttribute("aria-label", "Body");
    expect(row("budget")).toHaveAttribute("aria-level", "2");
    expect(row("budget")).toHaveAttribute("aria-posinset", "2");
    expect(row("budget")).toHaveAttribute("aria-setsize", "5");
    await focusTree();
    await key("ArrowDown");
    const {id} = queryFirst("[role=treeitem][aria-selected=true]");
    expect("[role=tree]").toHaveAttribute("aria-activedescendant", id);
});

test("of a list of 50 000 items the page holds a few", async () => {
    await mountTree(Array.from({length: 50_000}, (_, index) => number(`${index}`)));
    expect(rows()[0]).toBe("[ 50,000 ]");
    expect(queryAll("[role=treeitem]").length).toBeLessThan(200);
    await focusTree();
    await key("End");
    await animationFrame();
    expect(chosen()).toBe("49999:49999");
    expect(queryAll("[role=treeitem]").length).toBeLessThan(200);
});

test("opening all of a large document leaves the page small", async () => {
    const item = object(["a", number("1")], ["b", ["x", "y"]]);
    await mountTree(Array(20_000).fill(item));
    await contains(".o_expand_all").click();
    expect(queryAll("[role=treeitem]").length).toBeLessThan(200);
    await focusTree();
    await key("End");
    await animationFrame();
    expect(chosen()).toBe('1:"y"');
});

test("of a long text the row shows the beginning, and the rest is below", async () => {
    await mountTree(object(["text", "a".repeat(1_000_000)]));
    expect(`${row("text")} .o_value`).toHaveText(`"${"a".repeat(200)}"`);
    expect(`${row("text")} .o_left_out`).toHaveText("… 999,800 more characters");
    expect(".o_long_text").toHaveCount(0);
    await contains(row("text")).click();
    expect(queryFirst(".o_long_text").textContent).toHaveLength(10_000);
});

test("a document that nests 200 deep opens", async () => {
    let tree = "end";
    for (let depth = 0; depth < 200; depth++) {
        tree = depth % 2 ? [tree] : object(["a", tree]);
    }
    await mountTree(tree);
    await contains(".o_expand_all").click();
    await focusTree();
    await key("End");
    await animationFrame();
    expect(chosen()).toBe('a:"end"');
});

test("a single value is a tree of one row", async () => {
    await mountTree("alone");
    expect(rows()).toEqual(['"alone"']);
    await contains(".o_copy_path").click();
    expect.verifySteps([["path", []]]);
});

test("markup in keys and values is text", async () => {
    const markup = "<img class='evil' src=x>";
    await mountTree(object([markup, markup]));
    expect(".evil").toHaveCount(0);
    expect(queryAllTexts(".o_key")).toEqual([markup]);
});
