import {Component, onWillStart} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** What can be done with a handler, at the end of its row. */
export class RowMenu extends Component {
    static template = "inbound_webhook.RowMenu";
    static components = {Dropdown, DropdownItem};
    static props = {...standardWidgetProps};

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        onWillStart(async () => {
            [this.isAdministrator, this.isSettings] = await Promise.all([
                user.hasGroup("inbound_webhook.group_administrator"),
                user.hasGroup("base.group_system"),
            ]);
        });
    }

    /** The entries that the person has the rights for. */
    get items() {
        const mayChange = this.props.record.data.may_change;
        return [
            {
                name: "conditions",
                icon: "fa-filter",
                label: _t("Conditions"),
                isShown: true,
                run: () => this.openTab("conditions"),
            },
            {
                name: "url",
                icon: "fa-link",
                label: _t("URL"),
                isShown: this.isAdministrator,
                run: () => this.call("action_show_url"),
            },
            {
                name: "actions",
                icon: "fa-bolt",
                label: _t("Actions"),
                isShown: this.isSettings,
                run: () => this.openTab("actions"),
            },
            {
                name: "test",
                icon: "fa-flask",
                label: _t("Test"),
                isShown: mayChange,
                run: () => this.openTab("test"),
            },
            {
                name: "calls",
                icon: "fa-list",
                label: _t("Calls"),
                isShown: true,
                run: () => this.call("action_open_calls"),
            },
            {
                name: "duplicate",
                icon: "fa-clone",
                label: _t("Duplicate Handler"),
                isShown: mayChange,
                run: () => this.call("action_duplicate"),
            },
            {
                name: "rotate",
                icon: "fa-refresh",
                label: _t("Change the URL"),
                isShown: mayChange,
                run: () => this.rotateUrl(),
            },
        ].filter(({isShown}) => isShown);
    }

    /** Open the form, at one of its tabs. */
    openTab(startPage) {
        const {model, resId} = this.props.record;
        const resIds = model.root.records.map((record) => record.resId);
        return this.action.switchView("form", {resId, resIds, startPage});
    }

    /** Run a method of the handler as a button does. */
    call(name) {
        const {resModel, resId, model} = this.props.record;
        return this.action.doActionButton({
            type: "object",
            name,
            resModel,
            resId,
            onClose: () => model.load(),
        });
    }

    rotateUrl() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Change the URL"),
            body: _t(
                "Its sender needs the new URL of “%s”. The present one stops working: at once, unless the form says for how long it goes on.",
                this.props.record.data.name
            ),
            confirmLabel: _t("Change It"),
            confirm: () => this.call("action_rotate_token"),
            cancel: () => {},
        });
    }
}

registry.category("view_widgets").add("inbound_webhook_row_menu", {
    component: RowMenu,
    fieldDependencies: [
        {name: "name", type: "char"},
        {name: "may_change", type: "boolean"},
    ],
    listViewWidth: 40,
});
