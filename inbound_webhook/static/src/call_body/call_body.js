import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {JsonCode} from "@inbound_webhook/json_code/json_code";
import {JsonTree} from "@inbound_webhook/json_tree/json_tree";
import {RawText} from "@inbound_webhook/raw_text/raw_text";

const VIEWS = [
    {name: "form", label: _t("Form"), icon: "fa-sitemap", needsTree: true},
    {name: "code", label: _t("Code"), icon: "fa-code", needsTree: true},
    {name: "text", label: _t("Text"), icon: "fa-file-text-o", needsTree: false},
];
/** The view that was chosen last is shown first. */
const CHOSEN_VIEW = "inbound_webhook.body_view";

/** The body of a call: as a tree, as code, and as the bytes that came. */
export class CallBody extends Component {
    static template = "inbound_webhook.CallBody";
    static components = {JsonCode, JsonTree, RawText};
    static props = {...standardWidgetProps};

    views = VIEWS;

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.state = useState({body: null, bytes: null, view: "form"});
        onWillStart(async () => {
            this.isAdministrator = await user.hasGroup(
                "inbound_webhook.group_administrator"
            );
            // Not waited for: the rest of the call is shown meanwhile.
            this.load(this.props.record.resId);
        });
        onWillUpdateProps(({record}) => {
            if (record.resId !== this.props.record.resId) {
                this.load(record.resId);
            }
        });
    }

    get model() {
        return this.props.record.resModel;
    }

    async load(callId) {
        Object.assign(this.state, {body: null, bytes: null});
        const body = await this.keepLast.add(
            this.orm.call(this.model, "read_body", [[callId]])
        );
        const wanted = browser.localStorage.getItem(CHOSEN_VIEW);
        const view = VIEWS.find(({name}) => name === wanted) ?? VIEWS[0];
        const canShow = body.kind !== false || !view.needsTree;
        // The tree can be large: nothing in it ever changes.
        this.tree = body.tree;
        Object.assign(this.state, {
            body: {kind: body.kind, reason: body.reason},
            view: canShow ? view.name : "text",
        });
        await this.loadBytes();
    }

    async loadBytes() {
        if (this.state.view === "text" && !this.state.bytes) {
            const [{body}] = await this.keepLast.add(
                this.orm.read(this.model, [this.props.record.resId], ["body"], {
                    context: {bin_size: false},
                })
            );
            const characters = atob(body || "");
            this.bytes = Uint8Array.from(characters, (c) => c.charCodeAt(0));
            this.state.bytes = true;
        }
    }

    async show(view) {
        browser.localStorage.setItem(CHOSEN_VIEW, view);
        this.state.view = view;
        await this.loadBytes();
    }

    get contentType() {
        return this.props.record.data.content_type || "";
    }

    get label() {
        return _t("Body of the request");
    }

    get makeParameter() {
        return this.isAdministrator ? this.onMakeParameter.bind(this) : undefined;
    }

    async copy(text) {
        try {
            await browser.navigator.clipboard.writeText(text);
        } catch {
            this.notification.add(_t("This browser does not let the page copy."), {
                type: "danger",
            });
            return;
        }
        this.notification.add(_t("Copied"), {type: "success"});
    }

    async copyPath(way) {
        const {resId} = this.props.record;
        this.copy(await this.orm.call(this.model, "path_in_body", [[resId], way]));
    }

    async onMakeParameter(way) {
        const {resId} = this.props.record;
        const {type, message} = await this.orm.call(this.model, "make_parameter", [
            [resId],
            way,
        ]);
        // Longer than usual: it is to be read, and says what to do next.
        this.notification.add(message, {type, autocloseDelay: 10_000});
    }
}

registry.category("view_widgets").add("inbound_webhook_call_body", {
    component: CallBody,
    fieldDependencies: [{name: "content_type", type: "char", readonly: true}],
});
