"""How much of a call a scheme proves: a token proves who sends it, and not what."""

from typing import Literal

from .scheme import Scheme

Coverage = Literal["whole", "values", "nothing"]
_WHOLE = frozenset({"body", "body_sha256", "form_sorted"})
_VALUES = frozenset({"body_path", "named_values"})
_QUERY = frozenset({"url", "path_and_query", "query_sorted"})
#: Components of RFC 9421 that hold the whole query.
_QUERY_COMPONENTS = frozenset({"@target-uri", "@request-target", "@query"})


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


def proves_query(scheme: Scheme) -> bool:
    """Whether what stands in the query is as sure as what stands in a body.

    Where the sender signs what it sends, and not the address, whoever saw one signed
    call could write another query. A token never says more than who sends a call.
    """
    if scheme.kind == "http_message":
        return not _QUERY_COMPONENTS.isdisjoint(scheme.option("components", ()))
    if scheme.kind == "jwt":
        return not scheme.option("body_hash_claim")
    if scheme.kind not in ("signature", "public_key"):
        return True
    return not _QUERY.isdisjoint(part.kind for part in scheme.parts)
