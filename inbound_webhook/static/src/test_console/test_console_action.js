import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {TestConsole} from "./test_console";

/** The test console in a dialog; `handler_id` of the action's `params` says of which. */
export class TestConsoleAction extends Component {
    static template = "inbound_webhook.TestConsoleAction";
    static components = {TestConsole};
    static props = {...standardActionServiceProps};
}

registry.category("actions").add("inbound_webhook.test_console", TestConsoleAction);
