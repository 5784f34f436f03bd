import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {deserializeDateTime, toLocaleDateTimeString} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {uniqueId} from "@web/core/utils/functions";
import {useService} from "@web/core/utils/hooks";
import {FormFields} from "../form_fields/form_fields";
import {TestResult} from "../test_result/test_result";

const MODEL = "inbound.webhook.handler";
/** What can be sent, beside the calls of the log, which go by their ids. */
const SAMPLE = "sample";
const EMPTY = "empty";
const FORM_TYPE = "application/x-www-form-urlencoded";

/** Tries a call out on a webhook, or sends it for real. */
export class TestConsole extends Component {
    static template = "inbound_webhook.TestConsole";
    static components = {FormFields, TestResult};
    static props = {
        handlerId: Number,
        /** A call to begin with, in place of the sample. */
        callId: {type: Number, optional: true},
        /** Saves what is not saved yet; gives whether it could, and if there was any. */
        save: {type: Function, optional: true},
        /** A call was sent for real. */
        onSent: {type: Function, optional: true},
    };
    static defaultProps = {
        save: () => Promise.resolve({isSaved: true, isChanged: false}),
        onSent: () => {},
    };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.id = uniqueId("o_inbound_webhook_test_");
        this.outcome = useRef("outcome");
        this.state = useState({
            console: null,
            source: SAMPLE,
            request: {},
            showsMore: false,
            busy: false,
            result: null,
        });
        onWillStart(async () => {
            await this.load();
            if (this.props.callId) {
                await this.onChoose(String(this.props.callId));
            }
        });
        // On a narrow screen the result is below what was sent.
        useEffect(
            (result) => {
                if (result && this.ui.isSmall) {
                    this.outcome.el.scrollIntoView();
                }
            },
            () => [this.state.result]
        );
    }

    // What to send

    async load() {
        this.state.console = await this.askForConsole();
        this.choose(SAMPLE, this.state.console.sample);
        this.state.showsMore = Boolean(this.isLookUp || this.state.request.headers);
    }

    get isLookUp() {
        return this.state.console.method === "get";
    }

    get isForm() {
        return this.state.console.body_type === "form";
    }

    /** Whether the body is shown field by field; what is pasted is left as it is. */
    get hasFields() {
        const {body, content_type} = this.state.request;
        return (
            this.state.source !== EMPTY &&
            body !== null &&
            content_type.startsWith(FORM_TYPE)
        );
    }

    /** Whether the query is what the call consists of. */
    get hasQueryFields() {
        return this.isLookUp && this.state.source !== EMPTY;
    }

    /** Lines of the body that are seen at once. */
    get rows() {
        const count = (this.state.request.body || "").split("\n").length;
        return Math.min(Math.max(count + 1, 8), 24);
    }

    get placeholder() {
        return this.isForm
            ? "email=ada%40example.com&…"
            : '{"email": "ada@example.com"}';
    }

    get choices() {
        return this.state.console.calls.map((call) => ({
            id: String(call.id),
            label: [
                toLocaleDateTimeString(deserializeDateTime(call.date)),
                call.is_captured ? _t("captured") : call.status_label,
                call.summary,
            ].join(" · "),
        }));
    }

    choose(source, request) {
        this.state.source = source;
        this.state.request = {...request};
        this.chosen = request;
    }

    get isAsChosen() {
        return ["body", "query", "headers"].every(
            (name) => this.state.request[name] === this.chosen[name]
        );
    }

    /** A call whose body is no text can be sent as it came, and not be changed. */
    get isBinary() {
        return this.state.request.body === null;
    }

    async onChoose(source) {
        if (source === SAMPLE) {
            this.choose(source, this.state.console.sample);
        } else if (source === EMPTY) {
            const {content_type} = this.state.console.sample;
            this.choose(source, {content_type, body: "", query: "", headers: ""});
        } else {
            this.choose(source, await this.ask("test_request", Number(source)));
        }
        this.state.result = null;
    }

    /** What is sent, as the server takes it: an earlier call goes as it came. */
    get description() {
        const isCall = ![SAMPLE, EMPTY].includes(this.state.source);
        if (isCall && (this.isAsChosen || this.isBinary)) {
            return {call_id: Number(this.state.source)};
        }
        return {...this.state.request};
    }

    // Sending

    onRehearse() {
        return this.run("rehearse");
    }

    onSend() {
        return this.run("send_for_real");
    }

    async run(method) {
        this.state.busy = true;
        this.state.result = null;
        try {
            const {isSaved, isChanged} = await this.props.save();
            if (!isSaved) {
                return;
            }
            if (isChanged && this.state.source === SAMPLE && this.isAsChosen) {
                await this.load();
            }
            this.state.result = await this.ask(method, this.description);
            if (this.state.result.call) {
                await this.afterSending();
            }
        } finally {
            this.state.busy = false;
        }
    }

    /** Offer the new call too, and have others know of it. */
    async afterSending() {
        const {calls} = await this.askForConsole();
        this.state.console.calls = calls;
        await this.props.onSent();
    }

    /** What a screen reader says when something has happened. */
    get announcement() {
        const {busy, result} = this.state;
        if (busy) {
            return _t("The call is on its way.");
        }
        if (!result) {
            return "";
        }
        const kind = result.call
            ? _t("This was real: the call is in the log.")
            : _t("This was a test: nothing was saved, and nothing was sent.");
        return [result.status_label, result.message, kind].filter(Boolean).join(". ");
    }

    askForConsole() {
        return this.ask("test_console", this.props.callId ?? false);
    }

    ask(method, ...args) {
        return this.orm.call(MODEL, method, [[this.props.handlerId], ...args]);
    }
}
