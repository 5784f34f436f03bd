"""What tests of the list of changes begin with."""

from odoo.tests import new_test_user

from .common import WEBHOOK_ADMINISTRATOR, InboundWebhookHttpCase


class ChangesCase(InboundWebhookHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.changes = cls.env["inbound.webhook.change"]
        cls.administrator = new_test_user(
            cls.env, "change_administrator", WEBHOOK_ADMINISTRATOR
        )
        cls.handler = cls.make_lead_handler(
            user_id=cls.administrator.id,
            company_id=cls.env.company.id,
            conditions=[("title", "is_not_empty", False)],
        )
        cls.env.cr.flush()

    def made_by(self, do):
        """The changes that are written down as a transaction ends that does something.

        :param do: function that does it
        """
        self.env.cr.flush()
        before = self.changes.search([], limit=1).id
        do()
        self.env.cr.flush()
        return self.changes.search([("id", ">", before)], order="id")

    def written(self, values, record=None):
        """The same of what is written to a record, by the administrator."""
        record = self.handler if record is None else record
        return self.made_by(lambda: record.with_user(self.administrator).write(values))
