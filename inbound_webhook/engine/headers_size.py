"""How large the headers are that the log keeps, where all of them would be too much."""

from collections.abc import Callable

Header = list[str]

#: The longest value of a header that is kept whole when all of them are too large.
_LONGEST_VALUE = 500
_MARK = "…"


def headers_within(
    headers: list[Header], max_size: int, is_needed: Callable[[str], bool]
) -> list[Header]:
    """The headers within a size: values cut, and the last ones left out.

    :param headers: names and values
    :param max_size: in bytes
    :param is_needed: whether a header is kept whole whatever its size; only asked where
        all of them are too large
    """
    if headers_size(headers) <= max_size:
        return headers
    needed = [is_needed(name) for name, _value in headers]
    room = max_size - headers_size(
        [header for header, kept in zip(headers, needed, strict=True) if kept]
    )
    result, left_out = [], 0
    for header, kept in zip(headers, needed, strict=True):
        if not kept:
            header = [_cut(text) for text in header]
            size = headers_size([header])
            if size > room:
                left_out += 1
                continue
            room -= size
        result.append(header)
    return [*result, [_MARK, f"{left_out} more"]] if left_out else result


def headers_size(headers: list[Header]) -> int:
    """How many bytes headers take."""
    return sum(len(text.encode()) for header in headers for text in header)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_VALUE:
        return text
    return text[: _LONGEST_VALUE - 1] + _MARK
