import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Call extends models.Model {
    headers = fields.Json();

    _records = [
        {
            id: 1,
            headers: [
                ["Accept", "*/*"],
                ["X-Tag", "<b class='evil'>a</b>"],
            ],
        },
        {id: 2, headers: false},
    ];
}

defineMailModels();
defineModels([Call]);

const mountForm = (resId) =>
    mountView({
        type: "form",
        resModel: "call",
        resId,
        arch: `<form><field name="headers" widget="inbound_webhook_name_values" /></form>`,
    });

test("shows each pair as a row, its markup as text", async () => {
    await mountForm(1);
    expect(queryAllTexts("tbody tr > *")).toEqual([
        ...["Accept", "*/*"],
        ...["X-Tag", "<b class='evil'>a</b>"],
    ]);
    expect(".evil").toHaveCount(0);
});

test("says that there is none", async () => {
    await mountForm(2);
    expect(".o_field_widget[name=headers]").toHaveText("None");
});
