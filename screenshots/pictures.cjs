// What each picture shows: a path, and what is done there before it is taken.
const {createHmac} = require("crypto");

const HANDLERS = "/odoo/inbound-webhooks";
const CALLS = "/odoo/inbound-webhook-calls";
const PERSON = "/odoo/inbound-webhook-person";
const TO_FIX = "/odoo/inbound-webhook-to-fix";
const WEBSITE_ROW = ".o_data_row:has-text('Website contact form')";
const PHONE = {width: 400, height: 800};

const form = (name) => (handlers) => `${HANDLERS}/${handlers[name].id}`;
const tab = (name) => (page) => page.click(`a.nav-link[name=${name}]`);
const details = (text) => (page) =>
    page.click(`.o_data_row:has-text('${text}') .o_inbound_webhook_details`);
const SAMPLE = JSON.stringify({
    event: "customer.created",
    customer: {
        first_name: "Ada",
        last_name: "Lovelace",
        email: "ada@example.com",
        phone: "+44 20 7946 0018",
        company: "Analytical Engines Ltd",
        newsletter: true,
    },
});

async function bodyAs(page, view) {
    await details("Contact changed in the shop")(page);
    await page.click(`.modal button:has-text('${view}')`);
}

async function tryOut(page) {
    await tab("test")(page);
    await page.click(".o_inbound_webhook_rehearse");
    await page.waitForSelector(".o_inbound_webhook_test_result");
    await page.locator("a.nav-link[name=test]").scrollIntoViewIfNeeded();
}

async function checkExample(page) {
    await tab("who_may_call")(page);
    await page.click("button[name=action_check_example]");
    await page.waitForSelector(".modal");
}

async function checkPasted(page, handlers) {
    await checkExample(page);
    // Documentation often lacks the last line break of what was sent.
    const body = '{"zen": "Keep it logically awesome."}';
    const signature = createHmac("sha256", handlers.github.secret)
        .update(`${body}\n`)
        .digest("hex");
    const fields = {headers: `X-Hub-Signature-256: sha256=${signature}`, body};
    for (const [name, text] of Object.entries(fields)) {
        await page.fill(`.modal .o_field_widget[name=${name}] textarea`, text);
        await page.press(`.modal .o_field_widget[name=${name}] textarea`, "Tab");
    }
    await page.waitForSelector(".modal .o_field_widget[name=mismatch]");
}

async function findScheme(page) {
    await checkExample(page);
    await page.click(".modal button[name=action_find]");
    await page.waitForSelector(".modal .o_data_row");
}

async function findPerson(page) {
    await page.fill(".o_field_widget[name=email] input", "ada@example.com");
    await page.click("button[name=action_find]");
    await page.waitForSelector(".o_data_row");
}

async function readSample(page) {
    await page.click("button:has-text('From a Sample')");
    await page.fill(".modal .o_field_widget[name=sample] textarea", SAMPLE);
    await page.click(".modal button[name=action_read]");
    await page.waitForSelector(".modal .o_data_row");
}

async function replaySelected(page) {
    await page.click("thead .o_list_record_selector input");
    await page.click(".o_control_panel button:has-text('Replay')");
    await page.waitForSelector(".modal");
}

exports.pictures = [
    {
        name: "gallery",
        path: () => HANDLERS,
        open: async (page) => {
            await page.click(".o_list_button_add");
            await page.waitForSelector(".o_kanban_record:has-text('Website Form')");
        },
        height: 860,
    },
    {name: "handlers", path: () => HANDLERS, height: 420},
    {
        name: "row_menu",
        path: () => HANDLERS,
        open: (page) => page.click(`${WEBSITE_ROW} [aria-label='More actions']`),
        height: 420,
    },
    {
        name: "url",
        path: form("website"),
        open: (page) => page.click("button[name=action_show_url]"),
    },
    {name: "handler", path: form("website"), height: 900},
    {name: "handlers_narrow", path: () => HANDLERS, ...PHONE},
    {name: "handler_narrow", path: form("website"), ...PHONE},
    {name: "sample", path: form("contact"), open: readSample, height: 860},
    {
        name: "listen",
        path: form("website"),
        open: (page) => page.click("button[name=action_listen]"),
        after: (page) =>
            page.click(".o_inbound_webhook_listen button:has-text('Stop')"),
        height: 420,
    },
    {name: "mapping", path: form("website"), open: tab("mapping"), height: 860},
    {name: "conditions", path: form("contact"), open: tab("conditions"), height: 940},
    {name: "actions", path: form("website"), open: tab("actions"), height: 860},
    {
        name: "who_may_call",
        path: form("github"),
        open: tab("who_may_call"),
        height: 1180,
    },
    {
        name: "check_example",
        path: form("github"),
        open: checkPasted,
        height: 860,
    },
    {
        name: "find_the_scheme",
        path: form("unknown"),
        open: findScheme,
        height: 860,
    },
    {name: "test", path: form("website"), open: tryOut, height: 1000},
    {name: "calls", path: () => CALLS},
    {name: "calls_narrow", path: () => CALLS, ...PHONE},
    {
        name: "time_frame",
        path: () => CALLS,
        open: (page) => page.click(".o_inbound_webhook_time_frame"),
        height: 420,
    },
    {
        name: "calls_graph",
        path: () => CALLS,
        open: (page) => page.click(".o_switch_view.o_graph"),
    },
    {name: "call", path: () => CALLS, open: details("Updated"), height: 860},
    {
        name: "call_code",
        path: () => CALLS,
        open: (page) => bodyAs(page, "Code"),
        height: 860,
    },
    {
        name: "call_text",
        path: () => CALLS,
        open: (page) => bodyAs(page, "Text"),
        height: 860,
    },
    {name: "to_fix", path: () => TO_FIX, height: 420},
    {name: "find_a_person", path: () => PERSON, open: findPerson, height: 720},
    {name: "replay", path: () => TO_FIX, open: replaySelected, height: 480},
];
