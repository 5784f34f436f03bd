import json
import socket
from contextlib import contextmanager

from odoo.tests import tagged

from .common import JSON_TYPE, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestNothingIsFetched(InboundWebhookHttpCase):
    """No address that a call brings is ever asked for anything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.listener = socket.create_server(("127.0.0.1", 0))
        cls.addClassCleanup(cls.listener.close)
        # Whoever has connected waits in its queue.
        cls.listener.setblocking(False)

    @property
    def address(self):
        return f"127.0.0.1:{self.listener.getsockname()[1]}"

    @contextmanager
    def asked_by_nobody(self):
        yield
        self.env.flush_all()
        self.env.ref("inbound_webhook.cron_process_calls").method_direct_trigger()
        with self.assertRaises(BlockingIOError):
            self.listener.accept()

    def spellings(self):
        """One address in all that may be taken for one."""
        url = f"http://{self.address}/x"
        return {
            "url": url,
            "image": f"{url}.png",
            "html": f'<img src="{url}"><link rel="stylesheet" href="{url}">'
            f'<iframe src="{url}"></iframe><object data="{url}"></object>',
            "css": f"@import url({url});",
            "xml": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]><x>&e;</x>',
            "svg": f'<svg xmlns:xlink="http://www.w3.org/1999/xlink">'
            f'<image xlink:href="{url}"/></svg>',
            "email": f"ada@[{self.address}]",
            "$ref": url,
            "@context": url,
            "callback_url": url,
            "SubscribeURL": url,
            "UnsubscribeURL": url,
            "SigningCertURL": url,
            "url_verification": url,
        }

    def make_contact_handler(self, **values):
        return self.make_handler(
            "res.partner",
            parameters=["name", {"name": "site", "type": "url"}, "html", "function"],
            mappings=[
                ("name", "name"),
                ("website", "site"),
                ("comment", "html"),
                ("function", "function"),
            ],
            **values,
        )

    def payload(self):
        spelled = self.spellings()
        url = spelled["url"]
        return {"name": url, "site": url, "html": spelled["html"], "function": url} | {
            f"x_{name}": value for name, value in spelled.items()
        }

    def test_json(self):
        for processing in ("immediate", "queued"):
            with self.subTest(processing), self.asked_by_nobody():
                handler = self.make_contact_handler(processing=processing)
                payload = self.payload() | self.spellings()
                self.assertLess(self.post_json(handler, payload).status_code, 300)
                self.assertIn(self.last_call(handler).status, ("success", "received"))

    def test_headers(self):
        """Addresses in what other protocols fetch from."""
        url = f"http://{self.address}/x"
        headers = {
            "Referer": url,
            "Origin": f"http://{self.address}",
            "Link": f"<{url}>; rel=preload",
            "X-Forwarded-Host": self.address,
            "X-Original-URL": url,
            "X-Callback-Url": url,
            "WebHook-Request-Callback": url,
            "WebHook-Request-Origin": self.address,
            "x-amz-sns-message-type": "SubscriptionConfirmation",
            "Paypal-Cert-Url": url,
            "Content-Location": url,
        }
        with self.asked_by_nobody():
            handler = self.make_contact_handler()
            self.post_json(handler, self.payload() | self.spellings(), headers)
            self.assertEqual(self.last_call(handler).status, "success")

    def test_a_subscription_that_nobody_set_up(self):
        with self.asked_by_nobody():
            url = f"http://{self.address}/x"
            body = {
                "Type": "SubscriptionConfirmation",
                "SubscribeURL": url,
                "Token": "1",
            }
            handler = self.make_contact_handler()
            headers = {"x-amz-sns-message-type": "SubscriptionConfirmation"}
            for content_type in (JSON_TYPE, "text/plain; charset=UTF-8"):
                raw = json.dumps(body).encode()
                self.send(
                    handler, raw, headers={"Content-Type": content_type, **headers}
                )

    def test_files_of_a_form(self):
        spelled = self.spellings()
        with self.asked_by_nobody():
            handler = self.make_contact_handler(body_type="form")
            parts = [
                f'--b\r\nContent-Disposition: form-data; name="{name}_file"; '
                f'filename="{name}.{ending}"\r\nContent-Type: {kind}\r\n\r\n'
                f"{spelled[name]}\r\n"
                for name, ending, kind in (
                    ("svg", "svg", "image/svg+xml"),
                    ("html", "html", "text/html"),
                    ("xml", "xml", "text/xml"),
                )
            ]
            name = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nAda\r\n'
            body = "".join([*parts, name, "--b--\r\n"]).encode()
            headers = {"Content-Type": "multipart/form-data; boundary=b"}
            answer = self.send(handler, body, headers=headers)
            self.assertEqual(answer.status_code, 200, answer.text)

    def test_a_form(self):
        with self.asked_by_nobody():
            handler = self.make_contact_handler(body_type="form")
            answer = self.post_form(
                handler, self.payload() | {"xml": self.spellings()["xml"]}
            )
            self.assertEqual(answer.status_code, 200, answer.text)

    def test_xml_with_a_document_type_is_refused(self):
        with self.asked_by_nobody():
            handler = self.make_contact_handler()
            body = self.spellings()["xml"].encode()
            for content_type in ("application/xml", "text/xml", "application/soap+xml"):
                answer = self.send(
                    handler, body, headers={"Content-Type": content_type}
                )
                self.assertEqual(answer.status_code, 400)
