"""Fields of records, and of those that they link to, as values of an answer.

Read as the handler's user, at each step of a path: a model or a field that he may not
read fails the call, a linked record that the rules hide from him is as if it were not
there. All records are read together, so that many take no more queries than one.
"""

from dataclasses import dataclass, field
from typing import Any

from ..engine.field_paths import split_path
from ..engine.listing import MOST_LINKED
from .record_values import answered_value, shown_value


@dataclass
class LinkedValues:
    """What was read.

    :param rows: by path, for each record, in their order
    :param shortened: paths that lead to more records than an answer holds
    :param hidden: paths that lead to records which the user may not read
    """

    rows: list[dict[str, Any]]
    shortened: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def say(self, trace):
        """Leave lines in a trace about what is not all there."""
        if self.shortened:
            trace.noted("answer", "shortened", fields=self.shortened, most=MOST_LINKED)
        if self.hidden:
            trace.noted("answer", "linked_hidden", fields=self.hidden)


def for_systems(records, paths):
    """Values as another system uses them: linked records as ``{"id", "name"}``.

    :param records: in the environment of the handler's user
    :param paths: names of fields, with points between
    :rtype: LinkedValues
    :raise odoo.exceptions.AccessError: the user may not read a field or a model
    """
    return _read(records, paths, answered_value, _id_and_name)


def for_people(records, paths):
    """As :func:`for_systems`, as a person reads them: records by their names."""
    return _read(records, paths, shown_value, _name)


def _read(records, paths, said_of_value, said_of_record):
    records.fetch({split_path(path)[0] for path in paths})
    read = LinkedValues([{} for _record in records])
    for path in paths:
        trail = _Trail([[record] for record in records])
        last = trail.follow(records, split_path(path))

        def said(record, name=last):
            if not record:
                return None
            return said_of_value(record, name) if name else said_of_record(record)

        for row, chain in zip(read.rows, trail.chains, strict=True):
            values = [said(record) for record in chain]
            row[path] = values if trail.is_many else values[0]
        if trail.is_shortened:
            read.shortened.append(path)
        if trail.is_hidden:
            read.hidden.append(path)
    return read


@dataclass
class _Trail:
    """Where a path leads from some records.

    :param chains: for each record, those that it leads to; None for one that is not
        there
    :param is_many: whether there can be several
    """

    chains: list[list[Any]]
    is_many: bool = False
    is_shortened: bool = False
    is_hidden: bool = False

    def follow(self, model, steps):
        """Go all steps.

        :return: name of the last field where that leads to no records, else None
        """
        for name in steps:
            model_field = model._fields[name]
            is_link = model_field.relational or model_field.type == "reference"
            if not is_link:
                return name
            if model_field.relational:
                model = model.env[model_field.comodel_name]
                # Else all of its records would be left out, without a word.
                model.check_access("read")
            self.is_many |= model_field.type != "many2one"
            is_alone = model_field.type == "many2one"
            self.chains = [self._linked(chain, name, is_alone) for chain in self.chains]
            self._hide(is_alone)
        return None

    def _linked(self, chain, name, is_alone):
        linked = []
        for record in chain:
            if is_alone:
                linked.append((record and record[name]) or None)
            elif record:
                linked += record[name] or ()
        self.is_shortened |= len(linked) > MOST_LINKED
        return linked[:MOST_LINKED]

    def _hide(self, is_alone):
        """Leave out what the user may not read; have the others read together."""
        ids_by_model = {}
        for record in filter(None, self._all()):
            ids_by_model.setdefault(record._name, {})[record.id] = record
        visible = {}
        for name, by_id in ids_by_model.items():
            env = next(iter(by_id.values())).env
            for record in env[name].browse(by_id)._filtered_access("read"):
                visible[name, record.id] = record
        self.is_hidden |= len(visible) < sum(map(len, ids_by_model.values()))
        chains = [
            [record and visible.get((record._name, record.id)) for record in chain]
            for chain in self.chains
        ]
        # Of several, how many are hidden is not said.
        self.chains = chains if is_alone else [[*filter(None, c)] for c in chains]

    def _all(self):
        return (record for chain in self.chains for record in chain)


def _id_and_name(record):
    return {"id": record.id, "name": record.display_name}


def _name(record):
    return record.display_name
