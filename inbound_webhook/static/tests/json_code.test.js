import {expect, test} from "@odoo/hoot";
import {queryAll} from "@odoo/hoot-dom";
import {browser} from "@web/core/browser/browser";
import {
    contains,
    mountWithCleanup,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {JsonCode} from "@inbound_webhook/json_code/json_code";

defineMailModels();

const object = (...members) => ({members});
const mountCode = (tree) => mountWithCleanup(JsonCode, {props: {tree, label: "Body"}});
const lines = () => queryAll(".o_inbound_webhook_row").map((line) => line.textContent);

test("lays the document out, with colours by type", async () => {
    const tree = object(["a", [{number: "1"}, "x", true, null]], ["b", object()]);
    await mountCode(tree);
    expect(lines()).toEqual([
        "{",
        '  "a": [',
        "    1,",
        '    "x",',
        "    true,",
        "    null",
        "  ],",
        '  "b": {}',
        "}",
    ]);
    for (const [text, colour] of [
        ["1", "text-info"],
        ['"x"', "text-success"],
        ["true", "text-primary"],
        ["null", "text-muted"],
    ]) {
        expect(`.o_value.${colour}`).toHaveText(text);
    }
});

test("all of it can be copied, what is not in the page too", async () => {
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: (text) => expect.step(text.length),
    });
    await mountCode(["a".repeat(10_000)]);
    await contains(".o_clipboard_button").click();
    expect.verifySteps(["[\n  ''\n]".length + 10_000]);
});

test("of a large document the page holds a few lines", async () => {
    await mountCode(Array(50_000).fill(null));
    expect(queryAll(".o_inbound_webhook_row").length).toBeLessThan(200);
});

test("markup in keys and values is text", async () => {
    const markup = "<img class='evil' src=x>";
    await mountCode(object([markup, markup]));
    expect(".evil").toHaveCount(0);
    expect(lines()[1]).toBe(`  "${markup}": "${markup}"`);
});
