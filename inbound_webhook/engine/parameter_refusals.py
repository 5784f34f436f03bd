"""What is said of a parameter that does not fit, or is missing."""

from .errors import ValueRefused
from .parameters import ParameterSpec
from .phrases import Phrase, _lt


def unfit(
    spec: ParameterSpec, error: ValueRefused, is_part: bool = False
) -> ValueRefused:
    """Why a value does not fit, in a sentence that names its parameter.

    :param error: why it does not
    :param is_part: whether the rest of it does
    """
    said = _lt(
        "The parameter %(parameter)r does not fit: %(reason)s",
        parameter=spec.name,
        reason=error.phrase,
    )
    if is_part:
        said = _lt(
            "A part of the parameter %(parameter)r does not fit: %(reason)s",
            parameter=spec.name,
            reason=error.phrase,
        )
    return ValueRefused(error.code, said, parameter=spec.name, **error.details)


def missing(spec: ParameterSpec, hint: Phrase | None) -> ValueRefused:
    """That a call lacks a parameter.

    :param hint: what may be meant by something else
    """
    place = {
        "body": _lt("at %(path)r in the body", path=spec.place),
        "query": _lt("as %(name)r in the query of the URL", name=spec.place),
        "header": _lt("in the header %(name)r", name=spec.place),
    }[spec.source]
    said = _lt(
        "The parameter %(parameter)r is missing; it is expected %(place)s.",
        parameter=spec.name,
        place=place,
    )
    return ValueRefused(
        "parameter_missing",
        _lt("%(said)s %(hint)s", said=said, hint=hint) if hint else said,
        parameter=spec.name,
        received=None,
        expected=spec.type,
    )
