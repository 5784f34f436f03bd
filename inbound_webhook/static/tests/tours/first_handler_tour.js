import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const goToMenu = (menu) => [
    ...stepUtils.goToAppSteps("base.menu_administration"),
    {
        content: "Open the menu of the webhooks",
        trigger: "button[data-menu-xmlid='inbound_webhook.menu_inbound_webhook_root']",
        run: "click",
    },
    {
        content: "Open the list",
        trigger: `a[data-menu-xmlid='inbound_webhook.${menu}']`,
        run: "click",
    },
];

const addLine = (field, number) => [
    {
        content: `Add a line to ${field}`,
        trigger: `.o_field_widget[name=${field}] .o_field_x2many_list_row_add a`,
        run: "click",
    },
    {
        content: "Until it is there, the line above is the selected one",
        trigger: `.o_field_widget[name=${field}] .o_data_row:nth-child(${number}).o_selected_row`,
    },
];

const choose = (field, text, query = text) => [
    {
        content: `Look for ${query}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: `edit ${query}`,
    },
    {
        content: `Choose ${text}`,
        trigger: `.o-autocomplete--dropdown-item a:text(${text})`,
        run: "click",
    },
];

const addParameter = (number, name, type) => [
    ...addLine("parameter_ids", number),
    {
        content: `Name the parameter ${name}`,
        trigger: ".o_selected_row .o_field_widget[name=name] input",
        run: `edit ${name}`,
    },
    {
        content: "Open the types",
        trigger: ".o_selected_row .o_field_widget[name=type] input",
        run: "click",
    },
    {
        content: `Choose the type ${type}`,
        trigger: `.o_select_menu_item:contains(${type})`,
        run: "click",
    },
];

const addMapping = (number, parameter, label, field) => [
    ...addLine("mapping_ids", number),
    ...choose("parameter_id", parameter),
    {
        content: `Look for ${label}`,
        trigger: ".o_selected_row .o_field_widget[name=field_id] input",
        run: `edit ${label}`,
    },
    {
        content: `Choose ${field}`,
        trigger: `.o-autocomplete--dropdown-item:has(code:text(${field})) a`,
        run: "click",
    },
];

registry.category("web_tour.tours").add("inbound_webhook_first_handler", {
    url: "/odoo",
    steps: () => [
        ...goToMenu("menu_inbound_webhook_handler"),
        {trigger: ".o_list_button_add", run: "click"},
        {
            content: "Start without a sender that is known",
            trigger: ".o_kanban_record:contains(Empty Webhook)",
            run: "click",
        },
        {
            content: "Name the handler",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Enquiries of the tour",
        },
        ...choose("model_id", "Lead"),
        ...addParameter(1, "fullname", "Text"),
        ...addParameter(2, "email", "E-mail"),
        {
            content: "Map them: the change of the tab saves",
            trigger: "a.nav-link[name=mapping]",
            run: "click",
        },
        {content: "It is saved", trigger: ".o_form_saved"},
        ...addMapping(1, "fullname", "Opportunity", "name"),
        ...addMapping(2, "email", "Email", "email_from"),
        ...stepUtils.saveForm(),
        {
            content: "It is off until it is ready: switch it on",
            trigger: ".o_field_widget[name=active] input:not(:checked)",
            run: "click",
        },
        {
            content: "It is on, and saved",
            trigger: ".o_form_saved .o_field_widget[name=active] input:checked",
        },
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_first_call", {
    url: "/odoo",
    steps: () => [
        ...goToMenu("menu_inbound_webhook_handler"),
        {
            content: "The handler has one call: open it",
            trigger:
                ".o_data_row:contains(Enquiries of the tour) td[name=call_count] button:text(1)",
            run: "click",
        },
        {
            content: "The calls of the last 7 days are shown",
            trigger: ".o_searchview_facet:contains(Last 7 Days)",
        },
        {
            content: "The call succeeded",
            trigger: ".o_data_row:contains(Success) td[name=request_date]",
            run: "click",
        },
        {
            content: "It says what it did",
            trigger: ".o_field_widget[name=explanation_lines]:contains(created)",
        },
        {
            content: "Open the lead",
            trigger: ".oe_stat_button[name=action_open_record]",
            run: "click",
        },
        {
            content: "The lead is there",
            trigger:
                ".o_lead_opportunity_form .o_field_widget[name=name] textarea:value(Ada Lovelace)",
        },
    ],
});
