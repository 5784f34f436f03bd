from odoo.tests import TransactionCase, tagged

from ..processing.undo import undoable


@tagged("post_install", "-at_install")
class TestUndo(TransactionCase):
    """What is undone takes along what waits for the commit since, and no more."""

    def setUp(self):
        super().setUp()
        self.waiting = self.env.cr.postcommit
        self.waiting.clear()
        self.addCleanup(self.waiting.clear)
        self.happened = []

    def wait(self, name):
        self.waiting.add(lambda: self.happened.append(name))
        self.waiting.data.setdefault("names", []).append(name)

    def commit(self):
        """What happens at the commit, and with which data."""
        names = self.waiting.data.get("names")
        self.waiting.run()
        return self.happened, names

    def test_what_waited_before_waits_on(self):
        self.wait("before")
        self.wait("before, too")
        with undoable(self.env.cr) as undo:
            self.wait("since")
            undo()
        names = ["before", "before, too"]
        self.assertEqual(self.commit(), (names, names))

    def test_what_waits_since_is_gone(self):
        with undoable(self.env.cr) as undo:
            self.wait("since")
            undo()
        self.assertEqual(self.commit(), ([], None))

    def test_what_waits_after_the_undoing_waits_on(self):
        with undoable(self.env.cr) as undo:
            self.wait("since")
            undo()
            self.wait("after")
        self.assertEqual(self.commit(), (["after"], ["after"]))

    def test_where_nothing_is_undone_all_of_it_waits_on(self):
        self.wait("before")
        with undoable(self.env.cr):
            self.wait("since")
        names = ["before", "since"]
        self.assertEqual(self.commit(), (names, names))

    def test_records_go_with_it(self):
        tags = self.env["res.partner.category"]
        kept = tags.create({"name": "Kept"})
        with undoable(self.env.cr) as undo:
            undone = tags.create({"name": "Undone"})
            kept.name = "Changed"
            undo()
        self.assertFalse(undone.exists())
        self.assertEqual(kept.name, "Kept")
