import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inbound_webhook_test_console", {
    steps: () => [
        {
            content: "Change the webhook, and save nothing",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Tested by the tour",
        },
        {trigger: "a.nav-link[name=test]", run: "click"},
        {
            content: "The sample is made from the parameters",
            trigger: ".o_inbound_webhook_test_console textarea:value(ada@example.com)",
        },
        {trigger: ".o_inbound_webhook_rehearse", run: "click"},
        {
            content: "The lead that would be",
            trigger:
                ".o_inbound_webhook_test_record h3:contains(An enquiry):contains(would be created)",
        },
        {
            content: "It is said that it is none",
            trigger: ".alert-info:contains(nothing was saved)",
        },
        {
            content: "The webhook was saved before",
            trigger: ".o_form_saved",
        },
        {trigger: ".o_inbound_webhook_send", run: "click"},
        {
            content: "Now it is real: open the lead",
            trigger: ".alert-success .o_inbound_webhook_open_record",
            run: "click",
        },
        {
            content: "The lead is there",
            trigger:
                ".o_lead_opportunity_form .o_field_widget[name=name] textarea:value(An enquiry)",
        },
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_test_again", {
    steps: () => [
        {trigger: "a.nav-link[name=test]", run: "click"},
        {
            content: "Choose the only call of the log",
            trigger: ".o_inbound_webhook_test_console select",
            run: "selectByIndex 2",
        },
        {
            content: "It is shown",
            trigger: ".o_inbound_webhook_test_console textarea:value(An enquiry)",
        },
        {trigger: ".o_inbound_webhook_rehearse", run: "click"},
        {
            content: "The lead is found, and needs no change",
            trigger:
                ".o_inbound_webhook_test_record h3:contains(holds these values already)",
        },
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_test_call", {
    steps: () => [
        {trigger: "button[name=action_test]", run: "click"},
        {
            content: "The console opens with the call",
            trigger:
                ".o_dialog .o_inbound_webhook_test_console textarea:value(An enquiry)",
        },
        {trigger: ".o_dialog .o_inbound_webhook_rehearse", run: "click"},
        {
            content: "It says what the call would do",
            trigger: ".o_dialog .alert-info:contains(nothing was saved)",
        },
    ],
});
