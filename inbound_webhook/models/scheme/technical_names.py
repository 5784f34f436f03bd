"""How what has no name but a technical one is written where people read."""

_NAMES = {
    "hmac_sha256": "HMAC-SHA256",
    "hmac_sha512": "HMAC-SHA512",
    "hmac_sha384": "HMAC-SHA384",
    "hmac_sha1": "HMAC-SHA1",
    "sha256": "SHA-256",
    "sha1": "SHA-1",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
    "ed25519": "Ed25519",
    "nfkd": "NFKD",
}


def named(names):
    """Choices of technical names, as those who know them write them."""
    return [(name, _label(name)) for name in dict.fromkeys(names) if name]


def _label(name):
    words = {"hex": "in hex"}
    if name in _NAMES:
        return _NAMES[name]
    parts = name.split("_")
    return " ".join(words.get(part, _NAMES.get(part, part.upper())) for part in parts)
