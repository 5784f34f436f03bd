import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inbound_webhook_person", {
    steps: () => [
        {
            content: "Say who is looked for, in letters of another size",
            trigger: ".o_field_widget[name=email] input",
            run: "edit AUGUSTA@analytical.example",
        },
        {
            content: "Find her",
            trigger: "button[name=action_find]",
            run: "click",
        },
        {
            content: "The call is listed, with where she is and what it wrote",
            trigger:
                ".o_data_row:contains(Call):contains(Body: email):contains(created: Lead)",
        },
        {
            content: "Erase it",
            trigger: "button[name=action_erase]",
            run: "click",
        },
        {
            content: "It is asked first",
            trigger: ".modal:contains(emptied for good) footer .btn-primary",
            run: "click",
        },
        {
            content: "Nobody is looked for any more",
            trigger: ".o_data_row:has(td[name=is_erased] input:checked)",
            run() {
                const email = document.querySelector(
                    ".o_field_widget[name=email] input"
                );
                if (email.value) {
                    throw new Error("The form still says who was erased");
                }
            },
        },
        {
            content: "Open the call",
            trigger: ".o_data_row button[name=action_open]",
            run: "click",
        },
        {
            content: "It says that it was erased, and cannot be replayed",
            trigger:
                ".o_form_view:contains(was erased on):not(:has(button[name=action_replay]))",
        },
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_person_in_the_log", {
    steps: () => [
        {
            content: "Type a name",
            trigger: ".o_searchview_input",
            run: "edit zoë müller",
        },
        {
            content: "Choose what it is",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(Person)",
            run: "click",
        },
        {
            content: "It is a condition of the list",
            trigger: ".o_searchview_facet:contains(Person)",
        },
        {
            content: "One call of two is left",
            trigger:
                ".o_list_renderer:not(:has(.o_data_row ~ .o_data_row)) .o_data_row",
        },
    ],
});
