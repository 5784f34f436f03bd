"""How much of a call a scheme proves: a token proves who sends it, and not what."""

from typing import Literal

from .scheme import Scheme

Coverage = Literal["whole", "values", "nothing"]
_WHOLE = frozenset({"body", "body_sha256", "form_sorted"})
_VALUES = frozenset({"body_path", "named_values"})


def body_coverage(scheme: Scheme) -> Coverage:
    """How much of the body cannot be changed by somebody who saw an authentic call.

    :return: ``whole``; ``values`` where the sender signs some values of the body, and
        ``nothing`` otherwise. A CRC-32 counts for nothing: another body that has the
        same one is made in no time
    """
    if scheme.kind == "http_message":
        return "whole"
    if scheme.kind == "jwt":
        return "whole" if scheme.option("body_hash_claim") else "nothing"
    if scheme.kind not in ("signature", "public_key"):
        return "nothing"
    kinds = {part.kind for part in scheme.parts}
    if kinds & _WHOLE and not scheme.items_path:
        return "whole"
    return "values" if kinds & _VALUES else "nothing"
