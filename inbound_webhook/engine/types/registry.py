"""The types, found by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ..body.text import shortened
from ..body.xml_reader import TEXT, WholeText, is_empty_field
from ..errors import InvalidSetup
from ..kinds import Kind, add_kind, registering_addon
from ..phrases import _lt
from ..values import ValueContext, is_empty

#: Takes a value that says something, gives the converted one or raises ValueRefused.
#: It may return None for a value that turns out to say nothing.
Convert = Callable[[Any, ValueContext], Any]
#: What the values of a type are. Texts are compared without regard to case. Values
#: (numbers, dates, booleans) are compared as they are, and JSON may have a literal of
#: its own for them. Of lists, the items are compared; objects are not compared.
Form = Literal["text", "value", "list", "object"]
#: How sure it is that a value is of a type: by how it looks, by the name that it has,
#: because it could be; 0 where nothing says so.
SURE, NAMED, POSSIBLE = 3, 2, 1
#: Takes the words of the name of a value, and the value as a sample has it.
Suggests = Callable[[frozenset[str], Any], int]
#: Odoo's types of fields that hold a text.
TEXT_FIELDS = frozenset({"char", "text", "html"})


def _suggests_nothing(_words: frozenset[str], _value: Any) -> int:
    return 0


@dataclass(frozen=True)
class Type(Kind):
    """One type of parameters.

    :param convert: never called with None or a blank text
    :param takes_lists: whether a list means something to it; else it is called with
        the item of a list of one, and refuses any other list
    :param takes_first: whether of a list it takes the first item
    :param false_is_nothing: whether ``false`` is no value: Odoo and PHP programs write
        it where there is none. Only a boolean has a meaning of its own for it
    :param form: what its values are
    :param is_ordered: whether one value can be greater than another
    :param sample: a value as a sender could write it; empty where the name of the
        parameter says more
    :param fills: Odoo's types of the fields that its values are proposed for
    :param suggests: how sure it is that a value in a sample is one of these
    :param operand: how what a condition compares with is read, where that may be
        something else than a value of the type
    """

    convert: Convert
    takes_lists: bool = False
    takes_first: bool = False
    false_is_nothing: bool = False
    form: Form = "text"
    is_ordered: bool = False
    sample: str = ""
    fills: frozenset[str] = TEXT_FIELDS
    suggests: Suggests = _suggests_nothing
    operand: Convert | None = None


#: Types by name, in the order in which people choose.
TYPES: dict[str, Type] = {}


def register_type(name: str, label: str = "", **traits: Any):
    """Decorator: the function converts to the type of this name.

    :param label: what people read, a phrase; by default its name
    :param traits: as :class:`Type` has them
    """
    addon = registering_addon()

    def register(function: Convert) -> Convert:
        add_kind(TYPES, Type(name, label or name, function, addon=addon, **traits))
        return function

    return register


def convert(value: Any, type_name: str, context: ValueContext) -> Any:
    """A value from outside as a value of a type; None for None and for blank text.

    :param value: JSON-safe, as a payload holds it
    :raises ValueRefused: it does not fit; ``details`` has ``received`` and
        ``expected``
    :raises InvalidSetup: there is no type of that name
    """
    value_type = find_type(type_name)
    value = text_of_element(value, value_type)
    if isinstance(value, list) and not value_type.takes_lists:
        said = [item for item in value if not _says_nothing(item)]
        value = (said[0] if said else None) if len(said) < 2 else value
    if _says_nothing(value):
        return None
    if value is False and value_type.false_is_nothing:
        return None
    return value_type.convert(value, context)


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and is_empty(value))


def text_of_element(value: Any, value_type: Type) -> Any:
    """The text of an element of XML that has attributes, where one value is wanted."""
    if value_type.form == "object":
        return value
    if isinstance(value, list):
        said = (item for item in value if not is_empty_field(item))
        return [text_of_element(item, value_type) for item in said]
    if is_empty_field(value):
        return None
    is_element = isinstance(value, dict) and isinstance(value.get(TEXT), str)
    others = value.keys() - {TEXT} if is_element else ()
    only_attributes = all(name.startswith("@") for name in others)
    is_all = is_element and (only_attributes or isinstance(value[TEXT], WholeText))
    return value[TEXT] if is_all else value


def find_type(name: str) -> Type:
    """:raises InvalidSetup: there is no type of that name"""
    if name not in TYPES:
        name = shortened(name)
        raise InvalidSetup(
            "type_unknown", _lt("There is no type %(type)r.", type=name), type=name
        )
    return TYPES[name]


def suggested_types(
    words: Iterable[str], value: Any, types: Iterable[Type]
) -> list[Type]:
    """The types that a value could be of, the surest one first.

    :param words: of the name that it has
    :param types: those to choose among
    """
    words = frozenset(words)
    sureness = {item: item.suggests(words, value) for item in types}
    found = [item for item, sure in sureness.items() if sure]
    return sorted(found, key=lambda item: -sureness[item])
