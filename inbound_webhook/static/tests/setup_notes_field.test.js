import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";

class Handler extends models.Model {
    notes = fields.Json();

    _records = [
        {id: 1, notes: ["One thing.", "Another <b>thing</b>."]},
        {id: 2, notes: false},
    ];
}

defineMailModels();
defineModels([Handler]);

const mountForm = (resId, options = "{}") =>
    mountView({
        type: "form",
        resModel: "handler",
        resId,
        arch: `
            <form>
                <field name="notes" widget="inbound_webhook_setup_notes" options="${options}" />
            </form>`,
    });

test("each sentence has a line of its own", async () => {
    await mountForm(1);
    expect(queryAllTexts("ul.text-muted li")).toEqual([
        "One thing.",
        "Another <b>thing</b>.",
    ]);
    expect("ul").not.toHaveAttribute("role");
});

test("warnings are told at once", async () => {
    await mountForm(1, "{'level': 'warning'}");
    expect("ul.alert-warning[role=alert] li").toHaveCount(2);
});

test("nothing is shown where there is nothing to say", async () => {
    await mountForm(2, "{'level': 'warning'}");
    expect("ul").toHaveCount(0);
});
