"""How much of a trace is kept: its beginning, its end, and what failed between."""

import json
from typing import Any

from .body.text import shortened
from .trace import FAILED, NOTED

#: Texts and lists of a trace that is too large, and of one that still is.
_SHORTER = ((500, 200), (80, 20))
#: Of the size, for the lines from the beginning, and for those with the last ones.
_FIRST, _LAST = 0.5, 0.7

Line = dict[str, Any]


def within_size(lines: list[Line], max_size: int) -> list[Line]:
    """The lines of a trace within a size.

    Texts and lists are shortened first. Where that is not enough, one line says how
    many are left out, and of how many items.

    :param max_size: in bytes of JSON
    """
    for longest_text, longest_list in _SHORTER:
        if _size(lines) <= max_size:
            return lines
        lines = [_shorter(line, longest_text, longest_list) for line in lines]
    return lines if _size(lines) <= max_size else _without_some(lines, max_size)


def _without_some(lines: list[Line], max_size: int) -> list[Line]:
    numbers = range(len(lines))
    failed = [number for number in numbers if lines[number]["state"] == FAILED]
    kept: set[int] = set()
    used = 0
    for share, wanted in ((_FIRST, numbers), (_LAST, numbers[::-1]), (1, failed)):
        for number in wanted:
            size = _size(lines[number])
            if number in kept:
                continue
            if used + size > share * max_size:
                break
            kept.add(number)
            used += size
    left_out = [number for number in numbers if number not in kept]
    shown = {number: lines[number] for number in kept}
    shown[left_out[0]] = _said(lines, left_out)
    return [shown[number] for number in sorted(shown)]


def _said(lines: list[Line], left_out: list[int]) -> Line:
    items = {lines[number].get("item") for number in left_out} - {None}
    return {
        "step": lines[left_out[0]]["step"],
        "state": NOTED,
        "code": "left_out",
        "lines": len(left_out),
        "items": len(items),
    }


def _shorter(value: Any, longest_text: int, longest_list: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= longest_text else shortened(value, longest_text)
    if isinstance(value, list):
        value = value[:longest_list]
        return [_shorter(item, longest_text, longest_list) for item in value]
    if isinstance(value, dict):
        return {
            # The template of a phrase has its placeholders in it.
            name: item
            if name == "template"
            else _shorter(item, longest_text, longest_list)
            for name, item in value.items()
        }
    return value


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, default=str).encode())
