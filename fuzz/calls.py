"""Whole calls: a body of some kind, and all that goes wrong on the way."""

import json
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import bodies

INDEX = "@octokit/webhooks-examples/api.github.com/index.json"
TYPES = [
    *("application/json", "application/x-www-form-urlencoded", "text/plain", None, ""),
    *("multipart/form-data; boundary=other", "application/xml", "text/html", "a", "/"),
    *("application/json; charset=utf-16", "application/json; charset=\xe9", "*/*"),
    *("application/x-www-form-urlencoded; charset=shift_jis", 'a/b; c="', "a/b;" * 99),
]
METHODS = ["POST"] * 200 + ["PUT", "GET", "DELETE", "OPTIONS", "HEAD"]
QUERIES = [*[""] * 30, "?a=1", "?a=%00&a=%FF", "?%E9=%81", "?=&&==", "?" + "a&" * 1_500]
PIECES = [
    b"\0",
    b"\xff",
    b'"',
    b"\\",
    b"{",
    b"]",
    b"&",
    b"=",
    b"\r\n",
    b"\\ud800",
    b"1",
]
HANDLERS = ["json", "form", "matching", "items", "queued"]
WILD = 0.5  # of the calls


@dataclass(frozen=True)
class Call:
    """What is sent.

    :param number: which one of the seed's it is
    :param kind: how its body came about
    :param handler: name of the handler it goes to
    :param is_chunked: whether the body goes in chunks
    """

    number: int
    kind: str
    handler: str
    method: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_chunked: bool


class Generator:
    """Makes the calls of a seed.

    :param packages: folder of the npm package with GitHub's examples
    :param wild: what is to be known of the handlers that are other ones for each seed
    """

    def __init__(self, seed, packages, wild):
        self._seed, self._packages, self._wild = seed, packages, wild

    def call(self, number):
        """The call of a number."""
        rng = random.Random(f"{self._seed}/{number}")
        kind = "wild" if rng.random() < WILD else rng.choice(list(self._makers()))
        if kind == "wild":
            handler = rng.choice(list(self._wild))
            taken = self._wild[handler]["body_type"], self._wild[handler]["is_split"]
            body, content_type = bodies.likely_body(rng, *taken)
        else:
            handler = self._handler(rng, kind)
            body, content_type = self._makers()[kind](rng)
        if rng.random() < (0.02 if kind == "wild" else 0.1):
            body = mutated(rng, body)
        if rng.random() < (0.02 if kind == "wild" else 0.1):
            content_type = rng.choice(TYPES)
        headers = [] if content_type is None else [("Content-Type", content_type)]
        if rng.random() < 0.05:
            body, encoding = bodies.compressed(rng, body)
            headers.append(("Content-Encoding", encoding))
        method, query = rng.choice(METHODS), rng.choice(QUERIES)
        if handler in self._wild:
            method = rng.choice([*self._wild[handler]["methods"] * 9, method])
        if method == "GET" and handler in self._wild:
            # Without one it is a question whether the URL is there.
            query = bodies.query(rng) if rng.random() < 0.9 else ""
            body = rng.choice([*[b""] * 9, body])
        return Call(
            number=number,
            kind=kind,
            handler=handler,
            method=method,
            query=query,
            headers=(*headers, ("X-Fuzz", str(number))),
            body=body,
            is_chunked=rng.random() < 0.1,
        )

    def _makers(self):
        return {
            "json": bodies.json_body,
            "form": bodies.form_body,
            "multipart": bodies.multipart_body,
            "bytes": bodies.bytes_body,
            "github": self._github_body,
        }

    def _handler(self, rng, kind):
        if kind == "github":
            return kind
        if rng.random() < 0.1:
            return rng.choice(list(self._wild))
        likely = {"json": ["json", "matching", "items", "queued"]}.get(kind, ["form"])
        return rng.choice(likely if rng.random() < 0.8 else HANDLERS)

    def _github_body(self, rng):
        body = rng.choice(_examples(self._packages))
        return (mutated(rng, body) if rng.random() < 0.5 else body), bodies.JSON


@cache
def _examples(packages):
    """GitHub's examples of its webhooks, as it sends them."""
    index = json.loads((Path(packages) / INDEX).read_text())
    return [json.dumps(e).encode() for event in index for e in event["examples"]]


def mutated(rng, body):
    """A body in which a few bytes were changed, left out, repeated or put in."""
    raw = bytearray(body)
    for _ in range(rng.randrange(1, 5)):
        at = rng.randrange(len(raw) + 1)
        end = min(at + rng.choice([1, 1, 10, 1_000]), len(raw))
        raw[at:end] = rng.choice(
            [b"", bytes(raw[at:end]) * 2, rng.choice(PIECES), rng.randbytes(end - at)]
        )
    return bytes(raw)
