import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Call extends models.Model {
    age = fields.Integer();

    _records = [0, 3, 20, 60, 200].map((age, index) => ({id: index + 1, age}));
}

defineMailModels();
defineModels([Call]);

const FILTERS = [
    ["last_24_hours", "Last 24 Hours", "0"],
    ["last_7_days", "Last 7 Days", "0, 3"],
    ["last_30_days", "Last 30 Days", "0, 3, 20"],
    ["last_90_days", "Last 90 Days", "0, 3, 20, 60"],
];

const filter = (name, label, domain) =>
    `<filter name="${name}" string="${label}" domain="[('age', ${domain})]" />`;
const SEARCH = [
    "<search>",
    ...FILTERS.map(([name, label, ages]) => filter(name, label, `'in', [${ages}]`)),
    "<separator />",
    filter("old", "Old", "'not in', [0]"),
    "</search>",
].join("");

const mountList = (options = {}) =>
    mountView({
        type: "list",
        resModel: "call",
        arch: `<list js_class="inbound_webhook_call_list"><field name="age" /></list>`,
        searchViewArch: SEARCH,
        context: {search_default_last_7_days: 1},
        ...options,
    });

const BUTTON = ".o_inbound_webhook_time_frame";
const choose = async (label) => {
    await contains(BUTTON).click();
    await contains(`.o-dropdown-item:contains(${label})`).click();
    await animationFrame();
};
const ages = () => queryAllTexts("td[name=age]");

test("shows the frame in force, and offers the others", async () => {
    await mountList();
    expect(BUTTON).toHaveText(/Last 7 Days/);
    expect(ages()).toEqual(["0", "3"]);
    await contains(BUTTON).click();
    expect(queryAllTexts(".o-dropdown-item")).toEqual([
        ...["Last 24 Hours", "Last 7 Days", "Last 30 Days", "Last 90 Days"],
        "All Time",
    ]);
    expect(".o-dropdown-item[aria-checked=true]").toHaveText("Last 7 Days");
});

test("another frame takes the place of the one in force", async () => {
    await mountList();
    await choose("Last 90 Days");
    expect(ages()).toEqual(["0", "3", "20", "60"]);
    expect(".o_searchview_facet").toHaveCount(1);
    expect(".o_searchview_facet").toHaveText("Last 90 Days");
    expect(BUTTON).toHaveText(/Last 90 Days/);
});

test("all time takes the filter away", async () => {
    await mountList();
    await choose("All Time");
    expect(ages()).toHaveLength(5);
    expect(".o_searchview_facet").toHaveCount(0);
    expect(BUTTON).toHaveText(/All Time/);
});

test("other filters stay", async () => {
    await mountList({context: {search_default_last_7_days: 1, search_default_old: 1}});
    await choose("Last 30 Days");
    expect(ages()).toEqual(["3", "20"]);
});

test("the frame follows the filters of the search bar", async () => {
    await mountList();
    await contains(".o_facet_remove").click();
    await animationFrame();
    expect(BUTTON).toHaveText(/All Time/);
});

test("a change of the frame reads the list once", async () => {
    await mountList();
    onRpc("web_search_read", () => expect.step("read"));
    await choose("Last 24 Hours");
    expect.verifySteps(["read"]);
});

test("without such filters there is no drop-down", async () => {
    await mountList({searchViewArch: "<search />", context: {}});
    expect(BUTTON).toHaveCount(0);
});

test("only columns with an index can be sorted by", async () => {
    await mountList({
        arch: `<list js_class="inbound_webhook_call_list"><field name="id" /><field name="age" /></list>`,
    });
    expect("th.o_column_sortable").toHaveCount(1);
    expect("th.o_column_sortable").toHaveAttribute("data-name", "id");
});
