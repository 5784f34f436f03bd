from odoo.tests import tagged

from .common import JSON_TYPE, InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestStatementMasking(InboundWebhookHttpCase):
    """What a statement that fails holds of a call is not in the server's log."""

    def fail_at(self, event, condition="TRUE"):
        """Let PostgreSQL refuse a change of the log's table, for no reason of ours."""
        self.env.cr.execute(
            f"""
            CREATE FUNCTION refuse_call() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER refuse_call BEFORE {event} ON inbound_webhook_call
            FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse_call();
            """
        )

    def logged(self, handler):
        """What is logged while a call with a person in each part comes."""
        with self.assertLogs(level="WARNING") as logs:
            self.send(
                handler,
                b'{"title": "Zoe Secret", "email": "zoe.secret@example.com"}',
                headers={"Content-Type": JSON_TYPE, "X-Person": "Zoe Secret"},
            )
        return "\n".join(logs.output)

    def check(self, log, what="A statement of an inbound call failed"):
        self.assertIn(f"{what}: RaiseException", log)
        for part in ("ecret", "INSERT", "UPDATE inbound"):
            self.assertNotIn(part, log)

    def test_at_the_arrival(self):
        self.fail_at("INSERT")
        self.check(self.logged(self.make_lead_handler()))

    def test_at_the_arrival_of_one_that_waits(self):
        self.fail_at("INSERT")
        self.check(self.logged(self.make_lead_handler(processing="queued")))

    def test_at_the_end(self):
        self.fail_at("UPDATE", "NEW.status = 'success'")
        log = self.logged(self.make_lead_handler())
        self.check(log, "The end of an inbound call cannot be written")

    def test_at_the_end_of_one_that_fails(self):
        self.fail_at("UPDATE", "NEW.status = 'error'")
        handler = self.make_lead_handler(user_id=self.env.ref("base.public_user").id)
        self.check(self.logged(handler))
