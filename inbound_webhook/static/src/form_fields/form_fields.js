import {Component, onWillUpdateProps, useState} from "@odoo/owl";

function rowsOf(body) {
    return [...new URLSearchParams(body)].map(([name, text]) => ({name, text}));
}

/** The fields of a url-encoded form, to be changed one by one. */
export class FormFields extends Component {
    static template = "inbound_webhook.FormFields";
    static props = {
        /** The form as it is sent: `name=text&name=text`. */
        body: String,
        onChange: Function,
    };

    setup() {
        this.state = useState({rows: rowsOf(this.props.body)});
        onWillUpdateProps(({body}) => {
            // Another form, and not the echo of what was written here.
            if (body !== this.props.body && body !== this.body) {
                this.state.rows = rowsOf(body);
            }
        });
    }

    get body() {
        const pairs = this.state.rows.map(({name, text}) => [name, text]);
        return new URLSearchParams(pairs.filter(([name]) => name)).toString();
    }

    onInput() {
        this.props.onChange(this.body);
    }

    onAdd() {
        this.state.rows.push({name: "", text: ""});
    }

    onRemove(index) {
        this.state.rows.splice(index, 1);
        this.props.onChange(this.body);
    }
}
