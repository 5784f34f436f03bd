"""Parameters as a handler describes them: what is read of its calls, and how."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from .errors import InvalidSetup, ValueRefused
from .items import is_item_path, root_path
from .paths import compile_path
from .phrases import _lt
from .types import convert, find_type
from .types.moments import check_format
from .values import ValueContext

Source = Literal["body", "query", "header"]
#: What becomes of a value that does not fit: it is left out, it refuses the call, or a
#: default stands in its place.
OnInvalid = Literal["skip", "refuse", "default"]


@dataclass(frozen=True)
class ParameterSpec:
    """One parameter, as a handler describes it.

    :param name: its name in mappings, conditions and answers
    :param type: name of its type (``types.TYPES``)
    :param source: where it is
    :param path: path or field name; of a header, its name; empty for ``name``
    :param required: whether a call without it is refused
    :param default: text that stands in where a call has no value
    :param absent_is_no: whether that a call has no value is a no, as of a box that is
        not ticked
    :param on_invalid: what becomes of a value that does not fit its type
    :param date_format: name of the way in which a date is written, empty for automatic
    :param date_pattern: where that is a pattern, the pattern
    :param number_format: how numbers are written, empty where that is not known
    :param timezone: name of that of times that name none, empty for the handler's
    :param timezone_parameter: name of the parameter that says it, empty for none
    :param country_parameter: name of the parameter that says of which country a number
        is, empty for none
    """

    name: str
    type: str = "text"
    source: Source = "body"
    path: str = ""
    required: bool = False
    default: str | None = None
    absent_is_no: bool = False
    on_invalid: OnInvalid = "refuse"
    date_format: str = ""
    date_pattern: str = ""
    number_format: str = ""
    timezone: str = ""
    timezone_parameter: str = ""
    country_parameter: str = ""

    @property
    def depends_on_others(self) -> bool:
        """Whether other parameters say how its value is read."""
        return bool(self.timezone_parameter or self.country_parameter)

    def context(self, context: ValueContext) -> ValueContext:
        """How its value is read, as far as it says so itself."""
        if not (self.date_format or self.number_format or self.timezone):
            return context
        return replace(
            context,
            date_format=self.date_format,
            date_pattern=self.date_pattern,
            number_format=self.number_format,
            timezone=self.timezone or context.timezone,
        )

    @property
    def place(self) -> str:
        """The path, field name or header name."""
        return self.path or self.name

    @property
    def place_for_sender(self) -> str:
        """Where the value is, as its sender knows it."""
        return f"{self.name} ({self.place})" if self.place != self.name else self.name


def check_parameter(
    spec: ParameterSpec,
    context: ValueContext,
    *,
    body_kind: Literal["json", "form"] = "json",
    allow_descent: bool = False,
    has_items: bool = False,
):
    """Check a parameter as it is saved.

    :param body_kind: what the handler expects; a form may have any field name
    :param allow_descent: whether the handler allows ``..``
    :param has_items: whether the handler makes one record of each item of a list
    :raises InvalidSetup: its type, path or default can never work
    """
    find_type(spec.type)
    check_format(spec.date_format, spec.date_pattern)
    if spec.source == "body" and is_item_path(spec.place):
        if not has_items:
            raise InvalidSetup(
                "item_path",
                _lt(
                    "A path that begins with @ is one into an item, and this handler"
                    " does not make one record of each item."
                ),
            )
        compile_path(root_path(spec.place), allow_descent=allow_descent)
    elif spec.source == "body" and body_kind == "json" and spec.path:
        # A name alone is looked up as a key of the root where it is no path.
        compile_path(spec.place, allow_descent=allow_descent)
    default_of(spec, context)


def default_of(spec: ParameterSpec, context: ValueContext) -> Any:
    """The default of a parameter, converted; None for none.

    :raises InvalidSetup: it is no value of its type
    """
    try:
        return convert(spec.default, spec.type, spec.context(context))
    except ValueRefused as error:
        raise InvalidSetup(
            "default_invalid",
            _lt(
                "The default of the parameter %(parameter)r does not fit: %(reason)s",
                parameter=spec.name,
                reason=error.phrase,
            ),
            parameter=spec.name,
            **error.details,
        ) from error
