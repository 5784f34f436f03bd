"""Structured fields: RFC 9651, as far as HTTP Message Signatures use them.

A dictionary whose values are inner lists or byte sequences, with parameters. What is
parsed is written again as the RFC says, which is what signatures are made of; a value
that is not written that way is refused.
"""

import base64
import re
from dataclasses import dataclass
from typing import Any

_KEY = re.compile(r"[a-z*][a-z0-9_.*-]*")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_STRING = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_TOKEN = re.compile(r"[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*")
_BYTES = re.compile(r":([A-Za-z0-9+/=]*):")
_BOOLEAN = re.compile(r"\?([01])")

Parameters = tuple[tuple[str, Any], ...]


class Token(str):
    """A word without quotes."""


@dataclass(frozen=True)
class Item:
    """A value with its parameters."""

    value: Any
    parameters: Parameters = ()

    def __str__(self):
        return _bare(self.value) + _parameters(self.parameters)


@dataclass(frozen=True)
class InnerList:
    """Items in brackets, with parameters of their own."""

    items: tuple[Item, ...]
    parameters: Parameters = ()

    def __str__(self):
        items = " ".join(map(str, self.items))
        return f"({items}){_parameters(self.parameters)}"


def parse_dictionary(text: str) -> dict[str, Item | InnerList]:
    """The members of a dictionary by key; where one comes twice the last counts, as
    the RFC has it (section 4.2.2).

    :raises ValueError: it is none
    """
    return _Parser(text).dictionary()


def parse_item(text: str) -> Item:
    """An item that stands by itself.

    :raises ValueError: it is none, or something stands behind it
    """
    parser = _Parser(text)
    item = parser.item()
    parser.spaces()
    if parser.position < len(parser.text):
        raise ValueError("more than one item")
    return item


class _Parser:
    def __init__(self, text: str):
        self.text = text.strip(" ")
        self.position = 0

    def dictionary(self) -> dict[str, Item | InnerList]:
        members: dict[str, Item | InnerList] = {}
        while self.position < len(self.text):
            key = self.take(_KEY)[0]
            if self.next("="):
                members[key] = self.member()
            else:
                members[key] = Item(True, self.parameters())
            self.blanks()
            if self.position == len(self.text):
                break
            self.need(",")
            self.blanks()
            if self.position == len(self.text):
                raise ValueError("a comma at the end")
        return members

    def member(self) -> Item | InnerList:
        if not self.next("("):
            return self.item()
        items = []
        while True:
            self.spaces()
            if self.next(")"):
                return InnerList(tuple(items), self.parameters())
            items.append(self.item())
            if self.text[self.position : self.position + 1] not in (" ", ")"):
                raise ValueError("no blank between items")

    def item(self) -> Item:
        return Item(self.bare(), self.parameters())

    def parameters(self) -> Parameters:
        found: dict[str, Any] = {}
        while self.next(";"):
            self.spaces()
            key = self.take(_KEY)[0]
            found.pop(key, None)
            found[key] = self.bare() if self.next("=") else True
        return tuple(found.items())

    def bare(self) -> Any:
        first = self.text[self.position : self.position + 1]
        if first == '"':
            return re.sub(r"\\(.)", r"\1", self.take(_STRING)[1])
        if first == ":":
            return base64.b64decode(self.take(_BYTES)[1], validate=True)
        if first == "?":
            return self.take(_BOOLEAN)[1] == "1"
        if first == "-" or first.isdigit():
            return int(self.take(_INTEGER)[0])
        return Token(self.take(_TOKEN)[0])

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.position)
        if not match:
            raise ValueError("not what should stand here")
        self.position = match.end()
        return match

    def next(self, character: str) -> bool:
        found = self.text.startswith(character, self.position)
        self.position += found
        return found

    def need(self, character: str) -> None:
        if not self.next(character):
            raise ValueError("not what should stand here")

    def spaces(self) -> None:
        while self.next(" "):
            pass

    def blanks(self) -> None:
        while self.next(" ") or self.next("\t"):
            pass


def _parameters(parameters: Parameters) -> str:
    return "".join(
        f";{key}" if value is True else f";{key}={_bare(value)}"
        for key, value in parameters
    )


def _bare(value: Any) -> str:
    if isinstance(value, bool):
        return f"?{int(value)}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return f":{base64.b64encode(value).decode()}:"
    if isinstance(value, Token):
        return str(value)
    return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'
