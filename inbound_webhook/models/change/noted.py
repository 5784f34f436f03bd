"""What a transaction does to what is set up, from its beginning to its commit."""

from dataclasses import dataclass, field

from odoo import fields
from odoo.orm.models import NO_ACCESS

#: Where the transaction keeps it.
KEY = "inbound_webhook.changes"
#: What stands for a secret that is set.
SECRET = "***"
#: What says nothing of what calls may do, in each model.
_ALWAYS = ("id", "create_uid", "create_date", "write_uid", "write_date", "sequence")


@dataclass
class Value:
    """What a field holds: something to compare, and a text to show."""

    raw: object
    text: str


@dataclass
class State:
    """How a record was."""

    about: dict
    values: dict[str, Value]


@dataclass
class Noted:
    """Records by what a transaction does with them.

    :param uid: who does it
    """

    uid: int
    before: dict = field(default_factory=dict)
    made: dict = field(default_factory=dict)
    removed: dict = field(default_factory=dict)

    def keep(self, record):
        """Keep how a record is, unless that is known."""
        if record not in self.before and record not in self.made:
            self.before[record] = _state(record)

    def remove(self, record):
        """Keep how a record is that is about to be removed."""
        before = self.before.pop(record, None)
        if record in self.made:
            del self.made[record]
        else:
            self.removed[record] = before or _state(record)

    def changes(self):
        """What became of it: values of rows, and for each what decides on it.

        :return: pairs of a dict and the name of the field, with what it held and holds,
            and the record
        """
        gone = {record for record in self.removed if _is_handler(record)}
        for record, state in self.removed.items():
            if record in gone or state.about["handler_id"] not in _ids(gone):
                about = {**state.about, "operation": "removed"}
                if record in gone:
                    about["handler_id"] = False
                yield about, (None, None, None, record)
        made = {record for record in self.made if _is_handler(record)}
        # What a savepoint took back is not there.
        for record in filter(lambda record: record.exists(), self.made):
            about = record._audited_about()
            # A new handler is one change, with all that it is made with.
            if record in made or about["handler_id"] not in _ids(made):
                yield {**about, "operation": "made"}, (None, None, None, record)
        for record, state in self.before.items():
            # Removed along with what it belongs to, by the database.
            if record.exists():
                yield from _changed(record, state)


def _changed(record, state):
    now = _values(record)
    for name, old in state.values.items():
        new = now[name]
        if old.raw != new.raw:
            about = {**state.about, "operation": "changed", "field_name": name}
            values = {"old_value": old.text, "new_value": new.text}
            yield {**about, **values}, (name, old.raw, new.raw, record)


def _state(record):
    return State(record._audited_about(), _values(record))


def _values(record):
    return {
        name: _value(record, found)
        for name, found in record._fields.items()
        if is_audited(record, found)
    }


def is_audited(record, found):
    """Whether changes of a field are written down.

    :param found: the field
    """
    return (
        found.store
        and not found.related
        and found.type != "one2many"
        and found.name not in _ALWAYS
        and found.name not in record._not_audited
    )


def _value(record, found):
    value = record[found.name]
    if _is_secret(found):
        return Value(value, SECRET if value else "")
    if found.relational:
        raw = frozenset(value.ids)
        return Value(raw, ", ".join(value.mapped("display_name")))
    if value in (None, "") or value is False and found.type != "boolean":
        return Value(False, "")
    if found.type == "datetime":
        return Value(value, fields.Datetime.to_string(value))
    return Value(value, str(value))


def _is_secret(found):
    return found.groups == NO_ACCESS or found.name.endswith(("token", "digest"))


def _is_handler(record):
    return record._name == "inbound.webhook.handler"


def _ids(records):
    return {record.id for record in records}


def shown(env, found, value):
    """A value in the reader's language.

    :param found: the field, None where it is gone
    :param value: the text that is kept
    """
    if found is None or not value:
        return value
    if found.type == "boolean":
        return env._("Yes") if value == "True" else env._("No")
    if found.type == "selection":
        return dict(found._description_selection(env)).get(value, value)
    return value
