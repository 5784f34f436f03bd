"""Who may have a webhook share the sender's ids with another one."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged, users

from .test_runs_as import PeopleCase


@tagged("post_install", "-at_install", "security")
class TestSharedIds(PeopleCase):
    """Whose calls say which record an id stands for, says it for all that share it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        chief = new_test_user(cls.env, "chief", "base.group_system")
        cls.of_chief = cls.make_sharing("Shop", user_id=chief.id)

    @classmethod
    def make_sharing(cls, system, model="res.partner", **values):
        return cls.make_handler(model, external_system=system, **values)

    def make(self, system, model="res.partner", **values):
        """One that whoever asks makes himself."""
        return self.env["inbound.webhook.handler"].create(
            {
                "name": "Shares ids",
                "model_id": self.env["ir.model"]._get_id(model),
                "user_id": self.env.uid,
                "external_system": system,
                **values,
            }
        )

    def assert_refused(self):
        return self.assertRaisesRegex(AccessError, f"(?s)Ids of.*{self.of_chief.name}")

    @users("webhook_administrator")
    def test_ids_of_a_webhook_that_one_may_not_set_up_are_not_shared(self):
        for system in ("Shop", " sHOP "):
            with self.assert_refused():
                self.make(system)
            with self.assert_refused():
                self.make(system, operation_mode="update")
            handler = self.make("Other")
            with self.assert_refused():
                handler.external_system = system

    @users("webhook_administrator")
    def test_nor_while_it_is_switched_off(self):
        self.of_chief.sudo().active = False
        with self.assert_refused():
            self.make("Shop")

    @users("webhook_administrator")
    def test_nor_by_changing_something_else(self):
        handler = self.make("Shop", "crm.lead")
        with self.assert_refused():
            handler.model_id = self.env["ir.model"]._get_id("res.partner")
        handler = self.make("Shop", method="get")
        with self.assert_refused():
            handler.method = "post"

    @users("webhook_administrator")
    def test_ids_of_what_one_may_set_up_oneself_are_shared(self):
        self.make_sharing("Mine", user_id=self.env.uid)
        first = self.make("Mine")
        second = self.make("mine ", operation_mode="archive")
        first.name, second.name = "One", "Another"
        self.make(False)

    @users("webhook_settings")
    def test_settings_has_any_two_share_their_ids(self):
        handler = self.make("Shop")
        self.assertEqual(handler.external_system, "Shop")
