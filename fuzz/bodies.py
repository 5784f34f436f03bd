"""Bodies of each kind, from a ``random.Random``."""

import gzip
import json
import zlib
from urllib.parse import quote, quote_from_bytes

from .values import GOOD, NAMES, any_text, any_value, as_text, tree, wildness

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b0und"
_ENCODINGS = ["utf-8"] * 12 + ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"]
_LONG = [64, 65, 200, 1_000, 8_000]


def json_body(rng):
    """An object, sometimes with a list of items, a key twice, or levels without end."""
    wild = wildness(rng)
    value = tree(rng, wild)
    if rng.random() < 0.2:
        value["items"] = [tree(rng, wild) for _ in range(rng.randrange(5))]
    text = json.dumps(value, ensure_ascii=rng.random() < 0.6)
    chance = rng.random()
    if chance < 0.05:
        text = text[:-1] + ", " + text[1:]
    elif chance < 0.08:
        depth = rng.choice(_LONG)
        text = '{"more":' * depth + text + "}" * depth
    elif chance < 0.1:
        text = "[" + ",".join([text] * rng.choice([1, 2, 50])) + "]"
    return _in_bytes(text, rng.choice(_ENCODINGS)), JSON


def likely_body(rng, body_type, is_split):
    """What a handler takes, so that it gets to its record, its rules and its answer."""
    items = [_likely(rng) for _ in range(rng.randrange(1, 5) if is_split else 1)]
    if body_type == "json":
        value = {**items[0], "items": items} if is_split else items[0]
        return _in_bytes(json.dumps(value)), JSON
    pairs = [
        f"{name}={quote_from_bytes(_in_bytes(as_text(value)))}"
        for name, value in items[0].items()
    ]
    return "&".join(pairs).encode(), FORM


def _likely(rng):
    """A value for most parameters, one of them hostile now and then."""
    names = [name for name in GOOD if rng.random() < 0.8]
    values = {name: rng.choice(GOOD[name]) for name in names}
    if names and rng.random() < 0.2:
        name = rng.choice(names)
        values[name] = any_value(rng, name, wild=0.7)
    return values


def form_body(rng):
    """Pairs of names and texts, encoded well, badly or not at all."""
    pairs, wild = [], wildness(rng)
    for name in _names(rng):
        text = as_text(any_value(rng, name, wild))
        pairs.append(f"{_encoded(rng, name)}={_encoded(rng, text)}".encode("latin-1"))
    if rng.random() < 0.03:
        pairs *= rng.choice([100, 1_000])
    charset = rng.choice(
        ["", "", "; charset=utf-8", "; charset=latin-1", "; charset=x"]
    )
    return rng.choice([b"&"] * 9 + [b";"]).join(pairs), FORM + charset


def query(rng):
    """The query of a look-up."""
    wild = wildness(rng)
    pairs = [
        f"{_encoded(rng, name)}={_encoded(rng, as_text(any_value(rng, name, wild)))}"
        for name in _names(rng)
    ]
    # As a client sends it: what has no place in the line of a request is encoded.
    return quote("?" + "&".join(pairs), safe="?&=%", encoding="latin-1")


def multipart_body(rng):
    """Fields and files, with a boundary that is sometimes wrong or missing."""
    wild = wildness(rng)
    parts = [_part(rng, name, wild) for name in _names(rng)]
    if rng.random() < 0.03:
        parts *= rng.choice([20, 300])
    content_type = MULTIPART if rng.random() < 0.95 else "multipart/form-data"
    end = b"--b0und--\r\n" if rng.random() < 0.95 else b""
    return b"".join(parts) + end, content_type


def bytes_body(rng):
    """Bytes, whatever they are."""
    content_type = rng.choice([JSON, FORM, MULTIPART, "text/plain", None, "image/png"])
    return rng.randbytes(rng.choice([0, 1, 10, 500, 45_000])), content_type


def compressed(rng, body):
    """A body and a content encoding that fits it, or does not."""
    packed = {"gzip": gzip.compress(body, mtime=0), "deflate": zlib.compress(body)}
    names = ["gzip", "deflate", "br", "utf-8", "gzip, gzip", "identity"]
    name = rng.choice(names)
    return (packed[name] if name in packed and rng.random() < 0.7 else body), name


def _names(rng):
    names = rng.choices(NAMES, k=rng.randrange(8))
    return [f"{n}[{rng.choice(NAMES)}]" if rng.random() < 0.1 else n for n in names]


def _encoded(rng, text):
    raw = _in_bytes(text, rng.choice(["utf-8"] * 9 + ["latin-1"]))
    return quote_from_bytes(raw) if rng.random() < 0.9 else raw.decode("latin-1")


def _part(rng, name, wild):
    content = _in_bytes(as_text(any_value(rng, name, wild)))
    head = f'Content-Disposition: form-data; name="{name}"'
    chance = rng.random()
    if chance < 0.15:
        filename = any_text(rng).replace("\n", "")
        head += f'; filename="{filename}"\r\nContent-Type: image/png'
        content = rng.randbytes(200)
    elif chance < 0.2:
        head += "\r\nContent-Transfer-Encoding: " + rng.choice(["base64", "8bit", "x"])
    return b"--b0und\r\n" + _in_bytes(head) + b"\r\n\r\n" + content + b"\r\n"


def _in_bytes(text, encoding="utf-8"):
    """A text in bytes, halves of characters included where the encoding can."""
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    return text.encode(encoding, errors)
