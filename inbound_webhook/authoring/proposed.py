"""A parameter that a sample suggests."""

from dataclasses import dataclass, field
from typing import Any

from ..engine.body.tree import KeyPath
from ..engine.phrases import Phrase


@dataclass(frozen=True)
class ProposedParameter:
    """A parameter that a sample suggests.

    :param name: unique among the proposals, in snake_case
    :param type: name of its type
    :param path: where its value is, from the root
    :param sample: its value in the sample, JSON-safe
    :param key_path: the keys and indexes that lead to it; of a keyed list, the labels
    :param date_format: name of the way in which a date is written, where the samples
        decide it; else empty
    :param number_format: the same of how numbers are written
    :param remark: what is left to choose, a sentence; None for nothing
    :param time_zone_from: name of the proposal that says the time zone of its times
    :param country_from: name of the proposal that says of which country it is
    """

    name: str
    type: str
    path: str
    sample: Any
    key_path: KeyPath = field(default=(), compare=False)
    date_format: str = ""
    remark: Phrase | str | None = None
    time_zone_from: str = ""
    country_from: str = ""
    number_format: str = ""
