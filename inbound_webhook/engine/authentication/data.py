"""A scheme as plain JSON data, and back: how records and files hold it."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ..errors import InvalidSetup
from ..phrases import _lt
from .scheme import Part, Place, Scheme, TimeRule

_DEFAULT = Scheme()
_PLACES = (
    *("place", "key_id_place", "key_url_place", "id_place", "event_type_place"),
    "nonce_place",
)
#: Lists of texts.
_TEXTS = ("names", "key_hosts")
#: What belongs to one call, and is no data of a scheme.
_OF_ONE_CALL = "certificate"


def to_data(scheme: Scheme) -> dict[str, Any]:
    """A scheme as JSON values; what is as it is by default is left out, but its kind.

    :return: ``from_data`` makes the same scheme of it
    """
    return {"kind": scheme.kind, **_differences(scheme, _DEFAULT)}


def from_data(data: Mapping[str, Any]) -> Scheme:
    """The scheme that some JSON values say.

    :raises InvalidSetup: a name that is none, or a value of another type; whether the
        scheme can work is what ``check_scheme`` finds out
    """
    if not isinstance(data, Mapping):
        raise _invalid("scheme")
    return _made(Scheme, {**data, **_nested(data)})


def _nested(data: Mapping[str, Any]) -> dict[str, Any]:
    made = {
        name: _made(Place, data[name]) for name in _PLACES if data.get(name) is not None
    }
    if data.get("time") is not None:
        time = dict(_mapping(data["time"], "time"))
        if "place" in time:
            time["place"] = _made(Place, time["place"])
        made["time"] = _made(TimeRule, time)
    if "parts" in data:
        made["parts"] = tuple(_made(Part, part) for part in _list(data["parts"]))
    made |= {name: tuple(_list(data[name])) for name in _TEXTS if name in data}
    return made


def _differences(value: Any, default: Any) -> dict[str, Any]:
    return {
        item.name: _value(getattr(value, item.name))
        for item in fields(value)
        if item.name != _OF_ONE_CALL
        and getattr(value, item.name) != getattr(default, item.name)
    }


def _value(value: Any) -> Any:
    if isinstance(value, Place):
        return {"source": value.source, "name": value.name}
    if isinstance(value, TimeRule):
        differences = _differences(value, TimeRule())
        return {"place": _value(value.place), **differences}
    if isinstance(value, Part):
        return _differences(value, Part(""))
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _made(cls: type, data: Any) -> Any:
    values = _mapping(data, cls.__name__)
    default = cls("") if cls is Part else cls()
    for name, value in values.items():
        is_known = isinstance(name, str) and name in cls.__dataclass_fields__
        if not is_known or name == _OF_ONE_CALL:
            raise _invalid(str(name))
        if not _fits(value, getattr(default, name), name):
            raise _invalid(name)
    return cls(**{**({"kind": ""} if cls is Part else {}), **values})


def _fits(value: Any, default: Any, name: str) -> bool:
    """Whether a value is of the type of the default."""
    if default is None:
        return value is None or isinstance(value, Place | TimeRule)
    if isinstance(default, Mapping):
        return isinstance(value, Mapping)
    if name in _TEXTS:
        return all(isinstance(item, str) for item in value)
    return type(value) is type(default)


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _invalid(name)
    return value


def _list(value: Any) -> list:
    if not isinstance(value, list | tuple):
        raise _invalid("list")
    return list(value)


def _invalid(name: str) -> InvalidSetup:
    return InvalidSetup(
        "scheme_data_invalid",
        _lt("%(name)r does not say anything of a scheme.", name=name),
        name=name,
    )
