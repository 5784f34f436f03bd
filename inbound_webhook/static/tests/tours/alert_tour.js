import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inbound_webhook_set_alert", {
    steps: () => [
        {
            content: "Open the actions of the handler",
            trigger: "a.nav-link[name=actions]",
            run: "click",
        },
        {
            content: "Have the owner alerted",
            trigger: "button[name=action_add_alert]",
            run: "click",
        },
        {
            content: "An ordinary rule opens, with the trigger of this addon",
            trigger: ".o_field_widget[name=trigger] input:value(On inbound webhook)",
        },
        {
            content: "It is a rule of this handler",
            trigger:
                ".o_field_widget[name=inbound_webhook_handler_id] input:value(Alert tour)",
        },
        {
            content: "It is on",
            trigger:
                ".o_form_view:not(:has(.ribbon)) .o_kanban_record:contains(Alert the owner)",
        },
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_see_alert", {
    steps: () => [
        {
            content: "The alert is in the inbox and says what changed",
            trigger: ".o-mail-Message:contains(Opportunity):contains(Ada of the tour)",
        },
        {
            content: "Open the lead",
            trigger: ".o-mail-Message-header a:text(Ada of the tour)",
            run: "click",
        },
        {
            content: "The lead is there",
            trigger:
                ".o_lead_opportunity_form .o_field_widget[name=name] textarea:value(Ada of the tour)",
        },
        {
            content: "Open the apps",
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        {
            content: "There is no menu of the webhooks for sales people",
            trigger:
                ".o-dropdown--menu:not(:has([data-menu-xmlid='base.menu_administration'])) [data-menu-xmlid='crm.crm_menu_root']",
        },
    ],
});
