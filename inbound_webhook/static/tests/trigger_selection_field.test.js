import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Automation extends models.Model {
    trigger = fields.Selection({
        selection: [
            ["on_create", "On create"],
            ["on_write", "On update"],
            ["on_webhook", "On webhook"],
            ["on_inbound_webhook", "On inbound webhook"],
            ["on_full_moon", "On full moon"],
        ],
    });
    model_id = fields.Many2one({relation: "ir.model"});
    model_is_mail_thread = fields.Boolean();
    inbound_webhook_is_offered = fields.Boolean();

    _records = [
        {id: 1, trigger: "on_inbound_webhook", model_id: 1},
        {id: 2, trigger: "on_write", model_id: 1},
        {id: 3, trigger: "on_create", model_id: 1, inbound_webhook_is_offered: true},
    ];
}

class IrModel extends models.Model {
    _name = "ir.model";
    name = fields.Char();

    _records = [{id: 1, name: "Lead"}];
}

class IrModelFields extends models.Model {
    _name = "ir.model.fields";
    name = fields.Char();
    ttype = fields.Char();
    relation = fields.Char();
    model_id = fields.Many2one({relation: "ir.model"});

    _records = [{id: 1, name: "name", ttype: "char", relation: false, model_id: 1}];
}

defineMailModels();
defineModels([Automation, IrModel, IrModelFields]);

const mountForm = (resId) =>
    mountView({
        type: "form",
        resModel: "automation",
        resId,
        arch: `
            <form>
                <field name="model_id" />
                <field name="trigger" widget="base_automation_trigger_selection" />
            </form>`,
    });

test("shows the trigger of the rule", async () => {
    await mountForm(1);
    expect(".o_field_widget[name=trigger] input").toHaveValue("On inbound webhook");
});

test("offers the trigger beside Odoo's own, and those of other addons", async () => {
    await mountForm(3);
    await contains(".o_field_widget[name=trigger] input").click();
    await animationFrame();
    expect(queryAllTexts(".o_select_menu_menu .o_select_menu_group")).toEqual([
        "Custom",
        "External",
        "Other",
    ]);
    expect(queryAllTexts(".o_select_menu_menu .o_select_menu_item")).toEqual([
        "On create",
        "On webhook",
        "On inbound webhook",
        "On full moon",
    ]);
});

test("offers the trigger only where a handler has the model for its target", async () => {
    await mountForm(2);
    await contains(".o_field_widget[name=trigger] input").click();
    await animationFrame();
    expect(queryAllTexts(".o_select_menu_menu .o_select_menu_item")).not.toInclude(
        "On inbound webhook"
    );
});

test("keeps the trigger where it is the present one", async () => {
    await mountForm(1);
    await contains(".o_field_widget[name=trigger] input").click();
    await animationFrame();
    expect(queryAllTexts(".o_select_menu_menu .o_select_menu_item")).toInclude(
        "On inbound webhook"
    );
});

test("keeps a deprecated trigger only where it is the present one", async () => {
    await mountForm(2);
    await contains(".o_field_widget[name=trigger] input").click();
    await animationFrame();
    expect(queryAllTexts(".o_select_menu_menu .o_select_menu_item")).toInclude(
        "On update"
    );
});
