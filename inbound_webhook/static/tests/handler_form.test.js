import {expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Handler extends models.Model {
    name = fields.Char({required: true});
    description = fields.Char();
    parameter_ids = fields.One2many({
        relation: "parameter",
        relation_field: "handler_id",
    });
    choice_id = fields.Many2one({relation: "parameter"});

    _records = [{id: 1, name: "Website form", parameter_ids: []}];
}

class Parameter extends models.Model {
    name = fields.Char({required: true});
    handler_id = fields.Many2one({relation: "handler"});
}

defineMailModels();
defineModels([Handler, Parameter]);

const mountForm = (props = {resId: 1}) => {
    onRpc("handler", "web_save", () => expect.step("save"));
    return mountView({
        type: "form",
        resModel: "handler",
        arch: `
            <form js_class="inbound_webhook_handler_form">
                <field name="name" />
                <notebook>
                    <page name="parameters" string="Parameters">
                        <field name="parameter_ids">
                            <list editable="bottom"><field name="name" /></list>
                        </field>
                    </page>
                    <page name="mapping" string="Mapping">
                        <field name="choice_id" />
                    </page>
                    <page name="hidden" string="Hidden" invisible="1" />
                </notebook>
            </form>`,
        ...props,
    });
};

const openTab = async (name) => {
    await contains(`.nav-link[name=${name}]`).click();
    await animationFrame();
};

const addParameter = async () => {
    await contains(".o_field_x2many_list_row_add a").click();
};

test("New saves and opens the gallery", async () => {
    mockService("action", {doAction: (action) => expect.step(action)});
    await mountForm();
    await contains("[name=name] input").edit("Contact form", {confirm: false});
    await contains(".o_form_button_create").click();
    expect.verifySteps(["save", "inbound_webhook.action_inbound_webhook_gallery"]);
});

test("a change of the tab saves, so that a new parameter can be chosen", async () => {
    await mountForm();
    await addParameter();
    await contains(".o_selected_row [name=name] input").edit("email", {confirm: false});
    await openTab("mapping");
    expect.verifySteps(["save"]);
    await contains(".o_field_widget[name=choice_id] input").click();
    expect(".o-autocomplete--dropdown-item a:text(email)").toHaveCount(1);
});

test("a new handler is saved as well", async () => {
    await mountForm({});
    await contains(".o_field_widget[name=name] input").edit("New one");
    await openTab("mapping");
    expect.verifySteps(["save"]);
    expect(".nav-link.active").toHaveText("Mapping");
});

test("nothing is saved where nothing was changed", async () => {
    await mountForm();
    await openTab("mapping");
    await openTab("parameters");
    expect.verifySteps([]);
});

test("what is not complete is kept, and not saved", async () => {
    await mountForm();
    await contains(".o_field_widget[name=name] input").edit("");
    await openTab("mapping");
    expect.verifySteps([]);
    expect(".o_field_widget[name=name]").toHaveClass("o_field_invalid");
    expect(".nav-link.active").toHaveText("Mapping");
});

test("it opens at the tab that is asked for", async () => {
    await mountForm({resId: 1, startPage: "mapping"});
    expect(".nav-link.active").toHaveText("Mapping");
    expect.verifySteps([]);
});

test("a tab that is not there is no reason to fail", async () => {
    await mountForm({resId: 1, startPage: "hidden"});
    expect(".nav-link.active").toHaveText("Parameters");
});
