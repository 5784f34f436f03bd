/** Characters of a row: a longer line goes on in the next one. */
export const ROW_LENGTH = 120;
const BYTES_IN_ROW = 16;
/** Control characters that stand in a text. */
const IN_TEXT = ["\t", "\n", "\v", "\f", "\r"];

function decoded(bytes, label) {
    try {
        return new TextDecoder(label, {fatal: true, ignoreBOM: true}).decode(bytes);
    } catch {
        return null;
    }
}

function hasOnlyText(text) {
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if ((code < 32 && !IN_TEXT.includes(text[i])) || code === 127) {
            return false;
        }
    }
    return true;
}

/** The text of bytes, null where they are none. */
export function textOf(bytes, contentType) {
    const charset = /charset="?([\w.:-]+)/i.exec(contentType || "")?.[1];
    for (const label of ["utf-8", charset]) {
        const text = label && decoded(bytes, label);
        if (typeof text === "string") {
            return hasOnlyText(text) ? text : null;
        }
    }
    return null;
}

/** Where a row ends: not between the two halves of a character. */
function rowEnd(text, start, end) {
    const to = Math.min(end, start + ROW_LENGTH);
    const code = text.charCodeAt(to - 1);
    return to < end && code >= 0xd800 && code < 0xdc00 ? to + 1 : to;
}

/** Where the rows of a text begin and end, with the number of the line, from 1. */
export function textRows(text) {
    const rows = [];
    let number = 1;
    let start = 0;
    while (start <= text.length) {
        let end = text.indexOf("\n", start);
        end = end < 0 ? text.length : end;
        let to = rowEnd(text, start, end);
        rows.push({number, start, end: to});
        while (to < end) {
            const from = to;
            to = rowEnd(text, from, end);
            rows.push({start: from, end: to});
        }
        number++;
        start = end + 1;
    }
    return rows;
}

export function hexRowCount(bytes) {
    return Math.ceil(bytes.length / BYTES_IN_ROW);
}

/** A row of a hex dump: `{offset, hex, text}`. */
export function hexRow(bytes, index) {
    const start = index * BYTES_IN_ROW;
    const row = Array.from(bytes.subarray(start, start + BYTES_IN_ROW));
    return {
        offset: start.toString(16).padStart(8, "0"),
        hex: row
            .map((byte) => byte.toString(16).padStart(2, "0"))
            .join(" ")
            .padEnd(BYTES_IN_ROW * 3 - 1),
        text: row
            .map((byte) =>
                byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."
            )
            .join(""),
    };
}
