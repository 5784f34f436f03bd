"""The screens, in a real browser."""

from odoo.tests import HttpCase, tagged

#: Hoot runs the tests of files whose path begins so.
HOOT_SUITE = "@inbound_webhook"


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """Tours through the screens, and the tests of their components."""

    def test_first_handler(self):
        """From the Settings menu to a lead that a call has made."""
        self.start_tour("/odoo", "inbound_webhook_first_handler", login="admin")
        handler = self.env["inbound.webhook.handler"].search(
            [("name", "=", "Enquiries of the tour")]
        )
        self.assertRecordValues(
            handler, [{"active": True, "method": "post", "body_type": "json"}]
        )
        answer = self.url_open(
            handler.url, json={"fullname": "Ada Lovelace", "email": "ada@example.com"}
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.start_tour("/odoo", "inbound_webhook_first_call", login="admin")

    def test_components(self):
        """The Hoot tests of the addon's own components."""
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={_hoot_id(HOOT_SUITE)}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )


def _hoot_id(name):
    """The id under which Hoot knows a suite: a 32-bit hash of its name."""
    number = 0
    for character in name:
        number = ((number << 5) - number + ord(character)) & 0xFFFFFFFF
    return f"{number:08x}"
