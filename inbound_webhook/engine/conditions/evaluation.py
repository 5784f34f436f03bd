"""Conditions checked, evaluated, and written as a sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..body.text import shortened
from ..errors import InvalidSetup, ValueRefused
from ..phrases import Phrase, _lt
from ..values import (
    Unconverted,
    ValueContext,
    description,
    file_phrase,
    is_empty,
    to_json,
)
from .comparable import comparable, comparable_as_it_came, operand_of
from .operators import OPERATORS, Operator

#: Characters of a text that are kept in a line of the trace.
_LONGEST_RECEIVED = 200


@dataclass(frozen=True)
class ConditionSpec:
    """One condition, as a handler describes it.

    :param connector: how it is joined to the one before it; the first one's is unused
    :param parameter: name of a parameter
    :param operator: name of an operator (``operators.OPERATORS``)
    :param value: what it compares with, as text; several are separated by commas
    """

    connector: Literal["and", "or"]
    parameter: str
    operator: str
    value: str | None = None


@dataclass(frozen=True)
class Verdict:
    """What a set of conditions says about a call.

    :param matched: whether they hold
    :param lines: a JSON-safe dict for each condition, in order: ``connector``,
        ``parameter``, ``operator``, ``value``, ``received`` and whether it ``holds``
    """

    matched: bool
    lines: list[dict[str, Any]]


def check_condition(spec: ConditionSpec, type_name: str, context: ValueContext):
    """Check a condition as it is saved.

    :param type_name: type of its parameter
    :raises InvalidSetup: the operator is unknown or does not work with the type, or
        the value is missing, none of the type, or too long
    """
    operand = _operand(spec, type_name, context)
    if OPERATORS[spec.operator].operand != "none" and _says_nothing(operand):
        raise _without_value(spec)
    longest = OPERATORS[spec.operator].longest
    if longest is not None and len(spec.value or "") > longest:
        reason = _lt("it has more than %(longest)s characters.", longest=longest)
        raise _invalid(spec, reason)


def evaluate(
    conditions: Sequence[ConditionSpec],
    values: Mapping[str, Any],
    types: Mapping[str, str],
    context: ValueContext,
    unknown: Collection[str] = (),
) -> Verdict:
    """Whether conditions hold; none at all do.

    All of them are evaluated, so that the trace can show each.

    :param values: converted values of parameters by name; ``Unconverted`` where what
        came is no value of the type
    :param types: names of their types; ``text`` where one is not in it
    :param unknown: names of parameters of which a value may be there that is not
        known: what is asked of them may hold
    :raises InvalidSetup: as :func:`check_condition`
    """
    lines = [
        _line(spec, values.get(spec.parameter), types, context) for spec in conditions
    ]
    groups = _groups(lines)
    matched = any(
        all(line["holds"] or line["parameter"] in unknown for line in group)
        for group in groups
    )
    return Verdict(matched or not groups, lines)


def sentence(
    conditions: Sequence[ConditionSpec], words: Mapping[str, str] | None = None
) -> str:
    """Conditions as one sentence, with brackets where AND and OR are mixed.

    :param words: what to write for operators, ``and`` and ``or``, by name; English
        where one is missing
    """
    words = {"and": "AND", "or": "OR", **(words or {})}
    groups = [
        [_phrase(spec, words) for spec in group]
        for group in _split(conditions, [spec.connector for spec in conditions])
    ]
    joined = [f" {words['and']} ".join(group) for group in groups]
    if len(groups) > 1:
        joined = [
            f"({text})" if len(group) > 1 else text
            for group, text in zip(groups, joined, strict=True)
        ]
    return f" {words['or']} ".join(joined)


def _line(
    spec: ConditionSpec, value: Any, types: Mapping[str, str], context: ValueContext
) -> dict[str, Any]:
    type_name = types.get(spec.parameter, "text")
    operand = _operand(spec, type_name, context)
    found = OPERATORS[spec.operator]
    if isinstance(value, Unconverted):
        holds = found.holds(_as_it_came(value, found), operand)
        value = value.value
        if isinstance(value, list | dict):
            value = description(value)
    else:
        holds = found.holds(comparable(value, type_name, found.operand), operand)
    received = to_json(value)
    if isinstance(received, str):
        received = str(file_phrase(received) or shortened(received, _LONGEST_RECEIVED))
    return {
        "connector": spec.connector,
        "parameter": spec.parameter,
        "operator": spec.operator,
        "value": spec.value,
        "received": received,
        "holds": holds,
    }


def _as_it_came(value: Unconverted, found: Operator) -> Any:
    # What is no number is neither greater nor less than one.
    if found.needs_order:
        return None
    return comparable_as_it_came(
        value.value, found.operand, says_nothing=value.says_nothing
    )


def _groups(lines: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return _split(lines, [line["connector"] for line in lines])


def _split(items: Sequence[Any], connectors: list[str]) -> list[list[Any]]:
    """Items in groups that begin at each "or": AND inside, OR between them."""
    groups: list[list[Any]] = []
    for item, connector in zip(items, connectors, strict=True):
        if connector == "or" or not groups:
            groups.append([])
        groups[-1].append(item)
    return groups


def _phrase(spec: ConditionSpec, words: Mapping[str, str]) -> str:
    found = OPERATORS.get(spec.operator)
    label = words.get(spec.operator) or (found.label if found else spec.operator)
    if found and found.operand == "none":
        return f"{spec.parameter} {label}"
    return f'{spec.parameter} {label} "{spec.value or ""}"'


def _operand(spec: ConditionSpec, type_name: str, context: ValueContext) -> Any:
    found = OPERATORS.get(spec.operator)
    if found is None:
        name = shortened(spec.operator)
        raise _invalid(spec, _lt("there is no operator %(operator)r.", operator=name))
    if not found.works_with(type_name):
        raise _invalid(
            spec,
            _lt(
                '"%(operator)s" does not work with the type %(type)s.',
                operator=found.label,
                type=type_name,
            ),
        )
    if found.operand == "none":
        return None
    return _converted(spec, found, type_name, context)


def _converted(
    spec: ConditionSpec, found: Operator, type_name: str, context: ValueContext
) -> Any:
    if is_empty(spec.value):
        raise _without_value(spec)
    try:
        return operand_of(spec.value, type_name, found.operand, context)
    except ValueRefused as error:
        raise _invalid(spec, error.phrase) from error


def _says_nothing(operand: Any) -> bool:
    """Whether a text is no value of its type, nor a wrong one: the day 0000-00-00."""
    return operand is None or (isinstance(operand, list) and None in operand)


def _without_value(spec: ConditionSpec) -> InvalidSetup:
    return _invalid(spec, _lt('it needs a value; "is empty" needs none.'))


def _invalid(spec: ConditionSpec, reason: Phrase) -> InvalidSetup:
    return InvalidSetup(
        "condition_invalid",
        _lt(
            "The condition on %(parameter)r cannot work: %(reason)s",
            parameter=shortened(spec.parameter),
            reason=reason,
        ),
        parameter=shortened(spec.parameter),
        operator=shortened(spec.operator),
    )
