import {expect, test} from "@odoo/hoot";
import {queryAllValues} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {FormFields} from "@inbound_webhook/form_fields/form_fields";

defineMailModels();

const mountFields = (body) =>
    mountWithCleanup(FormFields, {
        props: {body, onChange: (changed) => expect.step(changed)},
    });

test("shows each field, decoded", async () => {
    await mountFields("email=ada%40example.com&tags%5B%5D=a&tags%5B%5D=b+c");
    expect(queryAllValues("input")).toEqual(["email", "tags[]", "tags[]"]);
    expect(queryAllValues("textarea")).toEqual(["ada@example.com", "a", "b c"]);
});

test("gives the form encoded when one is changed", async () => {
    await mountFields("email=ada%40example.com&n=1");
    await contains("textarea:first").edit("a&b=ü", {instantly: true, confirm: false});
    // It is emptied first.
    expect.verifySteps(["email=&n=1", "email=a%26b%3D%C3%BC&n=1"]);
});

test("a field is removed, and one is added", async () => {
    await mountFields("a=1&b=2");
    await contains("button[aria-label=Remove]").click();
    await contains("button:contains(Add a Field)").click();
    await contains("input:last").edit("c", {instantly: true, confirm: false});
    await contains("textarea:last").edit("3", {instantly: true, confirm: false});
    expect.verifySteps(["b=2", "b=2&c=", "b=2&c=3"]);
});
