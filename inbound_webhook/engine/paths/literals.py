"""Texts in a path: taken out before it is parsed, put back after.

``jsonpath-ng`` drops the backslash of ``\\n`` and ``\\u00e9`` and keeps the letter; its
old versions take a key ``'*'`` for a wildcard and ``null`` for a text. So it is given
``'\\0<number>'`` for every quoted text, and its answer is read with these.
"""

import json
import re
from collections.abc import Callable
from typing import Any

_QUOTED = re.compile(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", re.DOTALL)
_INSIDE = re.compile(r"\\.|[^\\]", re.DOTALL)
_MARK = "\x00"


class Literals:
    """The texts of one path."""

    def __init__(self):
        self._values: list[Any] = []

    def take_out(self, path: str, change: Callable[[str], str]) -> str:
        """The path with a stand-in for every quoted text.

        :param change: what is done to the pieces between them
        :raises ValueError: an escape that RFC 9535 does not know
        """
        pieces = _QUOTED.split(path)
        for index, piece in enumerate(pieces):
            pieces[index] = self.stand_in(_text(piece)) if index % 2 else change(piece)
        return "".join(pieces)

    def stand_in(self, value: Any) -> str:
        """What to write for a value in a path."""
        self._values.append(value)
        return f"'{_MARK}{len(self._values) - 1}'"

    def put_back(self, value: Any) -> Any:
        """The value that a stand-in is for; any other value as it is."""
        if isinstance(value, str) and value.startswith(_MARK):
            return self._values[int(value.removeprefix(_MARK))]
        return value


def quoted(text: str) -> str:
    """A text as it is written in a path."""
    inside = json.dumps(text, ensure_ascii=False)[1:-1]
    return "'" + inside.replace('\\"', '"').replace("'", "\\'") + "'"


def _text(piece: str) -> str:
    """The text that a quoted piece stands for: the escapes of JSON, and ``\\'``."""
    inside = "".join(
        {"\\'": "'", '"': '\\"'}.get(part, part)
        for part in _INSIDE.findall(piece[1:-1])
    )
    return json.loads(f'"{inside}"', strict=False)
