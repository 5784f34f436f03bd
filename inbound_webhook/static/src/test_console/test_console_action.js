import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {TestConsole} from "./test_console";

/**
 * The test console in a dialog: of the webhook `handler_id` of the action's `params`, with
 * the call `call_id` to begin with, if there is one.
 */
export class TestConsoleAction extends Component {
    static template = "inbound_webhook.TestConsoleAction";
    static components = {TestConsole};
    static props = {...standardActionServiceProps};

    get consoleProps() {
        const {handler_id, call_id} = this.props.action.params;
        return {handlerId: handler_id, callId: call_id};
    }
}

registry.category("actions").add("inbound_webhook.test_console", TestConsoleAction);
