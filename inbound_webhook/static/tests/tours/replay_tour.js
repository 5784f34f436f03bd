import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

const selectAll = {
    content: "Select all calls of the list",
    trigger: "thead .o_list_record_selector input",
    run: "click",
};

const replay = (count) => [
    {
        content: "It asks first, and says how many",
        trigger: `.o_replay_question:contains(${count} calls)`,
    },
    {
        content: "Replay them",
        trigger: ".o_replay_start",
        run: "click",
    },
    {
        content: "All are through",
        trigger: `.o_replay_progress:contains(${count} of ${count})`,
    },
];

const close = {
    content: "Close the dialog",
    trigger: ".o_replay_close",
    run: "click",
};

tours.add("inbound_webhook_replay_one", {
    steps: () => [
        {
            content: "Replay the call that failed",
            trigger: "button[name=action_replay]",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The replay opens, which succeeded",
            trigger: ".o_field_widget[name=status]:contains(Success)",
        },
    ],
});

tours.add("inbound_webhook_replay_many", {
    steps: () => [
        {
            content: "The calls are there",
            trigger: ".o_data_row:contains(Replay tour)",
        },
        selectAll,
        {
            content: "Open what can be done with them",
            trigger: ".o_cp_action_menus .dropdown-toggle:contains(Actions)",
            run: "click",
        },
        {
            content: "Replay",
            trigger: ".o-dropdown--menu .o-dropdown-item:contains(Replay)",
            run: "click",
        },
        ...replay(3),
        {
            content: "Two succeeded",
            trigger: ".o_replay_results [data-result=success]:contains(Succeeded: 2)",
        },
        {
            content: "Open the one that failed",
            trigger: ".o_replay_open_failed",
            run: "click",
        },
        {
            content: "It is there, alone",
            trigger:
                ".o_breadcrumb .active:contains(Replays that Failed), .o_last_breadcrumb_item:contains(Replays that Failed)",
        },
        {
            content: "The dialog is closed",
            trigger: "body:not(:has(.o_dialog)) .o_data_row",
        },
    ],
});

tours.add("inbound_webhook_to_fix", {
    steps: () => [
        {
            content: "Open the menu of the webhooks",
            trigger:
                "button[data-menu-xmlid='inbound_webhook.menu_inbound_webhook_root']",
            run: "click",
        },
        {
            content: "Open what is to fix",
            trigger: "a[data-menu-xmlid='inbound_webhook.menu_inbound_webhook_to_fix']",
            run: "click",
        },
        {
            content: "Two kinds of trouble",
            trigger: ".o_group_header:contains(A value does not fit)",
        },
        {
            content: "Look at those that came while the handler was off",
            trigger: ".o_search_panel_category_value:contains(Switched off) header",
            run: "click",
        },
        {
            content: "Only they are shown",
            trigger: ".o_list_view:not(:contains(title is missing)) .o_data_row",
        },
        {
            content: "Open the handler",
            trigger: ".o_data_row button[name=action_open_handler]",
            run: "click",
        },
        {
            content: "Switch it on",
            trigger: ".o_field_widget[name=active] input:not(:checked)",
            run: "click",
        },
        {
            content: "That is saved at once",
            trigger: ".o_form_saved .o_field_widget[name=active] input:checked",
        },
        {
            content: "Go back",
            trigger: ".o_back_button, .breadcrumb-item:contains(To Fix) a",
            run: "click",
        },
        {
            content: "The reason is still chosen",
            trigger: ".o_search_panel .active:contains(Switched off)",
        },
        selectAll,
        {
            content: "Replay them",
            trigger: ".o_control_panel button:contains(Replay)",
            run: "click",
        },
        ...replay(2),
        close,
        {
            content: "They are gone, and so is their reason",
            trigger: ".o_search_panel:not(:contains(Switched off))",
        },
        {
            content: "The other is there",
            trigger: ".o_data_row:contains(title)",
        },
        selectAll,
        {
            content: "Nothing is to be done about it",
            trigger: ".o_control_panel button[name=action_dismiss]",
            run: "click",
        },
        {
            content: "Yes",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "All is well",
            trigger: ".o_view_nocontent:contains(All is well)",
        },
    ],
});
