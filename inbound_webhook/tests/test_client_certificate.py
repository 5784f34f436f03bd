"""Calls with a certificate that the proxy has checked, where the deployment says so."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import WEBHOOK_ADMINISTRATOR
from .test_who_may_call import WhoMayCallCase

PREFIX = "inbound_webhook.client_certificate_"
HEADER = "X-Client-Fingerprint"
#: As nginx writes it ($ssl_client_fingerprint), and as openssl x509 -fingerprint does.
FINGERPRINT = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
WRITTEN = "DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09"
SUBJECT = "CN=shop,O=Example,C=BE"


@tagged("post_install", "-at_install", "security")
class TestClientCertificate(WhoMayCallCase):
    def deploy(self, header=HEADER, **say):
        for name, value in {"header": header, **say}.items():
            self.env["ir.config_parameter"].set_param(f"{PREFIX}{name}", value)

    def make(self, secret=WRITTEN):
        return self.make_handler(
            parameters=["title"],
            mappings=[("name", "title")],
            auth_type="certificate",
            secret=secret,
        )

    def offered(self):
        field = self.env["inbound.webhook.handler"].fields_get(["auth_type"])
        return [name for name, _label in field["auth_type"]["selection"]]

    def test_it_is_offered_where_the_deployment_names_the_header(self):
        self.assertEqual(self.offered(), ["none", "basic", "token", "signature"])
        with self.assertRaisesRegex(ValidationError, "choose another way"):
            self.make()
        self.deploy()
        self.assertEqual(self.offered()[-1], "certificate")
        # What anybody between the sender and the proxy writes says nothing.
        for header in ("X-Forwarded-For", "Host", " "):
            self.deploy(header)
            self.assertNotIn("certificate", self.offered())

    def test_settings_alone_say_so(self):
        user = new_test_user(self.env, "keeper", WEBHOOK_ADMINISTRATOR)
        parameters = self.env["ir.config_parameter"].with_user(user)
        with self.assertRaises(AccessError):
            parameters.set_param(f"{PREFIX}header", HEADER)

    def test_the_certificate_that_is_known_is_taken(self):
        self.deploy()
        handler = self.make()
        for value in (FINGERPRINT, WRITTEN, FINGERPRINT.upper()):
            self.assert_taken(handler, self.post(handler, {HEADER: value}))
        kept = dict(self.last_call(handler).headers)
        self.assertEqual(kept[HEADER], "***")

    def test_others_are_refused(self):
        self.deploy()
        handler = self.make()
        challenge = 'ClientCertificate realm="webhook"'
        for name, headers in {
            "none": {},
            "empty": {HEADER: ""},
            "another": {HEADER: "f" * 40},
            "shorter": {HEADER: FINGERPRINT[:-1]},
            "two": {HEADER: f"{FINGERPRINT}, {FINGERPRINT}"},
            "elsewhere": {"X-Client-Cert": FINGERPRINT},
            "not ASCII": {HEADER: "\xe9".encode("latin-1")},
        }.items():
            with self.subTest(name):
                self.assert_refused(handler, self.post(handler, headers), challenge)

    def test_one_that_the_proxy_did_not_check_is_refused(self):
        self.deploy(verified="X-Client-Verify: SUCCESS")
        handler = self.make()
        right = {HEADER: FINGERPRINT, "X-Client-Verify": "SUCCESS"}
        self.assert_taken(handler, self.post(handler, right))
        for verified in ("FAILED:expired", "NONE", "", "success"):
            answer = self.post(handler, {**right, "X-Client-Verify": verified})
            self.assertEqual(answer.status_code, 401, verified)
        answer = self.post(handler, {HEADER: FINGERPRINT})
        self.assertEqual(answer.status_code, 401)

    def test_by_its_subject(self):
        self.deploy("X-Client-Subject", format="subject")
        handler = self.make(SUBJECT)
        headers = {"X-Client-Subject": SUBJECT}
        self.assert_taken(handler, self.post(handler, headers))
        headers = {"X-Client-Subject": "CN=Shop,O=Example,C=BE"}
        self.assertEqual(self.post(handler, headers).status_code, 401)

    def test_what_is_no_fingerprint_is_not_saved(self):
        self.deploy()
        with self.assertRaisesRegex(ValidationError, "SHA-1 or SHA-256"):
            self.make("no-fingerprint-at-all")

    def test_two_certificates_while_one_is_renewed(self):
        self.deploy()
        handler = self.make()
        handler.secret_next = "ab" * 32
        self.assert_taken(handler, self.post(handler, {HEADER: FINGERPRINT}))
        answer = self.post(handler, {HEADER: "ab" * 32})
        self.assert_taken(handler, answer, secret="secret_next")

    def test_where_nobody_names_the_header_any_more_every_call_is_refused(self):
        """From the next call on, whichever way it goes."""
        self.deploy()
        handler = self.make()
        right = {HEADER: FINGERPRINT}
        self.assert_taken(handler, self.post(handler, right))
        parameters = self.env["ir.config_parameter"]
        for change, status in (
            (lambda parameter: parameter.write({"value": "X-Other"}), 401),
            (lambda parameter: parameter.write({"key": "something.else"}), 503),
            (lambda parameter: parameter.unlink(), 503),
        ):
            self.deploy()
            self.assertEqual(self.post(handler, right).status_code, 200)
            version = handler.version
            change(parameters.search([("key", "=", f"{PREFIX}header")]))
            # What a call before the commit had compiled is not believed after it.
            self.assertNotEqual(handler.version, version)
            self.assertEqual(self.post(handler, right).status_code, status)
        self.assertEqual(self.last_call(handler).reason, "not_verifiable")
        self.assertIn("Every call is refused", str(handler.setup_warnings))
        # And taken again where it is named again.
        self.deploy()
        self.assert_taken(handler, self.post(handler, right))

    def test_it_costs_no_query(self):
        self.deploy()
        handler = self.make()
        url, headers = f"/inbound/{handler.token}", {HEADER: FINGERPRINT}
        self.url_open(url, json={"title": "A"}, headers=headers)
        with self.assertQueryCount(21):
            self.url_open(url, json={"title": "A"}, headers=headers)
