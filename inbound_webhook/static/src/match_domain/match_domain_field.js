import {DomainField, domainField} from "@web/views/fields/domain/domain_field";
import {DomainSelector} from "@web/core/domain_selector/domain_selector";
import {DomainSelectorDialog} from "@web/core/domain_selector_dialog/domain_selector_dialog";
import {registry} from "@web/core/registry";

/** Without the switch for archived records: a field beside it decides about them. */
class MatchDomainSelector extends DomainSelector {
    getShowArchivedCheckBox() {
        return false;
    }
}

class MatchDomainDialog extends DomainSelectorDialog {
    static components = {
        ...DomainSelectorDialog.components,
        DomainSelector: MatchDomainSelector,
    };
}

/** Among which records one is looked for. */
export class MatchDomainField extends DomainField {
    static components = {
        ...DomainField.components,
        DomainSelector: MatchDomainSelector,
    };

    setup() {
        super.setup();
        const addDialog = this.addDialog;
        // Odoo names its own dialog where it opens it.
        this.addDialog = (dialog, ...rest) =>
            addDialog(
                dialog === DomainSelectorDialog ? MatchDomainDialog : dialog,
                ...rest
            );
    }
}

export const matchDomainField = {...domainField, component: MatchDomainField};

registry.category("fields").add("inbound_webhook_match_domain", matchDomainField);
