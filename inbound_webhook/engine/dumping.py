"""Converted values in the form in which they are stored and shown."""

from typing import Any

from .values import file_phrase, to_json


def dump(values: dict[str, Any]) -> dict[str, Any]:
    """Converted values by name, each in the form in which it is stored and shown.

    Of a text that holds a file, what it is stands in its place: the body has it.
    """
    return {name: _dumped(value) for name, value in values.items()}


def _dumped(value: Any) -> Any:
    value = to_json(value)
    if isinstance(value, str):
        return str(file_phrase(value) or value)
    if isinstance(value, list):
        return [_dumped(item) for item in value]
    if isinstance(value, dict):
        return {key: _dumped(item) for key, item in value.items()}
    return value
