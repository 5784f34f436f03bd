"""What happened, in the sender's word, stands on the call."""

from odoo.tests import tagged

from .test_who_may_call import BODY, SECRET, WhoMayCallCase, github

ISSUES = {"X-GitHub-Event": "issues"}


@tagged("post_install", "-at_install")
class TestEventType(WhoMayCallCase):
    """Where the scheme of its sender says where that stands."""

    def of_last(self, handler):
        """What the last call of a handler says."""
        return self.last_call(handler).event_type

    def test_of_a_call_that_proves_itself(self):
        handler = self.make_asking("github", secret=SECRET)
        self.post(handler, {**github(BODY), **ISSUES})
        self.assertEqual(self.last_call(handler).status, "success")
        self.assertEqual(self.of_last(handler), "issues")

    def test_whoever_is_refused_says_nothing(self):
        handler = self.make_asking("github", secret=SECRET)
        self.post(handler, {**github(b"other"), **ISSUES})
        self.assertEqual(self.last_call(handler).reason, "not_authentic")
        self.assertFalse(self.of_last(handler))

    def test_nor_does_who_is_refused_while_a_call_is_waited_for(self):
        handler = self.make_asking("github", secret=SECRET)
        handler.action_listen()
        self.post(handler, {**github(b"other"), **ISSUES})
        self.assertEqual(self.last_call(handler).reason, "captured_not_authentic")
        self.assertFalse(self.of_last(handler))
        handler.action_dismiss_captured_call()
        handler.action_listen()
        self.post(handler, {**github(BODY), **ISSUES})
        self.assertEqual(self.last_call(handler).reason, "captured")
        self.assertEqual(self.of_last(handler), "issues")

    def test_of_a_sender_that_need_not_prove_itself(self):
        sender = self.env.ref("inbound_webhook.sender_github")
        handler = self.make_handler(
            parameters=["title"], mappings=[("name", "title")], sender_id=sender.id
        )
        self.assertEqual(handler.auth_type, "none")
        self.post(handler, ISSUES)
        self.assertEqual(self.of_last(handler), "issues")

    def test_of_a_call_that_waits(self):
        handler = self.make_asking("github", secret=SECRET, processing="queued")
        self.post(handler, {**github(BODY), **ISSUES})
        self.assertEqual(self.last_call(handler).status, "received")
        self.assertEqual(self.of_last(handler), "issues")

    def test_what_stands_in_the_body_is_kept_by_a_replay(self):
        scheme = self.env.ref("inbound_webhook.scheme_github").copy(
            {"event_type_source": "body", "event_type_name": "title", "source": "ours"}
        )
        handler = self.make_asking("github", secret=SECRET)
        handler.scheme_id = scheme
        self.post(handler, github(BODY))
        self.assertEqual(self.of_last(handler), "Ada é")
        first = self.last_call(handler)
        replay = self.replay(first)
        self.assertEqual(replay.replay_of_id, first)
        self.assertEqual(replay.event_type, "Ada é")

    def test_a_secret_in_its_place_is_not_shown(self):
        """A scheme that takes the token for the kind of the event."""
        scheme = self.env.ref("inbound_webhook.scheme_token_query").copy(
            {"event_type_source": "query", "event_type_name": "token"}
        )
        handler = self.make_asking("token_query", secret=SECRET)
        handler.scheme_id = scheme
        self.post(handler, query=f"?token={SECRET}")
        self.assertEqual(self.last_call(handler).status, "success")
        self.assertNotIn(SECRET, self.of_last(handler) or "")

    def test_calls_are_found_and_grouped_by_it(self):
        handler = self.make_asking("github", secret=SECRET)
        for kind in ("issues", "push", "push"):
            headers = {**github(BODY), "X-GitHub-Event": kind}
            self.post(handler, headers)
        calls = self.env["inbound.webhook.call"]
        mine = [("handler_id", "=", handler.id)]
        groups = calls._read_group(mine, ["event_type"], ["__count"])
        self.assertEqual(dict(groups), {"issues": 1, "push": 2})
        self.assertEqual(
            calls.search_count([*mine, ("event_type", "=", "push")]),
            2,
        )


@tagged("post_install", "-at_install")
class TestCoverageNote(WhoMayCallCase):
    """What a scheme does not prove is said where it is chosen."""

    def note(self, name):
        """What the form of a handler says of a scheme."""
        return self.make_asking(name, secret=SECRET).scheme_coverage_note

    def test_a_signature_of_the_whole_body_needs_no_word(self):
        scheme = self.env.ref("inbound_webhook.scheme_github")
        self.assertEqual(scheme.body_coverage, "whole")
        self.assertFalse(self.note("github"))

    def test_a_token_proves_who_and_not_what(self):
        scheme = self.env.ref("inbound_webhook.scheme_token_header")
        self.assertEqual(scheme.body_coverage, "nothing")
        self.assertIn("and not what is in it", self.note("token_header"))

    def test_a_part_of_the_body(self):
        scheme = self.env.ref("inbound_webhook.scheme_mailgun")
        self.assertEqual(scheme.body_coverage, "values")
        self.assertIn("some values", self.note("mailgun"))

    def test_a_signature_that_leaves_the_body_out(self):
        scheme = self.env.ref("inbound_webhook.scheme_github").copy()
        scheme.part_ids = [(5,), (0, 0, {"kind": "text", "argument": "v0"})]
        self.assertEqual(scheme.body_coverage, "nothing")
        self.assertIn("does not sign the body", scheme.coverage_note)

    def test_a_card_says_it_too(self):
        sender = self.env.ref("inbound_webhook.sender_google_ads")
        self.assertEqual(sender.body_coverage, "nothing")
        self.assertTrue(sender.coverage_note)
        sender = self.env.ref("inbound_webhook.sender_github")
        self.assertFalse(sender.coverage_note)
