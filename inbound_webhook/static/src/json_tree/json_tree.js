import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {
    charactersLeftOut,
    childrenOf,
    colourOf,
    isContainer,
    kindOf,
    shortText,
    valueText,
} from "@inbound_webhook/json_nodes/json_nodes";
import {VirtualRows} from "@inbound_webhook/virtual_rows/virtual_rows";

/** Rows up to which a tree is open at first. */
const FEW_ROWS = 100;
/** Characters of the chosen text that are shown in full. */
const LONGEST_TEXT = 10_000;

let nextId = 1;

/**
 * A JSON document as a tree to open and close.
 *
 * One row is chosen, by mouse or keyboard; the buttons above the tree are about it.
 */
export class JsonTree extends Component {
    static template = "inbound_webhook.JsonTree";
    static components = {VirtualRows};
    static props = {
        /** As `read_body` answers it. */
        tree: true,
        label: String,
        copy: Function,
        /** Is given the keys and indexes that lead to the value. */
        copyPath: {type: Function, optional: true},
        makeParameter: {type: Function, optional: true},
    };

    setup() {
        this.id = `inbound_webhook_tree_${nextId++}`;
        this.state = useState({chosen: 0});
        this.plant(this.props.tree);
        onWillUpdateProps(({tree}) => {
            if (tree !== this.props.tree) {
                this.plant(tree);
            }
        });
    }

    // The rows are no reactive state: there can be a hundred thousand of them.

    plant(tree) {
        const root = {node: tree, depth: 0, position: 1, siblings: 1};
        this.rows = [root];
        this.state.chosen = 0;
        this.openAll(FEW_ROWS);
        if (this.rows.length === 1) {
            this.open(0);
        }
    }

    childRows(parent) {
        parent.children ??= childrenOf(parent.node).map(
            ([key, node], index, {length}) => ({
                key,
                node,
                parent,
                depth: parent.depth + 1,
                position: index + 1,
                siblings: length,
            })
        );
        return parent.children;
    }

    canOpen(row) {
        return isContainer(row.node) && childrenOf(row.node).length > 0;
    }

    open(index) {
        const row = this.rows[index];
        if (this.canOpen(row) && !row.isOpen) {
            row.isOpen = true;
            this.rows = [
                ...this.rows.slice(0, index),
                ...this.shownRows(row),
                ...this.rows.slice(index + 1),
            ];
        }
    }

    /** A row and all that is open below it. */
    shownRows(top) {
        const rows = [];
        const waiting = [top];
        while (waiting.length) {
            const row = waiting.pop();
            rows.push(row);
            if (row.isOpen) {
                const children = this.childRows(row);
                for (let i = children.length - 1; i >= 0; i--) {
                    waiting.push(children[i]);
                }
            }
        }
        return rows;
    }

    close(index) {
        const row = this.rows[index];
        if (row.isOpen) {
            row.isOpen = false;
            let end = index + 1;
            while (end < this.rows.length && this.rows[end].depth > row.depth) {
                end++;
            }
            this.rows = [...this.rows.slice(0, index + 1), ...this.rows.slice(end)];
        }
    }

    /** Open every row, or none where that would show more than so many. */
    openAll(most = Infinity) {
        const [root] = this.rows;
        const rows = [root];
        for (let i = 0; i < rows.length && rows.length <= most; i++) {
            for (const child of this.childRows(rows[i])) {
                rows.push(child);
            }
        }
        if (rows.length <= most) {
            for (const row of rows) {
                row.isOpen = this.canOpen(row);
            }
            this.rows = this.shownRows(root);
        }
    }

    // What a row shows

    kindOf = kindOf;
    colourOf = colourOf;
    shortText = shortText;

    isContainer(row) {
        return isContainer(row.node);
    }

    rowId(index) {
        return `${this.id}_${index}`;
    }

    keyText({key}) {
        return typeof key === "number" ? `${key}` : JSON.stringify(key).slice(1, -1);
    }

    countText({node}) {
        const count = childrenOf(node).length;
        const [opening, closing] = kindOf(node) === "list" ? "[]" : "{}";
        return `${opening} ${formatInteger(count)} ${closing}`;
    }

    leftOutText({node}) {
        const count = charactersLeftOut(node);
        return count ? _t("… %s more characters", formatInteger(count)) : "";
    }

    get chosen() {
        return this.rows[this.state.chosen];
    }

    /** The keys and indexes that lead to the chosen row. */
    get way() {
        const way = [];
        for (let row = this.chosen; row.parent; row = row.parent) {
            way.unshift(row.key);
        }
        return way;
    }

    /** The chosen text, where its row could not show all of it. */
    get longText() {
        const {node} = this.chosen;
        return charactersLeftOut(node) ? node.slice(0, LONGEST_TEXT) : "";
    }

    // What a person does

    choose(index) {
        this.state.chosen = index;
    }

    toggle(index) {
        this.choose(index);
        if (this.rows[index].isOpen) {
            this.close(index);
        } else {
            this.open(index);
        }
        this.render();
    }

    expandAll() {
        const chosen = this.chosen;
        this.openAll();
        this.choose(this.rows.indexOf(chosen));
        this.render();
    }

    collapseAll() {
        this.rows = this.rows.slice(0, 1);
        // Rows that are in no sight are open, too.
        const waiting = [...this.rows];
        while (waiting.length) {
            const row = waiting.pop();
            row.isOpen = false;
            for (const child of row.children ?? []) {
                waiting.push(child);
            }
        }
        this.choose(0);
        this.render();
    }

    copyValue() {
        this.props.copy(valueText(this.chosen.node));
    }

    onKeydown(ev) {
        const index = this.state.chosen;
        const moves = {
            ArrowDown: () => this.move(index + 1),
            ArrowUp: () => this.move(index - 1),
            Home: () => this.move(0),
            End: () => this.move(this.rows.length - 1),
            ArrowRight: () => this.enter(index),
            ArrowLeft: () => this.leave(index),
            Enter: () => this.toggle(index),
            " ": () => this.toggle(index),
            "*": () => this.expandAll(),
        };
        if (ev.key in moves && !ev.ctrlKey && !ev.altKey && !ev.metaKey) {
            ev.preventDefault();
            ev.stopPropagation();
            moves[ev.key]();
        }
    }

    move(index) {
        this.choose(Math.max(0, Math.min(index, this.rows.length - 1)));
    }

    enter(index) {
        if (this.rows[index].isOpen) {
            this.move(index + 1);
        } else if (this.canOpen(this.rows[index])) {
            this.toggle(index);
        }
    }

    leave(index) {
        const row = this.rows[index];
        if (row.isOpen) {
            this.toggle(index);
        } else if (row.parent) {
            this.choose(this.rows.indexOf(row.parent));
        }
    }
}
