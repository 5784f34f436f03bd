"""Who may call: whether a call is from the sender that it seems to be from.

Each sender has a :class:`Scheme`, which is data; there is no code for a sender. The way
of a call, one module each::

    call         what stands where, as bytes: headers, query, form, body, address
    shapes       the signatures in the value that holds them
    parts/       each part of what is signed
    preparing    the signatures in a call, and the bytes that are signed
    keys         from the secret to the bytes of a key
    named_algorithms  what a standard's names of algorithms stand for
    encodings    how signatures and keys are written
    kinds/       a kind of schemes each: verify and sign, side by side
    times        how old a call may be
    verifying    the door of all this
    checking     whether a scheme, or a secret, can work at all
    coverage     how much of a call a scheme proves
    credentials  what a stored call must not show
    explaining   what was signed, expected and received
    searching/   finds the scheme of a call, and says why one does not fit
    wording      a scheme in words

Why a call is not authentic, the codes of :class:`~..errors.NotAuthentic`:

======================= ==========================================================
code                    what it says
======================= ==========================================================
signature_missing       nothing stands where the signature, or the token, should
signature_malformed     what stands there cannot be one
signature_wrong         none of the secrets makes it of this call
part_missing            a part of what is signed is not in the call
place_repeated          what has to stand once stands several times
delivery_id_ambiguous   the id holds what joins the signed parts
key_unknown             the certificate that the call names has to be fetched
key_refused             it is at an address where the sender has none
key_unreachable         its server does not answer
key_unfit               it is none, of another kind, or over
claim_wrong             a token that is signed right says something else
component_missing       the signature of a message leaves out what it has to cover
digest_wrong            the digest that is signed is that of another body
time_malformed          what should be the time is none
too_old, in_future      signed too long ago, or ahead of our clock
secret_missing          no secret is set, or none that is alive
secret_invalid          the secret cannot be the key of this scheme
scheme_invalid          the scheme itself cannot work
======================= ==========================================================
"""

from ..errors import NotAuthentic
from .data import from_data, to_data
from .checking import check_scheme, check_secret
from .coverage import body_coverage, proves_query
from .credentials import credential_places
from .encodings import ENCODINGS
from .explaining import Explanation, explain
from .kinds import SCHEME_KINDS, SchemeKind, register_scheme_kind
from .parts import PART_KINDS, PartKind, register_part
from .adding import applied
from .searching import Proposal, explain_mismatch, find_schemes
from .scheme import Additions, Part, Place, Scheme, Secret, TimeRule, Verified
from .verifying import sign, verify
from .wording import in_words

__all__ = [
    "ENCODINGS",
    "PART_KINDS",
    "SCHEME_KINDS",
    "Additions",
    "Explanation",
    "NotAuthentic",
    "Part",
    "PartKind",
    "Place",
    "Proposal",
    "Scheme",
    "SchemeKind",
    "Secret",
    "TimeRule",
    "Verified",
    "applied",
    "body_coverage",
    "proves_query",
    "check_scheme",
    "check_secret",
    "credential_places",
    "explain",
    "explain_mismatch",
    "find_schemes",
    "from_data",
    "in_words",
    "register_part",
    "register_scheme_kind",
    "sign",
    "to_data",
    "verify",
]
