import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Call extends models.Model {
    size = fields.Integer();

    _records = [0, 999, 1_000, 1_234, 999_949, 999_950, 1_048_576].map(
        (size, index) => ({id: index + 1, size})
    );
}

defineMailModels();
defineModels([Call]);

test("shows a size in the unit that fits", async () => {
    await mountView({
        type: "list",
        resModel: "call",
        arch: `<list><field name="size" widget="inbound_webhook_byte_size" /></list>`,
    });
    expect(queryAllTexts("td[name=size]")).toEqual([
        ...["0 B", "999 B", "1.0 kB", "1.2 kB", "999.9 kB", "1.0 MB", "1.0 MB"],
    ]);
});
