// What each picture shows: a path, and what is done there before it is taken.
const HANDLERS = "/odoo/inbound-webhooks";
const CALLS = "/odoo/inbound-webhook-calls";

const tab = (name) => (page) => page.click(`a.nav-link[name=${name}]`);
const websiteForm = (handlers) => `${HANDLERS}/${handlers.website.id}`;

exports.pictures = [
    {name: "handlers", path: () => HANDLERS, height: 420},
    {name: "actions", path: websiteForm, open: tab("actions")},
    {name: "calls", path: () => CALLS},
    {
        name: "call",
        path: () => CALLS,
        open: (page) => page.click(".o_data_row:has-text('Success') td[name=id]"),
    },
];
