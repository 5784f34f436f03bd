import {expect, test} from "@odoo/hoot";
import {queryAll, queryAllTexts} from "@odoo/hoot-dom";
import {contains, mountWithCleanup} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {RawText} from "@inbound_webhook/raw_text/raw_text";

defineMailModels();

const mountText = (bytes, contentType) =>
    mountWithCleanup(RawText, {
        props: {
            bytes:
                typeof bytes === "string"
                    ? new TextEncoder().encode(bytes)
                    : Uint8Array.from(bytes),
            contentType,
            label: "Body",
        },
    });
const lines = () => queryAll(".o_line").map((line) => line.textContent);

test("shows text line by line, numbered", async () => {
    await mountText("a=1\r\n\n  b\n");
    expect(lines()).toEqual(["a=1", "", "  b", ""]);
    expect(queryAllTexts(".o_line_number")).toEqual(["1", "2", "3", "4"]);
});

test("a long line goes on in the next row, under one number", async () => {
    await mountText("a".repeat(130) + "\nb");
    expect(lines()).toEqual(["a".repeat(120), "a".repeat(10), "b"]);
    expect(queryAllTexts(".o_line_number")).toEqual(["1", "", "2"]);
});

test("a row does not end within a character", async () => {
    await mountText("a".repeat(119) + "😀b");
    expect(lines()).toEqual([`${"a".repeat(119)}😀`, "b"]);
});

test("shows bytes that are no text in hexadecimal", async () => {
    await mountText([0, 255, 65, 60, ...Array(13).fill(126)]);
    expect(queryAll(".o_inbound_webhook_row")).toHaveLength(2);
    expect(queryAllTexts(".o_offset")).toEqual(["00000000", "00000010"]);
    expect(".o_hex:first").toHaveText(`00 ff 41 3c${" 7e".repeat(12)}`);
    expect(queryAllTexts(".o_ascii")).toEqual([`..A<${"~".repeat(12)}`, "~"]);
    expect(".o_toggle_hex").toHaveCount(0);
});

test("a NUL in a text makes it no text", async () => {
    await mountText("a\u0000b");
    expect(".o_hex").toHaveText("61 00 62");
});

test("text in the charset that it declares is text", async () => {
    await mountText([99, 97, 102, 233], "text/plain; charset=iso-8859-1");
    expect(lines()).toEqual(["café"]);
});

test("a charset that nobody knows is none", async () => {
    await mountText([99, 233], "text/plain; charset=klingon");
    expect(".o_hex").toHaveText("63 e9");
});

test("text can be seen in hexadecimal too", async () => {
    await mountText("é");
    await contains(".o_toggle_hex").click();
    expect(".o_hex").toHaveText("c3 a9");
    await contains(".o_toggle_hex").click();
    expect(lines()).toEqual(["é"]);
});

test("of a million bytes the page holds a few rows", async () => {
    await mountText("a".repeat(1_048_576));
    expect(queryAll(".o_inbound_webhook_row").length).toBeLessThan(200);
});

test("of a million bytes that are no text too", async () => {
    await mountText(Array(1_048_576).fill(1));
    expect(queryAll(".o_inbound_webhook_row").length).toBeLessThan(200);
});

test("markup is text", async () => {
    await mountText("<img class='evil' src=x>");
    expect(".evil").toHaveCount(0);
    expect(lines()).toEqual(["<img class='evil' src=x>"]);
});
