"""Which headers and fields hold credentials, by their names."""

import re
from functools import lru_cache

#: Betray a credential wherever they stand in a name: ``X-Accesstoken``.
_TELLING = re.compile(
    r"token|secret|passw|passphrase|passcode|credential|cookie|signature|hmac|bearer"
    r"|jwt|[cx]srf|session|assertion|oidc|principal|authoriz|authenti|apikey|verif-hash"
)
#: Betray one as a word of their own: ``Sec-Key``, but no ``Keyword``.
_WORDS = frozenset(
    {"auth", "key", "keys", "otp", "pass", "pat", "pin", "psk", "private", "pw", "pwd"}
    | {"sid", "sig", "sign", "totp"}
)
#: Betray one at the end of a word: ``Licensekey``, ``Xauth``.
_ENDINGS = ("auth", "key", "pwd")
#: What sounds like credentials and is none: an id of the delivery.
_HARMLESS = re.compile("idempotency")
#: Not a credential, but a name that outsiders need not know.
_ALSO = frozenset({"x-odoo-database"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


#: A longer name is none that anybody gave, and not worth remembering.
_LONGEST = 200


def is_credential(name: str) -> bool:
    """Whether what has this name is a credential: a header, or a field of a form.

    A name too many does no harm, since what it holds is only left out of the log.
    """
    return len(name) > _LONGEST or _sounds_secret(name)


@lru_cache(maxsize=4096)
def _sounds_secret(name: str) -> bool:
    lowered = name.lower()
    if _HARMLESS.search(lowered):
        return False
    if _TELLING.search(lowered) or lowered in _ALSO:
        return True
    words = {word.lower() for word in _WORD.findall(name)}
    return any(word in _WORDS or word.endswith(_ENDINGS) for word in words)
