import {registry} from "@web/core/registry";

const WINDOW = ".o_inbound_webhook_call_window";
/** Elements that a body may put into the page, however large it is. */
const MOST_ELEMENTS = 2_000;

const frame = () => new Promise(requestAnimationFrame);

/** Click, and wait until something is shown; the log says how long that took. */
async function shows(what, button, selector) {
    const start = performance.now();
    button.click();
    while (!document.querySelector(selector)) {
        await frame();
    }
    await frame();
    // eslint-disable-next-line no-console
    console.log(`Large body, ${what}: ${Math.round(performance.now() - start)} ms`);
    const {length} = document.querySelectorAll(`${WINDOW} .o_inbound_webhook_body *`);
    if (length > MOST_ELEMENTS) {
        throw new Error(`The body put ${length} elements into the page.`);
    }
}

const inBody = (selector) =>
    document.querySelector(`${WINDOW} .o_inbound_webhook_body ${selector}`);

const lookAt = (name) => [
    {
        content: `Open the window of ${name}`,
        trigger: `.o_data_row:contains(${name}) .o_inbound_webhook_details`,
        async run({anchor}) {
            await shows(`${name}, window opened`, anchor, `${WINDOW} [role=treeitem]`);
            await shows(
                `${name}, all expanded`,
                inBody(".o_expand_all"),
                `${WINDOW} [role=treeitem]`
            );
            for (const [view, selector] of [
                ["code", ".o_inbound_webhook_code .o_inbound_webhook_row"],
                ["text", ".o_inbound_webhook_raw .o_line"],
                ["form", "[role=treeitem]"],
            ]) {
                await shows(
                    `${name}, as ${view}`,
                    inBody(`button[name=${view}]`),
                    `${WINDOW} ${selector}`
                );
            }
        },
    },
    {content: "Close it", trigger: `${WINDOW} .btn-close`, run: "click"},
    {trigger: `body:not(:has(${WINDOW}))`},
];

registry.category("web_tour.tours").add("inbound_webhook_large_body", {
    steps: () => [
        ...lookAt("many small values"),
        ...lookAt("one long text"),
        ...lookAt("deeply nested"),
        ...lookAt("a list of 50 000"),
    ],
});
