import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {useBus} from "@web/core/utils/hooks";

/** The filters of the search view that the drop-down switches between. */
const FILTERS = ["last_24_hours", "last_7_days", "last_30_days", "last_90_days"];

/** How far back the calls go that are shown; it works the filters of the search view. */
export class TimeFrame extends Component {
    static template = "inbound_webhook.TimeFrame";
    static components = {Dropdown, DropdownItem};
    static props = {};

    setup() {
        useBus(this.env.searchModel, "update", () => this.render());
    }

    get frames() {
        const filters = this.env.searchModel.getSearchItems(({name}) =>
            FILTERS.includes(name)
        );
        return filters.map(({id, name, description, isActive}) => ({
            id,
            name,
            label: description,
            isActive: Boolean(isActive),
        }));
    }

    get allLabel() {
        return _t("All Time");
    }

    /** The frame in force; where several are on, the widest: filters add up. */
    get chosen() {
        return FILTERS.map((name) =>
            this.frames.find((frame) => frame.name === name && frame.isActive)
        ).findLast(Boolean);
    }

    choose(chosen) {
        for (const frame of this.frames) {
            if (frame.isActive !== (frame.id === chosen?.id)) {
                this.env.searchModel.toggleSearchItem(frame.id);
            }
        }
    }
}
