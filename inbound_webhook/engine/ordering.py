"""By what it is told whether two calls that wait are about one record.

The keys of calls (``RecordSpec.ordering_key``) can be compared where they are made in
one way. A digest of what that way depends on is kept with each call that waits: a
handler may be changed meanwhile, by whomever, and so may this program.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from .mapping import MappingSpec
from .parameters import ParameterSpec
from .records import RecordSpec
from .values import ValueContext

#: Moves with what this program makes of the values of keys.
_EDITION = 1


def rule_of(
    record: RecordSpec,
    parameters: Iterable[ParameterSpec],
    context: ValueContext,
    *,
    has_items: bool,
) -> str:
    """What the ordering keys of the calls of a handler are made of.

    :param has_items: whether its calls bring several records: then all have one key
    :return: SHA-256 (hex), another one where two keys cannot be compared
    """
    made_of: list[Any] = [_EDITION, has_items]
    mappings = [mapping for key in record.keys for mapping in key]
    if not has_items and (mappings or record.external_id):
        names = {record.external_id}.union(*(mapping.names for mapping in mappings))
        made_of += [
            record.external_id,
            record.external_system,
            [[_of_mapping(mapping) for mapping in key] for key in record.keys],
            [_of_parameter(item) for item in _needed(parameters, names)],
            _of_context(context),
        ]
    text = json.dumps(made_of, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _needed(
    parameters: Iterable[ParameterSpec], names: set[str]
) -> list[ParameterSpec]:
    """The parameters of some names, and those that say how these are read."""
    all_ = sorted(parameters, key=lambda item: item.name)
    telling = {
        name
        for item in all_
        if item.name in names
        for name in (item.timezone_parameter, item.country_parameter)
    }
    return [item for item in all_ if item.name in names | telling]


def _of_mapping(mapping: MappingSpec) -> list[Any]:
    told = (mapping.field, mapping.field_type, mapping.source, mapping.parameter)
    made = (mapping.parameter_type, mapping.constant, mapping.transform)
    return [*told, *made, mapping.argument]


def _of_parameter(parameter: ParameterSpec) -> dict[str, Any]:
    # A call that waits has come through that.
    return asdict(replace(parameter, required=False))


def _of_context(context: ValueContext) -> list[Any]:
    return [
        *(context.timezone, context.country_code, context.language),
        *(context.date_format, context.date_pattern, context.number_format),
        sorted(context.nothing.words),
        [pattern.pattern for pattern in context.nothing.patterns],
    ]
