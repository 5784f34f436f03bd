"""Texts that are JSON: the lists and objects of forms, and of what people type."""

from typing import Any

from ..body.json_reader import parse_json
from ..body.limits import Limits
from ..body.notes import NoteBook
from ..errors import EngineError

_LIMITS = Limits()


def parsed_text(text: str) -> Any:
    """What a text is as JSON, None where it is none."""
    try:
        return parse_json(text, _LIMITS, NoteBook())
    except EngineError:
        return None
