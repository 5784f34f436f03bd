import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {VirtualRows} from "@inbound_webhook/virtual_rows/virtual_rows";
import {
    hexRow,
    hexRowCount,
    textOf,
    textRows,
} from "@inbound_webhook/raw_text/raw_lines";

/** Bytes as they came: as text where they are text, as a hex dump otherwise. */
export class RawText extends Component {
    static template = "inbound_webhook.RawText";
    static components = {CopyButton, VirtualRows};
    static props = {
        bytes: Uint8Array,
        contentType: {type: String, optional: true},
        label: String,
    };

    setup() {
        this.state = useState({hex: false});
        this.read(this.props);
        onWillUpdateProps((props) => {
            if (props.bytes !== this.props.bytes) {
                this.read(props);
            }
        });
    }

    read({bytes, contentType}) {
        this.text = textOf(bytes, contentType);
        this.rows = this.text === null ? [] : textRows(this.text);
        this.state.hex = this.text === null;
    }

    get count() {
        return this.state.hex ? hexRowCount(this.props.bytes) : this.rows.length;
    }

    hexRow(index) {
        return hexRow(this.props.bytes, index);
    }

    rowText({start, end}) {
        return this.text.slice(start, end).replace(/\r$/, "");
    }

    toggleHex() {
        this.state.hex = !this.state.hex;
    }

    /** The room that line numbers need. */
    get gutter() {
        return `${String(this.rows.length).length + 1}ch`;
    }

    get copiedText() {
        return _t("Copied");
    }
}
