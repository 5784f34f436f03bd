"""The hash functions that senders use, by name."""

import hashlib
from collections.abc import Callable

#: Hash functions by name: bytes to the digest.
HASHES: dict[str, Callable[[bytes], bytes]] = {
    name: lambda value, name=name: hashlib.new(name, value).digest()
    for name in ("sha1", "sha256", "sha384", "sha512")
}
#: What :attr:`Scheme.prehash` can say: bytes to the bytes that are signed in their
#: place.
PREHASHES: dict[str, Callable[[bytes], bytes]] = {
    "": lambda value: value,
    **HASHES,
    **{
        f"{name}_hex": lambda value, digest=digest: digest(value).hex().encode()
        for name, digest in HASHES.items()
    },
}
