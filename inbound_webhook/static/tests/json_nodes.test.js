import {describe, expect, test} from "@odoo/hoot";
import {
    charactersLeftOut,
    jsonText,
    shortText,
    valueText,
} from "@inbound_webhook/json_nodes/json_nodes";

describe.current.tags("headless");

const number = (text) => ({number: text});
const object = (...members) => ({members});

test("lays a document out as JSON, its keys in their order", () => {
    const tree = object(
        ["10", [number("12345678901234567890"), number("1.50")]],
        ["2", object()],
        ['a "b"', [true, null, "x\ny", []]]
    );
    expect(jsonText(tree)).toBe(`{
  "10": [
    12345678901234567890,
    1.50
  ],
  "2": {},
  "a \\"b\\"": [
    true,
    null,
    "x\\ny",
    []
  ]
}`);
});

test("a text is copied without its quotes, all else as JSON", () => {
    expect(valueText('say "hi"')).toBe('say "hi"');
    expect(valueText(number("1.0"))).toBe("1.0");
    expect(valueText(null)).toBe("null");
    expect(valueText(["a"])).toBe('[\n  "a"\n]');
});

test("a long text is cut where it is shown", () => {
    expect(shortText("a".repeat(200))).toBe(`"${"a".repeat(200)}"`);
    expect(charactersLeftOut("a".repeat(200))).toBe(0);
    expect(shortText("a".repeat(1_000_000))).toBe(`"${"a".repeat(200)}"`);
    expect(charactersLeftOut("a".repeat(1_000_000))).toBe(999_800);
});

test("a text is not cut through a character", () => {
    const text = "a".repeat(199) + "😀".repeat(9);
    expect(shortText(text)).toBe(`"${"a".repeat(199)}"`);
});
