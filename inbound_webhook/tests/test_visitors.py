import json
from contextlib import contextmanager

from odoo.tests import tagged

from .common import InboundWebhookHttpCase
from .visitor import open_page, open_until, website

#: Runs a script, and shows what it writes to the console or fails with.
SCRIPT = """<!DOCTYPE html>
<meta charset="utf-8"><title>Shop</title>
<pre id="shown"></pre>
<script>
const show = (text) => (document.getElementById("shown").textContent += text);
console.log = show;
window.addEventListener("unhandledrejection", (event) => show(event.reason));
%s
</script>
"""

AS_A_PERSON = """
    form.elements.title.value = "Zoë & Cie";
    form.elements.email.value = "zoe@odd.example";
"""

#: How long that takes, in milliseconds.
SLOWLY, AT_ONCE = 1500, 0


@tagged("post_install", "-at_install")
class TestOtherWebsites(InboundWebhookHttpCase):
    """What visitors of another website send with their browsers."""

    def assertShown(self, text, page, before=None):
        """Open a page of another website, where a text is on the screen in the end.

        :param str page: HTML
        :param before: takes the address of the website
        :return: what is on the screen then
        """
        with self.opening(page, before) as (address, _thanked):
            shown = open_page(address, text)
        self.assertIn(text, shown)
        return shown

    @contextmanager
    def opening(self, page, before):
        """Another website, with Odoo ready for its visitors."""
        with website(page) as (address, thanked):
            if before:
                before(address)
            self.env.flush_all()
            self.env.cr.clear()
            with self.allow_requests(all_requests=True):
                yield address, thanked
        self.env.invalidate_all()

    def allow(self, handler):
        return lambda address: handler.write({"allowed_origins": address})

    def test_the_script_that_we_show_works_on_an_allowed_website(self):
        handler = self.make_lead_handler()
        handler.parameter_ids[0].sample_value = "From a browser"
        page = SCRIPT % handler.snippet_javascript
        # The script has read the answer.
        shown = self.assertShown('"call": ', page, self.allow(handler))
        call, asked = self.calls(handler)
        self.assertEqual((asked.method, asked.reason), ("OPTIONS", "asked"))
        self.assertEqual((call.method, call.status), ("POST", "success"))
        self.assertEqual(json.loads(call.parameters)["title"], "From a browser")
        self.assertIn(f'"call": {call.id}', shown)

    def test_it_does_not_on_another_one(self):
        handler = self.make_lead_handler()
        self.assertShown("Failed to fetch", SCRIPT % handler.snippet_javascript)
        self.assertEqual(self.calls(handler).mapped("reason"), ["origin_refused"])

    def test_a_script_reads_what_is_wrong(self):
        handler = self.make_lead_handler()
        script = f"""
            fetch("{handler.url}", {{
              method: "POST",
              headers: {{"Content-Type": "application/json", "X-Shop": "a"}},
              body: JSON.stringify({{email: "no address"}}),
            }}).then((answer) => answer.json()).then(({{error}}) => show(error));
        """
        self.assertShown("'email'", SCRIPT % script, self.allow(handler))
        self.assertEqual(self.last_call(handler).reason, "value_refused")

    # === A FORM ===

    def make_form(self, **values):
        return self.make_handler(
            body_type="form",
            parameters=[
                {"name": "title", "required": True},
                {"name": "email", "type": "email"},
            ],
            mappings=[("name", "title"), ("email_from", "email")],
            honeypot_field="second_message",
            thanks_text="We will write to {{ email }}.",
            **({"min_fill_seconds": 1} | values),
        )

    def page_of(self, handler, script, milliseconds):
        """The form that we show, filled in by a script, and sent after a time."""
        return f"""<!DOCTYPE html><meta charset="utf-8"><title>Shop</title>
            {handler.snippet_html}
            <script>
            const form = document.querySelector("form");
            {script}
            setTimeout(() => form.querySelector("button").click(), {milliseconds});
            </script>"""

    def test_the_form_that_we_show_works_on_another_website(self):
        handler = self.make_form()
        page = self.page_of(handler, AS_A_PERSON, SLOWLY)
        shown = self.assertShown("<h1>Thank you</h1>", page, self.allow(handler))
        call = self.calls(handler)
        self.assertEqual((call.status, call.operation), ("success", "created"))
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertEqual(lead.name, "Zoë & Cie")
        self.assertIn("We will write to zoe@odd.example.", shown)

    def test_who_sends_it_at_once_is_asked_to_send_it_again(self):
        handler = self.make_form(min_fill_seconds=60)
        self.assertShown(
            "sooner than a person", self.page_of(handler, AS_A_PERSON, AT_ONCE)
        )
        self.assertEqual(self.calls(handler).mapped("reason"), ["too_fast"])

    def test_who_fills_in_everything_is_a_program(self):
        handler = self.make_form()
        script = """
            for (const input of form.querySelectorAll("input:not([type=hidden])")) {
                input.value = "buy@odd.example";
            }
        """
        self.assertShown(
            "We will write to buy@odd.example.", self.page_of(handler, script, SLOWLY)
        )
        self.assertEqual(self.calls(handler).mapped("reason"), ["trapped"])
        self.assertFalse(self.env["crm.lead"].search([("name", "=like", "buy@%")]))

    def test_on_a_website_that_is_not_allowed_it_is_refused(self):
        handler = self.make_form(allowed_origins="https://www.example.com")
        self.assertShown(
            "takes no calls from this website",
            self.page_of(handler, AS_A_PERSON, SLOWLY),
        )
        self.assertEqual(self.calls(handler).mapped("reason"), ["origin_refused"])

    def test_a_visitor_is_sent_on_to_a_page_of_the_website(self):
        handler = self.make_form()

        def back(address):
            handler.thanks_url = f"{address}/thanks"

        page = self.page_of(handler, AS_A_PERSON, SLOWLY)
        with self.opening(page, back) as (address, thanked):
            self.assertTrue(open_until(address, thanked))
        self.assertEqual(self.calls(handler).response_code, 303)
