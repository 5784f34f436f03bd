import {registry} from "@web/core/registry";

const WINDOW = ".o_inbound_webhook_call_window";
const PAGE = ".o_action_manager .o_form_view";
/** Elements that the screens of calls do not have; payloads are full of them. */
const FOREIGN = [
    ..."script style link meta base title iframe frameset object embed applet".split(
        " "
    ),
    ..."video audio picture source svg math form textarea select marquee".split(" "),
    ..."details dialog xss x template noscript plaintext xmp listing image".split(" "),
].join(",");

const ran = [];

/** From here on, what a payload calls is noted. */
function watch() {
    for (const name of ["alert", "confirm", "prompt", "print"]) {
        window[name] = () => ran.push(name);
    }
}

function isAddressOfCode(value) {
    return /^\s*(javascript|vbscript|data):/i.test(value) && !/^data:image/.test(value);
}

function check(root) {
    if (ran.length) {
        throw new Error(`A payload ran: ${ran}`);
    }
    const [foreign] = root.querySelectorAll(FOREIGN);
    if (foreign) {
        throw new Error(`The page has an element of a payload: ${foreign.outerHTML}`);
    }
    for (const element of root.querySelectorAll("*")) {
        for (const {name, value} of element.attributes) {
            if (/^(on|ng-|v-|x-|t-)/.test(name) || isAddressOfCode(value)) {
                throw new Error(`The page has an attribute of a payload: ${name}`);
            }
        }
    }
}

const frames = async (count) => {
    for (let i = 0; i < count; i++) {
        await new Promise(requestAnimationFrame);
    }
};

/** Have every row of the body in the page once, and check each time. */
async function lookThrough(root, least) {
    const rows = root.querySelector(".o_inbound_webhook_rows");
    const seen = new Set();
    for (let top = 0; top < rows.scrollHeight; top += rows.clientHeight) {
        rows.scrollTop = top;
        await frames(2);
        check(root);
        for (const row of rows.querySelectorAll(".o_inbound_webhook_row")) {
            seen.add(row.textContent);
        }
    }
    const shown = [...seen].join("\n").match(/alert/g)?.length ?? 0;
    if (shown < least) {
        throw new Error(`Of the payloads only ${shown} were shown.`);
    }
}

const lookAtBody = (where, view) => [
    {
        content: `Show the body: ${view}`,
        trigger: `${where} .o_inbound_webhook_body button[name=${view}]`,
        run: "click",
    },
    {
        content: "Look at all of it",
        trigger: `${where} .o_inbound_webhook_body:has(button[name=${view}].active) .o_inbound_webhook_rows`,
        run: () => lookThrough(document.querySelector(where), 200),
    },
];

const lookAtTab = (where, tab) => [
    {trigger: `${where} .nav-link[name=${tab}]`, run: "click"},
    {
        content: `Look at ${tab}`,
        trigger: `${where} .nav-link[name=${tab}].active`,
        run: () => check(document.querySelector(where)),
    },
];

const lookAtCall = (where, views) => [
    ...views.flatMap((view) => lookAtBody(where, view)),
    ...["headers", "query", "parameters"].flatMap((tab) => lookAtTab(where, tab)),
];

const VIEWS = ["form", "code", "text"];

registry.category("web_tour.tours").add("inbound_webhook_xss_payloads", {
    steps: () => [
        {
            content: "Watch, and read the list again",
            trigger: ".o_data_row:contains(Hostile) .o_inbound_webhook_details",
            run: watch,
        },
        {trigger: ".o_inbound_webhook_time_frame", run: "click"},
        {trigger: ".o-dropdown-item:contains(All Time)", run: "click"},
        {
            content: "The record of a payload is in the list, by its name",
            trigger: ".o_data_row td[name=record_name]:contains(onerror)",
            run: () => check(document.querySelector(".o_list_renderer")),
        },
        {
            content: "Open the newest call: no JSON, although it says so",
            trigger: ".o_data_row:first .o_inbound_webhook_details",
            run: "click",
        },
        {trigger: `${WINDOW} .o_inbound_webhook_body [role=alert]`},
        ...lookAtCall(WINDOW, ["text"]),
        {content: "Go on to the form", trigger: `${WINDOW} .o_next`, run: "click"},
        ...lookAtCall(WINDOW, VIEWS),
        {content: "Go on to the JSON", trigger: `${WINDOW} .o_next`, run: "click"},
        {
            content: "It says what it did",
            trigger: `${WINDOW} .o_inbound_webhook_trace:contains(onerror)`,
        },
        ...lookAtCall(WINDOW, VIEWS),
        {
            content: "Open it as a page",
            trigger: `${WINDOW} .o_expand_button`,
            run: "click",
        },
        ...lookAtCall(PAGE, VIEWS),
        {
            content: "A long text of payloads is shown below the tree",
            trigger: `${PAGE} .o_inbound_webhook_body button[name=form]`,
            run: "click",
        },
        {trigger: `${PAGE} .o_key:contains(everything)`, run: "click"},
        {
            trigger: `${PAGE} .o_long_text:contains(onerror)`,
            run: () => check(document.querySelector(PAGE)),
        },
    ],
});
