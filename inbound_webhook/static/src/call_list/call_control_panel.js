import {ControlPanel} from "@web/search/control_panel/control_panel";
import {TimeFrame} from "@inbound_webhook/time_frame/time_frame";

/** The control panel of calls, with the time frame in sight. */
export class CallControlPanel extends ControlPanel {
    static template = "inbound_webhook.CallControlPanel";
    static components = {...ControlPanel.components, TimeFrame};
}
