import {expect, test} from "@odoo/hoot";
import {queryAll, queryAllTexts, queryFirst, scroll} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {Component, useState, xml} from "@odoo/owl";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {VirtualRows} from "@inbound_webhook/virtual_rows/virtual_rows";

defineMailModels();

class Parent extends Component {
    static components = {VirtualRows};
    static props = ["count"];
    static template = xml`
        <VirtualRows count="state.count" active="state.active" label="'Rows'">
            <t t-set-slot="default" t-slot-scope="row">
                <div class="o_inbound_webhook_row" t-esc="row.index" />
            </t>
        </VirtualRows>`;

    setup() {
        this.state = useState({count: this.props.count, active: undefined});
    }
}

const mountRows = (count) => mountWithCleanup(Parent, {props: {count}});
const shown = () => queryAllTexts(".o_inbound_webhook_row").map(Number);

test("shows all of a few rows", async () => {
    await mountRows(3);
    expect(shown()).toEqual([0, 1, 2]);
});

test("shows the rows in sight of many", async () => {
    await mountRows(100_000);
    expect(shown()[0]).toBe(0);
    expect(queryAll(".o_inbound_webhook_row").length).toBeLessThan(200);
    await scroll(".o_inbound_webhook_rows", {y: 24 * 50_000});
    await animationFrame();
    expect(shown()).toInclude(50_000);
    expect(queryAll(".o_inbound_webhook_row").length).toBeLessThan(200);
});

test("keeps the active row in sight", async () => {
    const parent = await mountRows(1_000);
    parent.state.active = 900;
    await animationFrame();
    await animationFrame();
    expect(shown()).toInclude(900);
    const {scrollTop, clientHeight} = queryFirst(".o_inbound_webhook_rows");
    expect(scrollTop).toBe(901 * 24 - clientHeight);
});

test("follows a change of the number of rows", async () => {
    const parent = await mountRows(1_000);
    parent.state.count = 2;
    await animationFrame();
    expect(shown()).toEqual([0, 1]);
    parent.state.count = 0;
    await animationFrame();
    expect(shown()).toEqual([]);
});

test("can be reached and scrolled by keyboard", async () => {
    await mountRows(3);
    expect("[role=region][tabindex='0'][aria-label=Rows]").toHaveCount(1);
});
