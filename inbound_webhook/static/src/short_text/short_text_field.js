import {TextField, textField} from "@web/views/fields/text/text_field";
import {registry} from "@web/core/registry";

/** A text of some lines that is as high as what stands in it: empty, one line. */
export class ShortTextField extends TextField {
    get minimumHeight() {
        return 0;
    }
}

export const shortTextField = {...textField, component: ShortTextField};

registry.category("fields").add("inbound_webhook_short_text", shortTextField);
