from odoo.tests import tagged
from odoo.tools import mute_logger

from ..processing.rehearsal.transaction import Rehearsal, rehearsing
from .rehearsal_case import RehearsalCase

ADA = {"title": "Ada", "email": "ada@example.com"}
FAILING = "odoo.addons.inbound_webhook.processing.failing"
RULES = "odoo.addons.inbound_webhook.models.odoo.base_automation"


@tagged("post_install", "-at_install")
class TestRehearsalActions(RehearsalCase):
    """Actions run in a rehearsal, and nothing that they do gets out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_lead_handler()

    def rehearse_code(self, code, **values):
        self.make_code_rule(self.handler, code, **values)
        return self.rehearse(self.handler, ADA)

    def test_what_the_one_click_actions_would_do(self):
        for add in ("email", "note", "activity", "alert"):
            getattr(self.handler, f"action_add_{add}")()
        told = self.rehearse(self.handler, ADA)
        self.assertEqual(told["status"], "success", told["message"])
        self.assertEqual(
            [action["name"] for action in told["actions"]],
            [
                "Send an e-mail to the contact",
                "Post a note",
                "Schedule an activity for the owner",
                "Alert the owner",
            ],
        )
        action = told["actions"][0]
        self.assertEqual(action["kind"], "Send Email")
        self.assertTrue(action["is_own"])
        self.assertIsNone(action["error"])
        self.assertEqual(
            [mail["subject"] for mail in told["mails"]],
            # The note is for those who work here, and goes to nobody.
            ["We have received your message"],
        )
        self.assertIn("ada@example.com", told["mails"][0]["to"])

    def test_an_action_that_calls_a_url_is_told_and_not_run(self):
        self.make_rule(
            self.handler,
            {"name": "Tell", "state": "webhook", "webhook_url": "http://localhost:9/"},
        )
        with self.assertNoLogs("odoo.addons.base.models.ir_actions", "INFO"):
            told = self.rehearse(self.handler, ADA)
        [action] = told["actions"]
        self.assertEqual((action["name"], action["is_held"]), ("Tell", True))

    def test_rules_that_the_change_sets_off_are_told(self):
        self.env["base.automation"].create(
            {
                "name": "On each lead",
                "model_id": self.handler.model_id.id,
                "trigger": "on_create",
                "action_server_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Say so",
                            "model_id": self.handler.model_id.id,
                            "usage": "base_automation",
                            "state": "code",
                            "code": "record.message_post(body='New')",
                        },
                    )
                ],
            }
        )
        [action] = self.rehearse(self.handler, ADA)["actions"]
        self.assertEqual((action["rule"], action["is_own"]), ("On each lead", False))

    def test_an_action_for_each_item_is_told_once(self):
        self.handler.split_path = "$"
        self.handler.parameter_ids[0].path = "@.title"
        self.handler.parameter_ids[1].path = "@.email"
        self.make_code_rule(self.handler, "record.write({'priority': '2'})")
        told = self.rehearse(self.handler, [ADA, {"title": "B"}, {"title": "C"}])
        [action] = told["actions"]
        self.assertEqual(action["times"], 3)

    def test_code_cannot_end_the_transaction(self):
        for code in (
            "env.cr.commit()",
            "env.cr.rollback()",
            "env.cr.execute('COMMIT')",
            "env.cr.execute('  rollback work')",
            "env.cr.execute('; COMMIT')",
            "env.cr.execute('/* done */ COMMIT')",
            "env.cr.execute('-- done\\nCOMMIT')",
            "env.cr.execute('SELECT 1; COMMIT')",
            "env.cr.execute(b'COMMIT')",
            "env.cr._cnx.commit()",
            "env.cr.connection.commit()",
            "env.cr._obj.execute('COMMIT')",
            "env.cr._cnx.cursor().execute('COMMIT')",
            "env.cr._cnx.rollback()",
            "env.cr.close()",
            "env['ir.cron']._commit_progress(1)",
        ):
            with self.subTest(code=code):
                told = self.rehearse_code(code)
                self.assertEqual(told["status"], "error")
                self.assertIn("saves or undoes changes by itself", told["message"])
                self.assertIn("saves or undoes", told["actions"][0]["error"])
            self.handler.automation_ids.unlink()

    def test_code_that_goes_on_after_it_was_refused_is_told_of(self):
        told = self.rehearse_code(
            "try:\n"
            "    env.cr.commit()\n"
            "except Exception:\n"
            "    record.write({'name': 'B'})\n"
        )
        self.assertEqual(told["status"], "success")
        self.assertIn("saves or undoes changes by itself", told["message"])
        self.assertIn("saves or undoes", told["actions"][0]["error"])
        self.assertEqual(told["records"][0]["name"], "B")

    def test_code_cannot_open_another_connection(self):
        for code in (
            "env.registry.cursor()",
            "record.pool.cursor()",
            "env.registry.cursor(readonly=True)",
            "env['ir.cron']._process_job(env.cr, {'user_id': 1, 'id': 1,"
            " 'timed_out_counter': 0, 'done': 0, 'lastcall': False, 'cron_name': 'x',"
            " 'ir_actions_server_id': 1})",
        ):
            with self.subTest(code=code):
                told = self.rehearse_code(code)
                self.assertEqual(told["status"], "error")
                self.assertIn("uses another connection", told["message"])
            self.handler.automation_ids.unlink()

    def test_code_may_write_many_rows_at_once(self):
        told = self.rehearse_code(
            "env.cr.execute_values("
            "'UPDATE crm_lead SET name = new.name FROM (VALUES %s) AS new (id, name)"
            " WHERE crm_lead.id = new.id', [(record.id, 'B; COMMIT')])\n"
            "env.invalidate_all()"
        )
        self.assertEqual(told["status"], "success", told["message"])
        self.assertEqual(told["records"][0]["name"], "B; COMMIT")

    def test_code_may_use_savepoints(self):
        told = self.rehearse_code(
            "env.cr.execute('SAVEPOINT a')\n"
            "record.write({'name': 'B'})\n"
            "env.flush_all()\n"
            "env.cr.execute('ROLLBACK TO SAVEPOINT a')\n"
            "env.invalidate_all(flush=False)"
        )
        self.assertEqual(told["status"], "success", told["message"])

    @mute_logger(FAILING)
    def test_code_that_raises(self):
        told = self.rehearse_code("1 / 0")
        self.assertEqual((told["status"], told["reason"]), ("error", "failed"))
        self.assertEqual(told["answer"]["status"], 500)
        self.assertIn("division by zero", told["message"])
        self.assertIn("division by zero", told["actions"][0]["error"])

    @mute_logger(RULES)
    def test_a_rule_that_may_fail(self):
        told = self.rehearse_code("1 / 0", inbound_webhook_may_fail=True)
        self.assertEqual(told["status"], "success")
        self.assertIn("division by zero", told["actions"][0]["error"])
        self.assertEqual(told["records"][0]["name"], "Ada")

    def test_an_email_that_code_sends_at_once_stays_here(self):
        told = self.rehearse_code(
            "env['mail.mail'].create({'subject': 'Now', 'email_to': 'a@b.co',"
            " 'email_from': 'c@d.co', 'body_html': 'x'}).send()"
        )
        self.assertEqual(told["mails"], [{"subject": "Now", "to": "a@b.co"}])

    def test_no_mail_server_is_reached(self):
        # Tests of Odoo reach none anyway; that it is the rehearsal's doing shows here.
        with rehearsing(self.env):
            self.assertIsInstance(self.env["ir.mail_server"]._disable_send(), Rehearsal)

    def test_nothing_is_told_to_browsers(self):
        told = self.rehearse_code(
            "env.user._bus_send('simple_notification', {'title': 'x'})\n"
            "record.message_notify(partner_ids=env.user.partner_id.ids, body='x')"
        )
        self.assertEqual(told["status"], "success", told["message"])

    def test_scheduled_actions_are_not_woken(self):
        told = self.rehearse_code(
            "env.ref('mail.ir_cron_mail_scheduler_action').sudo()._trigger()"
        )
        self.assertEqual(told["status"], "success", told["message"])

    def test_scheduled_actions_that_code_starts_are_told_and_not_run(self):
        ran = self.env["ir.config_parameter"].sudo()
        cron = self.env["ir.cron"].create(
            {
                "name": "Tidy up",
                "model_id": self.env.ref("base.model_ir_config_parameter").id,
                "state": "code",
                "code": "model.set_param('inbound_webhook.test', 'ran')",
            }
        )
        told = self.rehearse_code(
            f"env['ir.cron'].sudo().browse({cron.id}).method_direct_trigger()"
        )
        self.assertEqual(told["status"], "success", told["message"])
        self.assertEqual(
            [(action["name"], action["is_held"]) for action in told["actions"]],
            [("Rule", False), ("Tidy up", True)],
        )
        self.assertFalse(ran.get_param("inbound_webhook.test"))
        self.assertFalse(cron.lastcall)

    def test_code_logs_nothing(self):
        # In tests, what another cursor commits is undone with the rehearsal's: that
        # none is opened shows in the queries.
        action = self.make_code_rule(self.handler, "log('here')").action_server_ids
        with rehearsing(self.env):
            log = action._get_eval_context(action)["log"]
            with self.assertQueryCount(0):
                log("here")

    def test_shared_caches_forget_what_was_undone(self):
        told = self.rehearse_code(
            "params = env['ir.config_parameter'].sudo()\n"
            "params.set_param('inbound_webhook.test', 'rehearsed')\n"
            "record.write({'name': params.get_param('inbound_webhook.test')})"
        )
        self.assertEqual(told["records"][0]["name"], "rehearsed")
        parameters = self.env["ir.config_parameter"]
        self.assertFalse(parameters.get_param("inbound_webhook.test"))

    def test_a_real_call_is_not_held_back(self):
        """What a rehearsal holds back goes out afterwards as ever."""
        self.handler.action_add_email()
        self.rehearse(self.handler, ADA)
        before = self.env["mail.mail"].search_count([])
        self.make_code_rule(self.handler, "env.cr.execute('SELECT 1')\nlog('real')")
        logged = self.env["ir.logging"].search_count([])
        self.assertEqual(self.post_json(self.handler, ADA).status_code, 200)
        self.assertEqual(self.env["mail.mail"].search_count([]), before + 1)
        self.assertEqual(self.env["ir.logging"].search_count([]), logged + 1)
