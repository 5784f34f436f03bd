import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";

class Handler extends models.Model {
    health = fields.Selection({
        selection: [
            ["failing", "Failing"],
            ["silent", "Silent"],
        ],
    });
    health_reason = fields.Char();

    _records = [
        {id: 1, health: "failing", health_reason: "The last call failed."},
        {id: 2, health: "silent", health_reason: "No call for 9 days."},
        {id: 3, health: false, health_reason: false},
    ];
}

defineMailModels();
defineModels([Handler]);

test("a mark says what is wrong, and none is shown where nothing is", async () => {
    await mountView({
        type: "list",
        resModel: "handler",
        arch: `<list><field name="health" widget="inbound_webhook_health" /></list>`,
    });
    const mark = (row) => `.o_data_row:eq(${row}) td[name=health] i`;
    expect(mark(0)).toHaveClass(["fa-exclamation-triangle", "text-danger"]);
    expect(mark(0)).toHaveAttribute("data-tooltip", "The last call failed.");
    expect(mark(0)).toHaveAttribute("aria-label", "The last call failed.");
    expect(mark(1)).toHaveClass(["fa-bell-slash-o", "text-warning"]);
    expect(mark(1)).toHaveAttribute("data-tooltip", "No call for 9 days.");
    expect(mark(2)).toHaveCount(0);
});
