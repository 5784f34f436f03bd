import {Component, onWillUpdateProps} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {formatInteger} from "@web/views/fields/formatters";
import {
    charactersLeftOut,
    colourOf,
    jsonText,
    linesOf,
    shortText,
} from "@inbound_webhook/json_nodes/json_nodes";
import {VirtualRows} from "@inbound_webhook/virtual_rows/virtual_rows";

/** A JSON document laid out and coloured. */
export class JsonCode extends Component {
    static template = "inbound_webhook.JsonCode";
    static components = {CopyButton, VirtualRows};
    static props = {
        /** As `read_body` answers it. */
        tree: true,
        label: String,
    };

    setup() {
        this.lines = linesOf(this.props.tree);
        onWillUpdateProps(({tree}) => {
            if (tree !== this.props.tree) {
                this.lines = linesOf(tree);
            }
        });
    }

    colourOf = colourOf;
    shortText = shortText;

    indent(line) {
        return "  ".repeat(line.depth);
    }

    keyText(line) {
        return JSON.stringify(line.key);
    }

    leftOutText({node}) {
        const count = charactersLeftOut(node);
        return count ? _t("… %s more characters", formatInteger(count)) : "";
    }

    allText() {
        return jsonText(this.props.tree);
    }

    get copiedText() {
        return _t("Copied");
    }
}
