import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const goToHandlers = () => [
    ...stepUtils.goToAppSteps("base.menu_administration"),
    {
        content: "Open the menu of the webhooks",
        trigger: "button[data-menu-xmlid='inbound_webhook.menu_inbound_webhook_root']",
        run: "click",
    },
    {
        content: "Open the list",
        trigger: "a[data-menu-xmlid='inbound_webhook.menu_inbound_webhook_handler']",
        run: "click",
    },
];

registry.category("web_tour.tours").add("inbound_webhook_from_gallery", {
    url: "/odoo",
    steps: () => [
        ...goToHandlers(),
        {
            content: "New opens the gallery",
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            content: "All senders are there",
            trigger: ".o_kanban_record:contains(Typeform)",
        },
        {
            content: "Look for what sends the calls",
            trigger: ".o_searchview_input",
            run: "edit website",
        },
        {
            content: "Search among the names and descriptions",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains(website)",
            run: "click",
        },
        {
            content: "Others are gone",
            trigger: ".o_kanban_view:not(:has(.o_kanban_record:contains(Typeform)))",
        },
        {
            content: "Use the website form",
            trigger: ".o_kanban_record:contains(Website Form)",
            run: "click",
        },
        {
            content: "It says what to paste into the website",
            trigger: ".o_field_widget[name=sender_setup] pre:contains(/inbound/)",
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
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_gallery_lead", {
    steps: () => [
        {
            content: "The handler has one call: open it",
            trigger: ".oe_stat_button[name=action_open_calls]:contains(1)",
            run: "click",
        },
        {
            content: "The call succeeded",
            trigger: ".o_data_row:contains(Success) td[name=request_date]",
            run: "click",
        },
        {
            content: "Open the lead",
            trigger: ".oe_stat_button[name=action_open_record]",
            run: "click",
        },
        {
            content: "The lead is there",
            trigger:
                ".o_lead_opportunity_form .o_field_widget[name=name] textarea:value(Website: Ada Lovelace)",
        },
    ],
});
