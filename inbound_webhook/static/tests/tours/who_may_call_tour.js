import {registry} from "@web/core/registry";

const openTab = {
    content: "Open the tab",
    trigger: ".o_notebook a[name=who_may_call]",
    run: "click",
};

registry.category("web_tour.tours").add("inbound_webhook_who_may_call", {
    steps: () => [
        openTab,
        {
            content: "The sender's signature is proposed: ask for it",
            trigger: "button[name=action_use_proposed_scheme]",
            run: "click",
        },
        {
            content: "As long as there is no secret, the form says what that means",
            trigger:
                ".o_form_view:contains(Every call is refused until a secret is set)",
        },
        openTab,
        {
            content: "Have Odoo make a secret",
            trigger: "button[name=action_make_secret]:visible",
            run: "click",
        },
        {
            content: "It is shown in a dialog",
            trigger: ".modal .o_field_widget[name=secret]",
            run({anchor}) {
                if (anchor.textContent.trim().length < 40) {
                    throw new Error("There is no secret in the dialog");
                }
            },
        },
        {
            content: "Close it",
            trigger: ".modal footer button:contains(Close)",
            run: "click",
        },
        openTab,
        {
            content: "It is set, and not shown",
            trigger:
                ".o_form_view:not(:contains(Every call is refused)) span:contains(A secret is set)",
        },
        {
            content: "The field is empty, and what is typed there is not seen",
            trigger: ".o_field_widget[name=secret] input[type=password]",
            run({anchor}) {
                if (anchor.value) {
                    throw new Error("The form has the secret");
                }
            },
        },
        {
            content: "Paste another one",
            trigger: ".o_field_widget[name=secret] input",
            run: "edit the-secret-of-the-sender",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "It is saved",
            trigger: ".o_form_saved",
        },
        openTab,
        {
            content: "Check an example",
            trigger: "button[name=action_check_example]:visible",
            run: "click",
        },
        {
            content: "Paste a body",
            trigger: ".modal .o_field_widget[name=body] textarea",
            run: "edit Hello, World!",
        },
        {
            content: "And a signature that is wrong",
            trigger: ".modal .o_field_widget[name=headers] textarea",
            run: "edit X-Hub-Signature-256: sha256=00",
        },
        {
            content: "What is expected is shown; leave the field to have it checked",
            trigger: ".modal .o_field_widget[name=body] textarea",
            run: "click",
        },
        {
            content: "It says what is signed, and that it does not fit",
            trigger:
                ".modal:contains(does not fit) .o_field_widget[name=signed]:contains(Hello, World!)",
        },
        {
            content: "Close",
            trigger: ".modal footer button:contains(Close)",
            run: "click",
        },
        {
            content: "The dialog is gone",
            trigger: "body:not(:has(.modal))",
        },
    ],
});
