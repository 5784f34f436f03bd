"""A handshake as plain JSON data, and back: how files hold it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ..authentication.scheme import Place
from ..errors import InvalidSetup
from ..phrases import _lt
from .handshake import Condition, Handshake

_PLACES = ("token_place", "keep_place", "show_place", "fetch_place")
_DEFAULT = Handshake()


def to_data(handshake: Handshake) -> dict[str, Any]:
    """A handshake as JSON values; what is as it is by default is left out, but its
    method.

    :return: ``from_data`` makes the same handshake of it
    """
    said = {
        item.name: getattr(handshake, item.name)
        for item in fields(handshake)
        if getattr(handshake, item.name) != getattr(_DEFAULT, item.name)
    }
    said.pop("name", None)
    for name in said.keys() & set(_PLACES):
        said[name] = _place_data(said[name])
    if "conditions" in said:
        said["conditions"] = [_condition_data(each) for each in said["conditions"]]
    if "headers" in said:
        said["headers"] = [list(pair) for pair in said["headers"]]
    if "fetch_hosts" in said:
        said["fetch_hosts"] = list(said["fetch_hosts"])
    return {"method": handshake.method, **said}


def from_data(data: Mapping[str, Any], name: str = "") -> Handshake:
    """The handshake that some JSON values say.

    :param name: for people
    :raises InvalidSetup: a name that is none, or a value of another type; whether the
        handshake can work is what ``check_handshake`` finds out
    """
    values = dict(_made_of(data, Handshake))
    for key in values.keys() & set(_PLACES):
        values[key] = Place(**_made_of(values[key], Place))
    if "conditions" in values:
        values["conditions"] = tuple(map(_condition, _list(values["conditions"])))
    if "headers" in values:
        values["headers"] = tuple(map(_pair, _list(values["headers"])))
    if "fetch_hosts" in values:
        values["fetch_hosts"] = tuple(_list(values["fetch_hosts"]))
    for key, value in values.items():
        default = getattr(_DEFAULT, key)
        if default is not None and type(value) is not type(default):
            raise _invalid(key)
    return Handshake(**{**values, "name": name})


def _place_data(place: Place) -> dict[str, str]:
    return {"source": place.source, "name": place.name}


def _condition_data(condition: Condition) -> dict[str, Any]:
    value = {"value": condition.value} if condition.value else {}
    return {"place": _place_data(condition.place), **value}


def _condition(data: Any) -> Condition:
    values = dict(_made_of(data, Condition))
    place = Place(**_made_of(values.get("place"), Place))
    value = values.get("value", "")
    if not isinstance(value, str):
        raise _invalid("value")
    return Condition(place, value)


def _pair(data: Any) -> tuple[str, str]:
    pair = tuple(_list(data))
    if len(pair) != 2 or not all(isinstance(text, str) for text in pair):
        raise _invalid("headers")
    return pair


def _made_of(data: Any, cls: type) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise _invalid(cls.__name__)
    for name in data:
        if name not in cls.__dataclass_fields__:
            raise _invalid(str(name))
    if cls is Place and not all(isinstance(value, str) for value in data.values()):
        raise _invalid("place")
    return data


def _list(data: Any) -> list:
    if not isinstance(data, list | tuple):
        raise _invalid("list")
    return list(data)


def _invalid(name: str) -> InvalidSetup:
    return InvalidSetup(
        "handshake_data_invalid",
        _lt("%(name)r does not say anything of a handshake.", name=name),
        name=name,
    )
