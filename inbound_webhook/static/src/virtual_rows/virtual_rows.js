import {Component, onWillUpdateProps, useEffect, useRef} from "@odoo/owl";
import {useVirtualGrid} from "@web/core/virtual_grid_hook";

export const ROW_HEIGHT = 24;

/**
 * Any number of rows of one height, of which only those in sight are in the page.
 *
 * What a row shows is the slot, which is given its `index`.
 */
export class VirtualRows extends Component {
    static template = "inbound_webhook.VirtualRows";
    static props = {
        count: Number,
        /** The row to keep in sight. */
        active: {type: Number, optional: true},
        role: {type: String, optional: true},
        label: String,
        /** The id of the element in the active row. */
        activeId: {type: String, optional: true},
        onKeydown: {type: Function, optional: true},
        slots: Object,
    };

    setup() {
        this.scroller = useRef("scroller");
        this.grid = useVirtualGrid({scrollableRef: this.scroller, bufferCoef: 0.5});
        this.measure(this.props);
        onWillUpdateProps((props) => {
            if (props.count !== this.props.count) {
                this.measure(props);
            }
        });
        useEffect(
            () => this.keepInSight(),
            () => [this.props.active]
        );
    }

    measure({count}) {
        this.grid.setRowsHeights(Array(count).fill(ROW_HEIGHT));
    }

    get totalHeight() {
        return this.props.count * ROW_HEIGHT;
    }

    get offset() {
        return (this.grid.rowsIndexes[0] ?? 0) * ROW_HEIGHT;
    }

    get visible() {
        const [first, last] = this.grid.rowsIndexes;
        return first === undefined
            ? []
            : Array.from({length: last - first + 1}, (_, index) => first + index);
    }

    keepInSight() {
        const {active} = this.props;
        const {el} = this.scroller;
        if (active === undefined || active < 0) {
            return;
        }
        const top = active * ROW_HEIGHT;
        if (top < el.scrollTop) {
            el.scrollTop = top;
        } else if (top + ROW_HEIGHT > el.scrollTop + el.clientHeight) {
            el.scrollTop = top + ROW_HEIGHT - el.clientHeight;
        }
    }

    onKeydown(ev) {
        this.props.onKeydown?.(ev);
    }
}
