/**
 * The tree that `read_body` answers: texts, booleans, null and lists are themselves, an
 * object is `{members: [[key, value], ...]}`, a number `{number: "1.5"}`.
 */

/** Characters of a text that are shown in a row; all of it would freeze the page. */
const LONGEST_SHOWN = 200;

function cut(text) {
    if (text.length <= LONGEST_SHOWN) {
        return text;
    }
    // Not through the middle of a character of two halves.
    return Array.from(text.slice(0, LONGEST_SHOWN + 1))
        .slice(0, -1)
        .join("");
}

/** What a node is: "null", "boolean", "text", "number", "list" or "object". */
export function kindOf(node) {
    if (node === null) {
        return "null";
    }
    if (typeof node === "boolean") {
        return "boolean";
    }
    if (typeof node === "string") {
        return "text";
    }
    if (Array.isArray(node)) {
        return "list";
    }
    return "number" in node ? "number" : "object";
}

export function isContainer(node) {
    return ["list", "object"].includes(kindOf(node));
}

/** Pairs of key or index, and node. */
export function childrenOf(node) {
    switch (kindOf(node)) {
        case "list":
            return node.map((child, index) => [index, child]);
        case "object":
            return node.members;
    }
    return [];
}

/** The class that colours a node by its type. */
export function colourOf(node) {
    return {
        null: "text-muted",
        boolean: "text-primary",
        number: "text-info",
        text: "text-success",
    }[kindOf(node)];
}

/** A single value as JSON writes it. */
export function scalarText(node) {
    return kindOf(node) === "number" ? node.number : JSON.stringify(node);
}

/** As `scalarText`, no longer than a row can show. */
export function shortText(node) {
    return kindOf(node) === "text" ? JSON.stringify(cut(node)) : scalarText(node);
}

/** Characters of a text that `shortText` leaves out. */
export function charactersLeftOut(node) {
    return kindOf(node) === "text" ? node.length - cut(node).length : 0;
}

/**
 * The node as lines of JSON: `{depth, key, node, open, close}`.
 *
 * A line begins with its key, where it has one, goes on with the node, where it is a
 * single value, or with the bracket in `open`, and ends with `close`: a bracket, a comma.
 */
export function linesOf(root) {
    const lines = [];
    const add = (node, depth, key, comma) => {
        const children = childrenOf(node);
        const [opening, closing] = kindOf(node) === "list" ? "[]" : "{}";
        if (!isContainer(node)) {
            lines.push({depth, key, node, open: "", close: comma});
        } else if (!children.length) {
            lines.push({depth, key, open: opening + closing, close: comma});
        } else {
            const ofList = kindOf(node) === "list";
            lines.push({depth, key, open: opening, close: ""});
            children.forEach(([name, child], index) => {
                const isLast = index === children.length - 1;
                add(child, depth + 1, ofList ? undefined : name, isLast ? "" : ",");
            });
            lines.push({depth, open: closing, close: comma});
        }
    };
    add(root, 0, undefined, "");
    return lines;
}

/** The node as JSON laid out for reading. */
export function jsonText(root) {
    return linesOf(root)
        .map(({depth, key, node, open, close}) => {
            const name = key === undefined ? "" : `${JSON.stringify(key)}: `;
            const value = node === undefined ? open : scalarText(node);
            return "  ".repeat(depth) + name + value + close;
        })
        .join("\n");
}

/** The value as a person wants it in the clipboard: a text without its quotes. */
export function valueText(node) {
    return kindOf(node) === "text" ? node : jsonText(node);
}
