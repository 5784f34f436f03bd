import {expect, test} from "@odoo/hoot";
import {queryOne} from "@odoo/hoot-dom";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Handler extends models.Model {
    description = fields.Text();

    _records = [
        {id: 1, description: false},
        {id: 2, description: "one\ntwo\nthree\nfour"},
    ];
}

defineMailModels();
defineModels([Handler]);

const heightOf = async (resId, widget = "inbound_webhook_short_text") => {
    await mountView({
        type: "form",
        resModel: "handler",
        resId,
        arch: `
            <form>
                <field name="description" rows="1" placeholder="What" widget="${widget}" />
            </form>`,
    });
    return queryOne("textarea").offsetHeight;
};

test("an empty text takes one line", async () => {
    expect(await heightOf(1)).toBeLessThan(40);
});

test("one of four lines takes four", async () => {
    expect(await heightOf(2)).toBeGreaterThan(60);
});
