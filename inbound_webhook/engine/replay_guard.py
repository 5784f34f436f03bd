"""What tells that an authentic call was sent a second time, by whoever saw it.

A signature is no secret: it stands in each call. Whoever sees one, at a proxy or in a
log, could send the same once more, for as long as its time is taken. So what its sender
signed is remembered until then, and so are the values that its scheme says no two calls
have.
"""

from .authentication.coverage import body_coverage
from .authentication.scheme import Scheme, Verified
from .bounds import DAY
from .duplicates import Mark, digest_of

#: How long ids of deliveries are remembered of a sender that signs no time.
_IDS_WITHOUT_TIME = DAY
#: The same of values that are used once: as long as any call may be old.
_NONCES_WITHOUT_TIME = 30 * DAY


def guards(scheme: Scheme, verified: Verified) -> tuple[Mark, ...]:
    """The marks of an authentic call that no other one may have.

    What is signed is one only where the body is in it, and a time: without that, it is
    the same whenever the same happens again.

    :param verified: what was found as the call was checked
    """
    seconds = _seconds(scheme)
    marks = []
    if verified.signed and seconds and body_coverage(scheme) == "whole":
        marks.append(Mark("signed", verified.signed, seconds))
    if verified.nonce:
        fingerprint = digest_of("nonce", verified.nonce)
        marks.append(Mark("nonce", fingerprint, seconds or _NONCES_WITHOUT_TIME))
    if verified.delivery_id:
        fingerprint = digest_of("delivery", verified.delivery_id)
        marks.append(Mark("delivery", fingerprint, seconds or _IDS_WITHOUT_TIME))
    return tuple(marks)


def _seconds(scheme: Scheme) -> int:
    """For how long a call may come, from the first moment to the last; 0 for ever."""
    rule = scheme.time
    return rule.past + rule.future + 1 if rule else 0
