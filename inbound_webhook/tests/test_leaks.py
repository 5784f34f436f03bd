import contextlib
import json
import logging
import threading
from http.client import RemoteDisconnected

from odoo.exceptions import ValidationError
from odoo.http import root
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools.misc import dumpstacks

from ..processing import one_call
from .hostile import HostileCase

JSON = "Content-Type: application/json"
BODY = b'{"title": "A"}'
LENGTH = f"Content-Length: {len(BODY)}"
PERSON = "Hara"


@tagged("post_install", "-at_install")
class TestLeaks(HostileCase):
    """Neither rows nor the server's log hold what lets an outsider in."""

    def kept(self, call):
        """All that the row of a call holds, as one text."""
        call.invalidate_recordset()
        self.env.cr.execute(
            "SELECT row_to_json(c) FROM inbound_webhook_call c WHERE id = %s", [call.id]
        )
        [row] = self.env.cr.fetchone()
        return json.dumps(row) + call._raw_body().decode("latin-1")

    # === ROWS ===

    def test_credentials_in_headers_are_not_stored(self):
        names = """
            X-Webhook-Secret X-Shopify-Access-Token Api-Key X-Access-Token X-Secret
            Token X-Vault-Token X-Amz-Security-Token Authorization Proxy-Authorization
            X-Forwarded-Authorization X-Api-Key X-Session X-Password X-Csrf-Token X-Jwt
        """.split()
        headers = {name: "s3cret" for name in names}
        handler = self.make_lead_handler()
        self.post_json(handler, {"title": "A"}, headers)
        call = self.last_call(handler)
        self.assertNotIn("s3cret", self.kept(call))
        stored = dict(call.headers)
        self.assertEqual({stored[name] for name in names}, {"***"})

    def test_credentials_inside_other_headers_and_the_query_are_not_stored(self):
        headers = {
            "Referer": "https://ada:s3cret@example.com/?token=s3cret",
            "X-Original-Uri": "/inbound/x?api_key=s3cret",
            "X-Custom": "Bearer s3cretS3cret",
        }
        handler = self.make_lead_handler()
        query = "?utm=1&api_key=s3cret&access_token=s3cret&auth[password]=s3cret"
        self.post_json(handler, {"title": "A"}, headers, query=query)
        call = self.last_call(handler)
        self.assertNotIn("s3cret", self.kept(call).lower())
        self.assertIn("utm=1", call.query_string)

    def test_its_own_token_is_stored_nowhere(self):
        handler = self.make_handler(
            parameters=["title", "hook"],
            mappings=[("name", "title"), ("contact_name", "hook")],
            responses=[{"outcome": "success", "body": "{{ hook }} {{ record.name }}"}],
        )
        token = handler.token
        url = f"https://erp.example.com/inbound/{token}"
        encoded = "".join(f"%{ord(letter):02X}" for letter in token)
        headers = {
            "X-Original-Uri": f"/inbound/{token}?a=b",
            "X-Forwarded-Uri": f"/inbound/{encoded}",
            "X-Rewrite-Url": f"/INBOUND/{token.upper()}",
            "Referer": url,
            "Forwarded": f"for=1;path=/inbound/{token.lower()}",
            "X-Request-Id": token,
        }
        payload = {"title": "A", "hook": url}
        answer = self.post_json(handler, payload, headers, query=f"?from={token}")
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn(token, answer.text)
        call = self.last_call(handler)
        kept = self.kept(call).lower()
        self.assertNotIn(token.lower(), kept)
        self.assertNotIn(encoded.lower(), kept)
        self.assertEqual(call.body_size, len(json.dumps(payload)))

    def test_its_own_token_is_not_in_what_is_said_of_a_failure(self):
        handler = self.make_lead_handler()
        rule = f"raise UserError('No: /inbound/{handler.token}')"
        self.make_code_rule(handler, rule)
        answer = self.post_json(handler, {"title": "A"})
        self.assertGreaterEqual(answer.status_code, 400)
        self.assertNotIn(handler.token, answer.text)
        self.assertNotIn(handler.token, self.kept(self.last_call(handler)))

    def test_a_call_that_waited_is_the_one_that_came(self):
        """What a parameter reads stays, in the queue and for a replay."""
        handler = self.make_handler(
            parameters=[
                {"name": "issue", "source": "query", "path": "issue_key"},
                {"name": "page", "source": "header", "path": "X-Page"},
            ],
            mappings=[("name", "issue"), ("contact_name", "page")],
            processing="queued",
        )
        headers = {"X-Page": "https://x/?token=abc"}
        query = "?issue_key=A-1&token=s3cret"
        self.post_json(handler, {}, headers, query=query)
        call = self.last_call(handler)
        self.assertEqual(call.query_string, "issue_key=A-1&token=***")
        self.env.flush_all()
        self.env.ref("inbound_webhook.cron_process_calls").method_direct_trigger()
        self.env.invalidate_all()
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertEqual(lead.name, "A-1")
        self.assertEqual(lead.contact_name, "https://x/?token=abc")

    def test_what_was_masked_is_no_value_for_a_replay(self):
        handler = self.make_lead_handler()
        headers = {"X-Session-Id": "s3cret"}
        self.post_json(handler, {"title": "A"}, headers, query="?pin=s3cret")
        self.env["inbound.webhook.parameter"].create(
            {"handler_id": handler.id, "name": "pin", "source": "query"}
        )
        self.add_lines(
            handler, "mapping", [{"field": "contact_name", "parameter": "pin"}]
        )
        self.env.flush_all()
        replay = self.replay(self.last_call(handler))
        self.assertEqual((replay.kind, replay.status), ("replay", "success"))
        self.assertFalse(self.env["crm.lead"].browse(replay.res_id).contact_name)

    def test_a_header_of_credentials_cannot_be_a_parameter(self):
        for header in ("X-Webhook-Secret", "Authorization", "x_api_key", "Token"):
            with self.subTest(header), self.assertRaises(ValidationError):
                self.make_handler(
                    parameters=[{"name": "a", "source": "header", "path": header}]
                )

    def test_the_same_delivery_id_is_known_though_its_header_is_masked(self):
        handler = self.make_lead_handler(
            protection_period=1,
            duplicate_mode="header",
            duplicate_header="X-Hub-Signature",
        )
        for signature, status in (
            ("a", "success"),
            ("b", "success"),
            ("a", "duplicate"),
        ):
            self.post_json(handler, {"title": "A"}, {"X-Hub-Signature": signature})
            self.assertEqual(self.last_call(handler).status, status)
            self.assertNotIn(
                ["X-Hub-Signature", signature], self.last_call(handler).headers
            )

    # === THE LOG ===

    def logged(self, path):
        """What the server logs of a call to a path."""
        with self.assertLogs(level=logging.DEBUG) as logged:
            # A request that cannot be read is not answered.
            with contextlib.suppress(RemoteDisconnected):
                self.exchange(JSON, LENGTH, body=BODY, path=path)
        return "\n".join(logged.output)

    def test_the_access_log_holds_nothing_of_an_address(self):
        token = self.handler.token
        for path in (
            f"/inbound/{token}?name=O'{PERSON}",
            f'/inbound/{token}?name="{PERSON}',
            f"/inbound/{token}?name=Ada%C2%A0{PERSON}%E3%80%80{PERSON}",
            f"/inbound/{token}?name=\xe9\x85\xa0{PERSON}",
            f"/INBOUND/{token}?name={PERSON}",
            f"/%69nbound/{token}?name={PERSON}",
            f"/inbound%2F{token}?name={PERSON}",
            f"//inbound/{token}?name={PERSON}",
            f"/inbound//{token}?name={PERSON}",
            f"/de/inbound/{token}?name={PERSON}",
            f"/en_US/inbound/{token}/more?name={PERSON}",
            f"http://localhost/inbound/{token}?name={PERSON}",
            f"/inbound/{token}?name=Ada {PERSON}",
            f"/web/login?redirect=%2Finbound%2F{token}%3Fname={PERSON}",
        ):
            with self.subTest(path):
                log = self.logged(path)
                self.assertIn("inbound/***", log)
                self.assertNotIn(token, log)
                self.assertNotIn(PERSON, log)

    def test_statements_hold_no_values_however_much_is_logged(self):
        self.make_code_rule(self.handler, "record.write({'city': 'Hara'})")
        body = b'{"title": "Hara"}'
        length = f"Content-Length: {len(body)}"
        with self.assertLogs("odoo", level=logging.DEBUG) as logged:
            self.exchange(JSON, length, body=body)
        log = "\n".join(logged.output)
        self.assertIn("query: INSERT crm_lead", log)
        self.assertNotIn(PERSON, log)
        self.assertNotIn(self.handler.token, log)

    def test_statements_of_whoever_sets_up_a_handler_hold_no_token(self):
        tokens = []
        with self.assertLogs("odoo.sql_db", level=logging.DEBUG) as logged:
            handler = self.make_lead_handler()
            self.env.flush_all()
            tokens.append(handler.token)
            handler.action_rotate_token()
            self.env.flush_all()
            tokens.append(handler.token)
        log = "\n".join(logged.output)
        self.assertIn("query: INSERT inbound_webhook_handler", log)
        for token in tokens:
            self.assertNotIn(token, log)
        self.assertIn("SELECT", log)

    def test_the_dump_of_all_threads_does_not_hold_the_address(self):
        urls, taken = [], one_call.receive

        def receive(*args):
            urls.append(threading.current_thread().url)
            return taken(*args)

        self.patch(one_call, "receive", receive)
        path = f"/inbound/{self.handler.token}?name={PERSON}"
        self.exchange(JSON, LENGTH, body=BODY, path=path)
        self.assertRegex(urls[0], r"/inbound/\*\*\*$")

    def test_a_dump_before_the_address_is_known_to_be_ours_is_masked(self):
        thread = threading.current_thread()
        thread.url = f"http://x/inbound/T0KEN?name={PERSON}"
        self.addCleanup(delattr, thread, "url")
        with self.assertLogs("odoo.tools.misc", level=logging.DEBUG) as logged:
            dumpstacks(thread_idents=[thread.ident])
        self.assertIn("inbound/***", logged.output[0])
        self.assertNotIn("T0KEN", logged.output[0])
        self.assertNotIn(PERSON, logged.output[0])

    def test_an_exception_that_names_an_address_is_masked(self):
        logger = logging.getLogger("odoo.somewhere")
        with self.assertLogs(logger) as logged:
            try:
                raise ValueError(f"http://x/inbound/T0KEN?name={PERSON}")
            except ValueError:
                logger.exception("It failed")
        self.assertNotIn("T0KEN", logged.output[0])
        self.assertIn("test_leaks.py", logged.output[0])

    def test_a_call_from_a_browser_that_profiles_is_no_profile(self):
        handler = self.make_handler(
            method="get",
            parameters=[{"name": "email", "source": "query"}],
            mappings=[
                {"field": "email_from", "parameter": "email", "is_match_key": True}
            ],
        )
        session = self.authenticate("admin", "admin")
        session.update(
            profile_session="test",
            profile_expiration="2999-01-01 00:00:00",
            profile_collectors=["sql"],
            profile_params={},
        )
        root.session_store.save(session)
        # The profiler has a connection of its own.
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute("SELECT count(*) FROM ir_profile WHERE name LIKE '/inbound/%'")
            [before] = cr.fetchone()
            self.get(handler, {"email": "ada@example.com"})
            # For a new snapshot.
            cr.rollback()
            cr.execute("SELECT count(*) FROM ir_profile WHERE name LIKE '/inbound/%'")
            self.assertEqual(cr.fetchone()[0], before)
