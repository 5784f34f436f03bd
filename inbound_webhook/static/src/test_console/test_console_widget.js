import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {TestConsole} from "./test_console";

/** The test console in the form of a webhook; what is not saved is saved first. */
export class TestConsoleWidget extends Component {
    static template = "inbound_webhook.TestConsoleWidget";
    static components = {TestConsole};
    static props = {...standardWidgetProps};

    setup() {
        this.save = this.save.bind(this);
        // The form counts calls.
        this.onSent = () => this.props.record.load();
    }

    async save() {
        const {record} = this.props;
        const isChanged = await record.isDirty();
        const isSaved = !isChanged || (await record.save());
        return {isSaved, isChanged};
    }
}

registry.category("view_widgets").add("inbound_webhook_test_console", {
    component: TestConsoleWidget,
});
