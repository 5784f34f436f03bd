from markupsafe import Markup

from odoo import api, models
from odoo.tools import SQL

from ...engine.notes import told
from ...processing.call_context import call_context
from ...words.phrases import worded

#: Which record Odoo leaves no message of, since the one of the call stands for it.
_CREATION = "inbound_webhook_creation"
#: Which note no address for replies is looked up for.
_NOTE = "inbound_webhook_note"


class Creation:
    """The one record that a call makes, among those that are made along with it.

    :param str model: of the record
    """

    def __init__(self, model):
        self._model = model

    def is_this(self, model):
        """Whether a record that is made now is that one: the first of its model."""
        found = model == self._model
        if found:
            self._model = None
        return found


class Note:
    """The one note of a call, among messages that rules leave along with it."""

    def __init__(self):
        self._is_written = False

    def is_this(self):
        """Whether a message that is written now is that note: the first one."""
        found, self._is_written = not self._is_written, True
        return found


class Base(models.AbstractModel):
    """What calls do to records, for models that have more to say about it."""

    _inherit = "base"

    def _check_inbound_webhook_change(self):
        """Refuse a change of a record that calls have to leave as it is."""

    def _create_for_inbound_webhook(self, values, spec, call):
        """Create the record of a call, and say so on it, where it has a chatter.

        :param dict values: for ``create``
        :param HandlerSpec spec: the handler
        :param call: the row
        """
        return self.create(values)

    def _write_for_inbound_webhook(self, values, spec, call):
        """Change the record of a call, and say so on it, where it has a chatter.

        As :meth:`_create_for_inbound_webhook`.
        """
        values = dict(values)
        active = values.pop(self._active_name, None)
        if values:
            self.write(values)
        # Models do more then than to write the field.
        if active:
            self.action_unarchive()
        elif active is not None:
            self.action_archive()

    def _say_left_out_for_inbound_webhook(self, spec, call):
        """Say on a record that a call did not change what it left out.

        As :meth:`_create_for_inbound_webhook`.
        """


class MailThread(models.AbstractModel):
    """Records say in their chatter which call made or changed them, in one message.

    That is the message which Odoo leaves anyway. No link in it: it is the same for all
    who read it, and most of them may not open calls. Who may has a button on the
    record.
    """

    _inherit = "mail.thread"

    @api.model_create_multi
    def create(self, vals_list):
        creation = self.env.context.get(_CREATION)
        # A context comes from web clients too: what is no ``Creation`` is none of ours.
        if not isinstance(creation, Creation):
            return super().create(vals_list)
        creator = self
        if creation.is_this(self._name):
            creator = self.with_context(mail_create_nolog=creation)
        elif self.env.context.get("mail_create_nolog") is creation:
            # Made in the midst of it, such as the record that it delegates to.
            creator = self.with_context(mail_create_nolog=False)
        return super(MailThread, creator).create(vals_list).with_env(self.env)

    def _create_for_inbound_webhook(self, values, spec, call):
        if not spec.note_on_record:
            return super()._create_for_inbound_webhook(values, spec, call)
        creator = self.with_context(**{_CREATION: Creation(self._name)})
        record = self.browse(creator.create(values).id)
        words = record._inbound_webhook_words(spec, call)
        body = record._with_left_out(
            self.env._("Created by %(handler)s, %(call)s", **words)
        )
        author = spec.runner.partner_id
        followed = record._is_followed_by_others_than(author)
        subtype = followed and record._creation_subtype()
        if subtype:
            # As Odoo posts it (``create`` in mail/models/mail_thread.py).
            record.sudo().message_post(
                subtype_id=subtype.id, author_id=author, body=body
            )
        else:
            record._log_for_inbound_webhook(body, spec)
        return record

    def _write_for_inbound_webhook(self, values, spec, call):
        if not spec.note_on_record:
            return super()._write_for_inbound_webhook(values, spec, call)
        body = self._with_left_out(self._inbound_webhook_change(values, spec, call))
        if values.keys() & self._track_get_fields():
            self._track_set_log_message(body)
            said = self.env.cr.precommit.data.setdefault(self._said_key(), {})
            said[self.id] = (body, spec)
        else:
            self._log_for_inbound_webhook(body, spec)
        return super()._write_for_inbound_webhook(values, spec, call)

    def _say_left_out_for_inbound_webhook(self, spec, call):
        context = call_context(self.env)
        if spec.note_on_record and context and context.left_out:
            words = self._inbound_webhook_words(spec, call)
            body = self.env._("Unchanged by %(handler)s, %(call)s", **words)
            self._log_for_inbound_webhook(self._with_left_out(body), spec)

    def _with_left_out(self, body):
        """What is said of a call, with what it left out, in a list.

        :rtype: str or Markup
        """
        context = call_context(self.env)
        if not (context and context.left_out):
            return body
        rows = [worded(self.env, message) for message in told(context.left_out)]
        items = Markup().join(Markup("<li>%s</li>") % row for row in rows)
        return Markup("%s<ul>%s</ul>") % (body, items)

    def _message_track(self, fields_iter, initial_values_dict):
        """Say it by itself where there is nothing to track after all.

        Override of ``mail``, which leaves no message then: a rule may have taken back
        the tracked values of a call, and the others stand.
        """
        tracking = super()._message_track(fields_iter, initial_values_dict)
        said = self.env.cr.precommit.data.pop(self._said_key(), {})
        for record in self.filtered(lambda record: record.id in said):
            # A record that is gone is not in it.
            changes, _values = tracking.get(record.id, (True, None))
            if not changes:
                record._log_for_inbound_webhook(*said[record.id])
        return tracking

    def _said_key(self):
        """Where it is kept until the commit which calls changed tracked fields."""
        return f"inbound_webhook.said.{self._name}"

    def _inbound_webhook_change(self, values, spec, call):
        """What is said of a change, by what is written."""
        words = self._inbound_webhook_words(spec, call)
        active = values.get(self._active_name)
        if active is None:
            return self.env._("Updated by %(handler)s, %(call)s", **words)
        if active:
            return self.env._("Brought back by %(handler)s, %(call)s", **words)
        return self.env._("Archived by %(handler)s, %(call)s", **words)

    def _inbound_webhook_words(self, spec, call):
        return {"handler": spec.name, "call": self.env._("call %s", call.id)}

    def _log_for_inbound_webhook(self, body, spec):
        """Leave a note of the handler's user, who need not be read for it."""
        runner = spec.runner
        self.with_context(**{_NOTE: Note()})._message_log(
            body=body, author_id=runner.partner_id, email_from=runner.address
        )

    def _notify_get_reply_to(self, default=None, author_id=False):
        """Nobody is sent the note of a call, so nobody can reply to it.

        Override of ``mail``, which reads all of the company for an address.
        """
        note = self.env.context.get(_NOTE)
        if not (isinstance(note, Note) and note.is_this()):
            return super()._notify_get_reply_to(default=default, author_id=author_id)
        return dict.fromkeys(self.ids or [False], default)

    def _is_followed_by_others_than(self, partner_id):
        """Whether somebody else is told of what is posted."""
        # Followers have no rules, and are written at once.
        self.env.cr.execute(
            SQL(
                "SELECT FROM mail_followers"
                " WHERE res_model = %s AND res_id = %s AND partner_id != %s LIMIT 1",
                self._name,
                self.id,
                partner_id,
            )
        )
        return bool(self.env.cr.rowcount)
