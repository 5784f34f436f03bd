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


@tagged("post_install", "-at_install")
class TestOtherWebsites(InboundWebhookHttpCase):
    """What visitors of another website send with their browsers."""

    def visit(self, page, before=None):
        """Open a page of another website; what is on the screen in the end.

        :param str page: HTML
        :param before: takes the address of the website
        """
        with self.opening(page, before) as (address, _thanked):
            return open_page(address)

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
        shown = self.visit(page, self.allow(handler))
        call, asked = self.calls(handler)
        self.assertEqual((asked.method, asked.reason), ("OPTIONS", "asked"))
        self.assertEqual((call.method, call.status), ("POST", "success"))
        self.assertEqual(json.loads(call.parameters)["title"], "From a browser")
        # The script has read the answer.
        self.assertIn(f'"call": {call.id}', shown)

    def test_it_does_not_on_another_one(self):
        handler = self.make_lead_handler()
        shown = self.visit(SCRIPT % handler.snippet_javascript)
        self.assertIn("Failed to fetch", shown)
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
        shown = self.visit(SCRIPT % script, self.allow(handler))
        self.assertEqual(self.last_call(handler).reason, "value_refused")
        self.assertIn("'email'", shown)

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
            min_fill_seconds=3,
            thanks_text="We will write to {{ email }}.",
            **values,
        )

    def fill_in(self, handler, script, seconds, before=None):
        """Have a script fill in the form that we show, and send it after a time."""
        return self.visit(self.page_of(handler, script, seconds), before)

    def page_of(self, handler, script, seconds):
        return f"""<!DOCTYPE html><meta charset="utf-8"><title>Shop</title>
            {handler.snippet_html}
            <script>
            const form = document.querySelector("form");
            {script}
            setTimeout(() => form.querySelector("button").click(), {seconds} * 1000);
            </script>"""

    def test_the_form_that_we_show_works_on_another_website(self):
        handler = self.make_form()
        shown = self.fill_in(handler, AS_A_PERSON, 5, self.allow(handler))
        call = self.calls(handler)
        self.assertEqual((call.status, call.operation), ("success", "created"))
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertEqual(lead.name, "Zoë & Cie")
        self.assertIn("<h1>Thank you</h1>", shown)
        self.assertIn("We will write to zoe@odd.example.", shown)

    def test_who_sends_it_at_once_is_asked_to_send_it_again(self):
        handler = self.make_form()
        shown = self.fill_in(handler, AS_A_PERSON, 0)
        self.assertEqual(self.calls(handler).mapped("reason"), ["too_fast"])
        self.assertIn("sooner than a person", shown)

    def test_who_fills_in_everything_is_a_program(self):
        handler = self.make_form()
        script = """
            for (const input of form.querySelectorAll("input:not([type=hidden])")) {
                input.value = "buy@odd.example";
            }
        """
        shown = self.fill_in(handler, script, 5)
        self.assertEqual(self.calls(handler).mapped("reason"), ["trapped"])
        self.assertIn("We will write to buy@odd.example.", shown)
        self.assertFalse(self.env["crm.lead"].search([("name", "=like", "buy@%")]))

    def test_on_a_website_that_is_not_allowed_it_is_refused(self):
        handler = self.make_form(allowed_origins="https://www.example.com")
        shown = self.fill_in(handler, AS_A_PERSON, 5)
        self.assertEqual(self.calls(handler).mapped("reason"), ["origin_refused"])
        self.assertIn("takes no calls from this website", shown)

    def test_a_visitor_is_sent_on_to_a_page_of_the_website(self):
        handler = self.make_form()

        def back(address):
            handler.thanks_url = f"{address}/thanks"

        page = self.page_of(handler, AS_A_PERSON, 5)
        with self.opening(page, back) as (address, thanked):
            self.assertTrue(open_until(address, thanked))
        self.assertEqual(self.calls(handler).response_code, 303)
