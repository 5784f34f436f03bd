import {expect, test} from "@odoo/hoot";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";

class Handler extends models.Model {
    domain = fields.Char();

    _records = [{id: 1, domain: `[("active", "in", [True, False])]`}];
}

class Lead extends models.Model {
    name = fields.Char();
    active = fields.Boolean();
}

defineMailModels();
defineModels([Handler, Lead]);

const mountForm = (widget) =>
    mountView({
        type: "form",
        resModel: "handler",
        resId: 1,
        arch: `
            <form>
                <field
                    name="domain"
                    widget="${widget}"
                    options="{'model': 'lead', 'in_dialog': True}"
                />
            </form>`,
    });

test("has no switch for archived records beside the field that decides", async () => {
    await mountForm("inbound_webhook_match_domain");
    expect(".o_domain_selector").toHaveCount(1);
    expect(".o_domain_selector .form-switch").toHaveCount(0);
    await contains(".o_field_domain_dialog_button").click();
    expect(".modal .o_domain_selector").toHaveCount(1);
    expect(".modal .form-switch").toHaveCount(0);
    // What was chosen there before is seen, and can be taken away.
    expect(".modal .o_tree_editor_condition").toHaveCount(1);
});

test("Odoo's own has one, in the form and in its dialog", async () => {
    await mountForm("domain");
    expect(".o_domain_selector .form-switch").toHaveCount(1);
    await contains(".o_field_domain_dialog_button").click();
    expect(".modal .form-switch").toHaveCount(1);
});
