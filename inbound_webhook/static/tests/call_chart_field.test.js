import {expect, test} from "@odoo/hoot";
import {queryAll, queryAllAttributes} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";

const day = (date, counts) => ({
    day: date,
    success: 0,
    ignored: 0,
    refused: 0,
    error: 0,
    waiting: 0,
    ...counts,
});

class Handler extends models.Model {
    call_chart = fields.Json();

    _records = [
        {
            id: 1,
            call_chart: [
                day("2026-05-08", {success: 6, error: 2}),
                day("2026-05-09"),
                day("2026-05-10", {ignored: 1, refused: 1, waiting: 2}),
            ],
        },
        {id: 2, call_chart: [day("2026-05-10")]},
        {id: 3, call_chart: false},
    ];
}

defineMailModels();
defineModels([Handler]);

const mountForm = (resId) =>
    mountView({
        type: "form",
        resModel: "handler",
        resId,
        arch: `<form><field name="call_chart" widget="inbound_webhook_call_chart" /></form>`,
    });

test("a bar for each day, its parts as high as their share of the highest", async () => {
    await mountForm(1);
    const bars = queryAll(".o_bar").map((bar) =>
        queryAll("[data-part]", {root: bar}).map((part) => [
            part.dataset.part,
            part.style.height,
        ])
    );
    expect(bars).toEqual([
        [
            ["success", "75%"],
            ["error", "25%"],
        ],
        [],
        [
            ["ignored", "12.5%"],
            ["waiting", "25%"],
            ["refused", "12.5%"],
        ],
    ]);
});

test("the tooltip of a day says it in words", async () => {
    await mountForm(1);
    expect(queryAllAttributes(".o_bar", "data-tooltip")).toEqual([
        "Fri, May 8: 6 succeeded, 2 failed",
        "Sat, May 9: no calls",
        "Sun, May 10: 1 ignored or duplicate, 2 waiting, 1 refused",
    ]);
});

test("who cannot see it is told the sums", async () => {
    await mountForm(1);
    expect("[role=img]").toHaveAttribute(
        "aria-label",
        "Last 7 days: 6 succeeded, 1 ignored or duplicate, 2 waiting, 1 refused, 2 failed"
    );
});

test("days without calls", async () => {
    await mountForm(2);
    expect(".o_bar").toHaveCount(1);
    expect("[role=img]").toHaveAttribute("aria-label", "Last 7 days: no calls");
});

test("a handler that is not saved yet", async () => {
    await mountForm(3);
    expect(".o_bar").toHaveCount(0);
});
