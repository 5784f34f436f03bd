import {registry} from "@web/core/registry";

const FRAME = ".o_inbound_webhook_time_frame";
const WINDOW = ".o_inbound_webhook_call_window";
const TREE = `${WINDOW} [role=tree]`;

const chooseFrame = (label) => [
    {content: "Open the time frames", trigger: FRAME, run: "click"},
    {
        content: `Choose ${label}`,
        trigger: `.o-dropdown-item:contains(${label})`,
        run: "click",
    },
    {content: "It is in force", trigger: `${FRAME}:contains(${label})`},
];

registry.category("web_tour.tours").add("inbound_webhook_time_frame", {
    steps: () => [
        {
            content: "The calls of the last 7 days are shown",
            trigger: `${FRAME}:contains(Last 7 Days)`,
        },
        {
            trigger:
                ".o_list_renderer:has(.o_data_row:nth-child(2)):not(:has(.o_data_row:nth-child(3)))",
        },
        ...chooseFrame("Last 30 Days"),
        {trigger: ".o_list_renderer:has(.o_data_row:nth-child(3))"},
        ...chooseFrame("Last 24 Hours"),
        {
            trigger:
                ".o_list_renderer:has(.o_data_row:nth-child(1)):not(:has(.o_data_row:nth-child(2)))",
        },
        {content: "Open the graph", trigger: ".o_switch_view.o_graph", run: "click"},
        {trigger: ".o_graph_renderer"},
        {trigger: `${FRAME}:contains(Last 24 Hours)`},
        ...chooseFrame("All Time"),
        {content: "Open the pivot", trigger: ".o_switch_view.o_pivot", run: "click"},
        {
            content: "All calls are counted",
            trigger: ".o_pivot_cell_value:contains(4)",
        },
        ...chooseFrame("Last 7 Days"),
        {trigger: ".o_pivot:not(:has(.o_pivot_cell_value:contains(4)))"},
        {content: "Back to the list", trigger: ".o_switch_view.o_list", run: "click"},
        {trigger: ".o_list_renderer:has(.o_data_row:nth-child(2))"},
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_call_details", {
    steps: () => [
        {
            content: "Open the call of the JSON",
            trigger: ".o_data_row:contains(Updated) .o_inbound_webhook_details",
            run: "click",
        },
        {
            content: "The explanation says what it did, with old and new",
            trigger: `${WINDOW} .o_inbound_webhook_trace tr:contains(First):contains(Second)`,
        },
        {
            content: "The body is a tree: choose a value",
            trigger: `${WINDOW} [role=treeitem]:contains(budget) .o_value`,
            run: "click",
        },
        {
            content: "Make a parameter of it",
            trigger: `${WINDOW} .o_make_parameter`,
            run: "click",
        },
        {trigger: ".o_notification:contains(new parameter: budget)"},
        {trigger: `${WINDOW} .o_make_parameter`, run: "click"},
        {trigger: ".o_notification:contains(has a parameter for this already)"},
        {
            content: "Collapse all",
            trigger: `${WINDOW} .o_collapse_all`,
            run: "click",
        },
        {trigger: `${TREE}:not(:has([role=treeitem]:nth-child(2)))`},
        {
            content: "See it as code",
            trigger: `${WINDOW} button[name=code]`,
            run: "click",
        },
        {trigger: `${WINDOW} .o_inbound_webhook_code .o_key:contains(budget)`},
        {
            content: "See it as text",
            trigger: `${WINDOW} button[name=text]`,
            run: "click",
        },
        {trigger: `${WINDOW} .o_line:contains({"lead": {"title": "Second")`},
        {
            content: "Read the headers",
            trigger: `${WINDOW} .nav-link[name=headers]`,
            run: "click",
        },
        {trigger: `${WINDOW} th:contains(X-Shop) + td:contains(Gent)`},
        {
            content: "The answer is there as it was sent",
            trigger: `${WINDOW} [name=response_body]:contains("operation": "updated")`,
        },
        {
            content: "Close the window",
            trigger: `${WINDOW} .btn-close`,
            run: "click",
        },
        {
            content: "The list is where it was; the record opens from it",
            trigger: `body:not(:has(${WINDOW})) .o_data_row:contains(Updated) td[name=record_name] button`,
            run: "click",
        },
        {
            trigger:
                ".o_lead_opportunity_form .o_field_widget[name=name] textarea:value(Second)",
        },
    ],
});

registry.category("web_tour.tours").add("inbound_webhook_call_keyboard", {
    steps: () => [
        {
            content: "Open the newest call",
            trigger: ".o_data_row:first .o_inbound_webhook_details",
            run: "click",
        },
        {trigger: `${WINDOW} .modal-header:contains(1 of 2)`},
        {trigger: `${WINDOW} [role=treeitem]:contains(title)`},
        {
            content: "The next call by an arrow key",
            trigger: WINDOW,
            run: "press ArrowRight",
        },
        {trigger: `${WINDOW} .modal-header:contains(2 of 2)`},
        {
            content: "And back",
            trigger: WINDOW,
            run: "press ArrowLeft",
        },
        {trigger: `${WINDOW} .modal-header:contains(1 of 2)`},
        {
            content: "In the tree, arrows move in it",
            trigger: `${TREE}:has([role=treeitem]:contains(budget))`,
            run: () => document.querySelector(TREE).focus(),
        },
        {trigger: TREE, run: "press ArrowDown"},
        {trigger: TREE, run: "press ArrowLeft"},
        {
            content: "The branch is closed, the call is the same",
            trigger: `${WINDOW}:has(.modal-header:contains(1 of 2)) [role=treeitem][aria-expanded=false]:contains(lead)`,
        },
        {trigger: TREE, run: "press ArrowRight"},
        {trigger: `${TREE} [role=treeitem]:contains(budget)`},
        {content: "Escape closes the window", trigger: WINDOW, run: "press Escape"},
        {trigger: `body:not(:has(${WINDOW})) .o_list_renderer`},
    ],
});
