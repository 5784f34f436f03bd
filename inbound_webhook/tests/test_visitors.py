import json

from odoo.tests import tagged

from .common import InboundWebhookHttpCase
from .visitor import open_page, website

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


@tagged("post_install", "-at_install")
class TestVisitors(InboundWebhookHttpCase):
    """What visitors of another website send with their browsers."""

    def visit(self, page, before=None):
        """Open a page of another website; what is on the screen in the end.

        :param str page: HTML
        :param before: takes the address of the website
        """
        with website(page) as address:
            if before:
                before(address)
            self.env.flush_all()
            self.env.cr.clear()
            with self.allow_requests(all_requests=True):
                shown = open_page(address)
        self.env.invalidate_all()
        return shown

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
              body: JSON.stringify({{email: "none"}}),
            }}).then((answer) => answer.json()).then(({{error}}) => show(error));
        """
        shown = self.visit(SCRIPT % script, self.allow(handler))
        self.assertEqual(self.last_call(handler).reason, "value_refused")
        self.assertIn("'email'", shown)
