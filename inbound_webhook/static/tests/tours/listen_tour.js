import {registry} from "@web/core/registry";

const take = {
    content: "Take what is ticked",
    trigger: ".modal button[name=action_apply]",
    run: "click",
};
const switchOn = [
    {
        content: "Back on the form, the parameters are there",
        trigger:
            "body:not(:has(.modal)) .o_field_widget[name=parameter_ids] .o_data_row",
    },
    {
        content: "Switch it on",
        trigger: ".o_field_widget[name=active] input:not(:checked)",
        run: "click",
    },
    {
        content: "It is on, and saved",
        trigger: ".o_form_saved .o_field_widget[name=active] input:checked",
    },
];
const lineOf = (name) =>
    `.modal .o_field_widget[name=line_ids] tr:has(td[name=name]:text(${name}))`;

registry.category("web_tour.tours").add("inbound_webhook_listen", {
    steps: () => [
        {
            content: "Have it wait for a call",
            trigger: "button[name=action_listen]",
            run: "click",
        },
        {
            content: "It waits; now the other system calls",
            trigger: ".o_inbound_webhook_listen [role=timer]",
            async run() {
                const url = document.querySelector(
                    ".o_inbound_webhook_listen code"
                ).textContent;
                const answer = await fetch(new URL(url).pathname, {
                    method: "POST",
                    headers: {"Content-Type": "application/json"},
                    body: JSON.stringify({
                        first_name: "Ada",
                        last_name: "Lovelace",
                        email: "ada@example.com",
                        shoe_size: 43,
                    }),
                });
                const {status} = await answer.json();
                if (status !== "captured") {
                    throw new Error(`The call was not captured: ${status}`);
                }
            },
        },
        {
            content: "The banner finds out by itself: look at the call",
            trigger: ".o_inbound_webhook_listen .btn-primary",
            run: "click",
        },
        {
            content: "The e-mail address is guessed, and is the match key",
            trigger: `${lineOf("email")}:has(td[name=field_id]:contains(Email)) td[name=is_match_key] input:checked`,
        },
        {
            content: "First and last name make the contact's name",
            trigger: `${lineOf("last_name")} td[name=field_id]:contains(Contact Name)`,
        },
        {
            content: "The shoe size is not wanted",
            trigger: `${lineOf("shoe_size")} td[name=is_selected]`,
            run: "click",
        },
        {
            content: "The title is made of the name",
            trigger:
                ".modal .o_field_widget[name=needed_ids] td[name=value]:contains({{ first_name }} {{ last_name }})",
        },
        take,
        ...switchOn,
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_template", {
    steps: () => [
        {
            content: "Make parameters from a sample",
            trigger: "button:contains(From a Sample)",
            run: "click",
        },
        {
            content: "Paste the sample",
            trigger: ".modal .o_field_widget[name=sample] textarea",
            run: 'edit {"lead": {"subject": "A quote", "email": "ada@example.com", "shoe_size": 43}}',
        },
        {
            content: "Read it",
            trigger: ".modal button[name=action_read]",
            run: "click",
        },
        {
            content: "The e-mail address is ticked already",
            trigger: `${lineOf("email")} td[name=is_selected] input:checked`,
        },
        {
            content: "Choose a field for the shoe size",
            trigger: `${lineOf("shoe_size")} td[name=field_id]`,
            run: "click",
        },
        {
            content: "Look for it",
            trigger: ".modal .o_selected_row td[name=field_id] input",
            run: "edit Referred",
        },
        {
            content: "Choose it",
            trigger: ".o-autocomplete--dropdown-item a:contains(Referred By)",
            run: "click",
        },
        take,
        ...switchOn,
    ],
});
