import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const click = (content, trigger) => ({content, trigger, run: "click"});

const openRowMenu = (name) =>
    click(
        `Open the menu of ${name}`,
        `.o_data_row:contains(${name}) button[aria-label='More actions']`
    );

const choose = (field, text) => [
    {
        content: `Look for ${text}`,
        trigger: `.o_selected_row .o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    click(`Choose ${text}`, `.o-autocomplete--dropdown-item a:text(${text})`),
];

const chooseOption = (field, text) => [
    click(`Open ${field}`, `.o_selected_row .o_field_widget[name=${field}] input`),
    click(`Choose ${text}`, `.o_select_menu_item:text(${text})`),
];

const addCondition = click(
    "Add a condition",
    ".o_field_widget[name=condition_ids] .o_field_x2many_list_row_add a"
);

tours.add("inbound_webhook_conditions", {
    steps: () => [
        openRowMenu("Tour of conditions"),
        click("The conditions", ".o-dropdown-item[data-name=conditions]"),
        {content: "Their tab is open", trigger: ".nav-link.active[name=conditions]"},
        addCondition,
        ...choose("parameter_id", "email"),
        ...chooseOption("operator", "contains"),
        {
            content: "Say what it contains",
            trigger: ".o_selected_row .o_field_widget[name=value] input",
            run: "edit @example.com",
        },
        addCondition,
        {
            content: "The first one reads as a sentence already",
            trigger:
                '.o_field_widget[name=condition_sentence]:contains(email contains "@example.com")',
        },
        {
            content: "The second one has a row",
            trigger:
                ".o_field_widget[name=condition_ids] .o_data_row:eq(1).o_selected_row",
        },
        ...chooseOption("connector", "OR"),
        ...choose("parameter_id", "title"),
        ...chooseOption("operator", "is not empty"),
        click("Look elsewhere: that saves", ".nav-link[name=mapping]"),
        {content: "It is saved", trigger: ".o_form_saved"},
        click("Back to the conditions", ".nav-link[name=conditions]"),
        {
            content: "They read as a sentence",
            trigger:
                '.o_field_widget[name=condition_sentence]:contains(email contains "@example.com" OR title is not empty)',
        },
        click(
            "Make both of them hold",
            ".o_field_widget[name=condition_ids] .o_data_row:eq(1) td[name=connector]"
        ),
        ...chooseOption("connector", "AND"),
        {
            content: "The sentence follows at once, unsaved",
            trigger:
                '.o_form_dirty .o_field_widget[name=condition_sentence]:contains(email contains "@example.com" AND title is not empty)',
        },
        click("Save", ".o_form_button_save"),
        {content: "It is saved", trigger: ".o_form_saved"},
    ],
});

tours.add("inbound_webhook_look_up_list", {
    steps: () => [
        click("The mapping", ".nav-link[name=mapping]"),
        click("One record or a list", ".o_field_widget[name=look_up_mode] input"),
        click("A list", ".o_select_menu_item:text(A list of all that match)"),
        {
            content: "How many of them is asked then",
            trigger: ".o_field_widget[name=list_limit] input",
            run: "edit 5",
        },
        click(
            "Add a field of a linked record",
            ".o_field_widget[name=return_path_ids] .o_field_x2many_list_row_add a"
        ),
        click("Choose it", ".o_selected_row .o_model_field_selector"),
        click(
            "Go on to the company",
            ".o_model_field_selector_popover_item[data-name=parent_id] .o_model_field_selector_popover_item_relation"
        ),
        click(
            "Its name",
            ".o_model_field_selector_popover_item[data-name=name] .o_model_field_selector_popover_item_name"
        ),
        {
            content: "It is said in words",
            trigger:
                ".o_field_widget[name=return_path_ids] .o_model_field_selector:contains(Related Company):contains(Name)",
        },
        click("Save", ".o_form_button_save"),
        {content: "It is saved", trigger: ".o_form_saved"},
    ],
});

tours.add("inbound_webhook_toggle", {
    steps: () => [
        click(
            "Switch the handler off",
            ".o_data_row:contains(Tour of the toggle) td[name=active] input:checked"
        ),
        {
            content: "It is off, and stays in the list",
            trigger:
                ".o_data_row:contains(Tour of the toggle) td[name=active] input:not(:checked)",
        },
    ],
});

/** What was copied; a browser without a screen lets nothing into its clipboard. */
let copied = undefined;
const keepCopied = {
    content: "Keep what is copied",
    trigger: "body",
    run: () => {
        navigator.clipboard.writeText = async (text) => {
            copied = text;
        };
    },
};

tours.add("inbound_webhook_url", {
    steps: () => [
        keepCopied,
        click("How to call it", "button[name=action_show_url]"),
        {
            content: "The dialog shows the URL",
            trigger: ".modal .o_field_widget[name=url]:contains(/inbound/)",
        },
        {
            content: "and a line for the shell",
            trigger: ".modal pre:contains(curl http)",
        },
        click("Python", ".modal .nav-link[name=python]"),
        {trigger: ".modal pre:contains(import urllib.request)"},
        click("PHP", ".modal .nav-link[name=php]"),
        {trigger: ".modal pre:contains(<?php)"},
        click("JavaScript", ".modal .nav-link[name=javascript]"),
        {trigger: ".modal pre:contains(fetch)"},
        click("Copy it", ".modal .o_field_widget .o_clipboard_button.btn-secondary"),
        {
            content: "What is shown is copied, and it says so",
            trigger: ".o_popover:contains(Copied)",
            run: () => {
                const shown = document.querySelector(".modal pre").textContent;
                if (copied !== shown) {
                    throw new Error(`Copied ${copied} in place of ${shown}`);
                }
            },
        },
        click("Close", ".modal footer button:contains(Close)"),
        {trigger: "body:not(:has(.modal)) .o_form_view"},
    ],
});

tours.add("inbound_webhook_row_menu", {
    steps: () => [
        openRowMenu("Tour of the menu"),
        click("Duplicate it", ".o-dropdown-item[data-name=duplicate]"),
        {
            content: "The copy is open, and off",
            trigger:
                ".o_form_view .o_field_widget[name=name] input:value(Tour of the menu (copy))",
        },
        {trigger: ".o_field_widget[name=active] input:not(:checked)"},
        click("Back to the list", ".o_breadcrumb a:contains(Inbound Webhooks)"),
        openRowMenu("Tour of the menu (copy)"),
        click("Change the URL", ".o-dropdown-item[data-name=rotate]"),
        click("Yes", ".modal button:contains(Change It)"),
        {
            content: "The new one is shown",
            trigger: ".modal:contains(URL of Tour of the menu (copy)) pre",
        },
        click("Close", ".modal footer button:contains(Close)"),
        openRowMenu("Tour of the menu (copy)"),
        click("Its calls", ".o-dropdown-item[data-name=calls]"),
        {content: "There are none", trigger: ".o_view_nocontent"},
    ],
});
