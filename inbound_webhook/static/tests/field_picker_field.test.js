import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {runAllTimers} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Mapping extends models.Model {
    field_id = fields.Many2one({relation: "ir.model.fields"});

    _records = [{id: 1, field_id: 1}];
}

class IrModelFields extends models.Model {
    _name = "ir.model.fields";
    _rec_name = "field_description";
    field_description = fields.Char();
    name = fields.Char();
    ttype = fields.Char();
    relation = fields.Char();

    _records = [
        {id: 1, field_description: "Email", name: "email_from", ttype: "char"},
        {
            id: 2,
            field_description: "Country",
            name: "country_id",
            ttype: "many2one",
            relation: "res.country",
        },
    ];
}

defineMailModels();
defineModels([Mapping, IrModelFields]);

const mountForm = () =>
    mountView({
        type: "form",
        resModel: "mapping",
        resId: 1,
        arch: `<form><field name="field_id" widget="inbound_webhook_field_picker" /></form>`,
    });

test("shows the label of the field", async () => {
    await mountForm();
    expect(".o_field_widget[name=field_id] input").toHaveValue("Email");
});

test("offers fields with their labels, technical names and types", async () => {
    await mountForm();
    await contains(".o_field_widget[name=field_id] input").click();
    expect(queryAllTexts(".o-autocomplete--dropdown-item code")).toEqual([
        "email_from",
        "country_id",
    ]);
    expect(queryAllTexts(".o-autocomplete--dropdown-item .text-muted")).toEqual([
        "Text",
        "Link: res.country",
    ]);
    await contains(
        ".o-autocomplete--dropdown-item:has(code:text(country_id)) a"
    ).click();
    expect(".o_field_widget[name=field_id] input").toHaveValue("Country");
});

test("asks the server to look at technical names, too", async () => {
    onRpc("ir.model.fields", "web_name_search", ({kwargs}) => {
        expect.step([kwargs.name, kwargs.context.inbound_webhook_field_picker]);
    });
    await mountForm();
    await contains(".o_field_widget[name=field_id] input").edit("country", {
        confirm: false,
    });
    await runAllTimers();
    expect.verifySteps([["country", true]]);
});

test("nothing can be created from it", async () => {
    await mountForm();
    await contains(".o_field_widget[name=field_id] input").edit("nonsense", {
        confirm: false,
    });
    await runAllTimers();
    expect(".o_m2o_dropdown_option_create").toHaveCount(0);
});
