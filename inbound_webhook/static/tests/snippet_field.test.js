import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {browser} from "@web/core/browser/browser";

const CODE = "curl 'https://example.com' \\\n  --data-raw '<b>$1</b>'";

class Handler extends models.Model {
    code = fields.Text();

    _records = [{id: 1, code: CODE}];
}

defineMailModels();
defineModels([Handler]);
test("code is shown and copied as it is", async () => {
    patchWithCleanup(browser.navigator.clipboard, {
        writeText: (text) => expect.step(text),
    });
    await mountView({
        type: "form",
        resModel: "handler",
        resId: 1,
        arch: `<form edit="0"><field name="code" widget="inbound_webhook_snippet" /></form>`,
    });
    expect("pre").toHaveText(CODE, {raw: true});
    await contains(".o_clipboard_button").click();
    expect.verifySteps([CODE]);
});
