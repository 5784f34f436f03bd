"""A handler as a call needs it: one value that never changes, without the database.

Whatever an administrator sets up is in here. Paths and fixed values are texts, parsed
where they are first used, which is remembered by the text; answers are parsed. Where
all this comes from is in ``models/handler/compiled.py``; how a call knows that it is up
to date, in ``version.py`` beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal

from .answers import ConfiguredResponse
from .authentication.scheme import Scheme
from .body import Limits
from .bots import BotTraps
from .bounds import BOUNDS
from .conditions import ConditionSpec
from .credentials import Credentials
from .duplicates import DuplicateRule, of_header, of_request
from .errors import InvalidSetup
from .event_type import event_type_of
from .handshakes import Handshake, without_secrets
from .listing import Listing
from .masking import leads_to, mask_token_in_tree
from .networks import Network, is_within
from .ordering import rule_of
from .origins import Origins
from .pages import Pages
from .parameters import ParameterSpec
from .rates import Rates
from .records import RecordSpec
from .request import IncomingRequest
from .values import ValueContext

#: Headers without which a body cannot be read.
_OF_THE_BODY = ("content-type", "content-encoding")
#: What GET is sent by: HEAD is GET without its answer's body.
_READING = ("GET", "HEAD")


def _default(name: str) -> int:
    return BOUNDS[name].default


@dataclass(frozen=True)
class Kept:
    """How much the log keeps of a handler's calls, in bytes.

    :param headers: of one call
    :param trace: of one call
    :param per_hour: of all calls of an hour that were not applied
    """

    headers: int = _default("max_headers_size")
    trace: int = _default("max_trace_size")
    per_hour: int = _default("max_kept_per_hour")


@dataclass(frozen=True)
class Runner:
    """The user that the calls of a handler run as, and where that is.

    :param id: of the user
    :param partner_id: his contact, the author of what is said
    :param address: his name and e-mail address, as a message is from
    :param company_id: where he works
    :param country_id: of the company, None for none
    :param obstacle: why he cannot be run as: ``archived``, or ``elsewhere`` where he
        does not work in the company any more
    """

    id: int
    company_id: int
    partner_id: int | None = None
    address: str = ""
    lang: str | None = None
    tz: str | None = None
    country_id: int | None = None
    obstacle: Literal["archived", "elsewhere"] | None = None


@dataclass(frozen=True)
class HandlerSpec:
    """What one URL does with its calls.

    :param id: of the handler
    :param token: the last part of its URL
    :param old_token: that of the URL before, which may go on for some time
    :param name: in the language of its user
    :param method: of its calls: ``post`` or ``get``
    :param charset: that of text which is no UTF-8 and whose sender names none; None for
        what is clear from the text
    :param takes_put: whether PUT and PATCH are calls as well
    :param saves_on_get: whether GET is one as well, with its values in the query
    :param answers_probes: whether it says that it is there to who asks so
    :param queues: whether calls wait in a queue; a look-up is answered with what it
        finds
    :param when_off: what becomes of calls that come while it is switched off
    :param max_waiting: how many may wait until it is switched on again
    :param parameters: what is read of a call
    :param conditions: which calls are ignored
    :param records: what is looked up, or made and changed: one, as yet
    :param returned: paths of the fields that a look-up answers
    :param listing: how it answers all that match; None for one record
    :param answers: by outcome; an error where one cannot be made
    :param split_path: where a call holds several records, else empty
    :param split_mode: whether items stand or fall together
    :param max_links: how many values of one list are looked up as records
    :param max_new_links: how many linked records a call may have made
    :param max_seconds: how long a call may take
    :param note_on_record: whether the chatter of a record says which call changed it
    :param passes_on: whether what a call changes is told to other systems too
    :param changes_logins: whether it may change the contacts of people who log in
    :param rules: ids of the automation rules that run on its calls, in their order
    :param credentials: what a call has to prove, None where its URL is enough
    :param event_scheme: what says where the kind of an event stands, if anything does
    :param networks: where calls may come from, none where that does not matter
    :param origins: from pages of which websites
    :param rates: how many calls a minute
    :param bots: how programs that fill in forms are told from people
    :param pages: what visitors of a website read
    :param handshakes: what its sender asks besides, in the order in which they are
        looked for
    :param handshake_token: what its sender has to know where a handshake asks for that
    """

    id: int
    token: str
    runner: Runner
    old_token: str = ""
    name: str = ""
    method: Literal["post", "get"] = "post"
    body_type: Literal["json", "form"] = "json"
    charset: str | None = None
    takes_put: bool = False
    saves_on_get: bool = False
    answers_probes: bool = False
    queues: bool = False
    when_off: Literal["refuse", "keep", "drop"] = "refuse"
    max_waiting: int = _default("max_waiting")
    parameters: tuple[ParameterSpec, ...] = ()
    conditions: tuple[ConditionSpec, ...] = ()
    records: tuple[RecordSpec, ...] = ()
    returned: tuple[str, ...] = ()
    listing: Listing | None = None
    answers: Mapping[str, ConfiguredResponse | InvalidSetup] = field(
        default_factory=dict
    )
    context: ValueContext = ValueContext()
    duplicates: DuplicateRule = DuplicateRule()
    split_path: str = ""
    split_mode: Literal["all", "each"] = "all"
    limits: Limits = Limits()
    kept: Kept = Kept()
    max_items: int = _default("max_items")
    max_links: int = _default("max_links")
    max_new_links: int = _default("max_new_links")
    max_seconds: int = _default("max_seconds")
    note_on_record: bool = True
    passes_on: bool = False
    changes_logins: bool = False
    rules: tuple[int, ...] = ()
    credentials: Credentials | None = None
    event_scheme: Scheme | None = None
    networks: tuple[Network, ...] = ()
    origins: Origins = Origins()
    rates: Rates = Rates()
    bots: BotTraps = BotTraps()
    pages: Pages = Pages()
    handshakes: tuple[Handshake, ...] = ()
    handshake_token: str = field(default="", repr=False)

    @property
    def hides_what_is_done(self) -> bool:
        """Whether its plain answers name no record and no call.

        By these a program would know that it was recognised: a call that fills in the
        trap has none.
        """
        return bool(self.bots.trap) and self.method == "post"

    @property
    def record(self) -> RecordSpec:
        """The one record that a call, or an item of it, is about."""
        return self.records[0]

    @property
    def methods(self) -> tuple[str, ...]:
        """The HTTP methods that it answers, the one that it is there for first."""
        if self.method == "get":
            return _READING
        more = ("PUT", "PATCH") if self.takes_put else ()
        return ("POST", *more, *(_READING if self.saves_on_get else ()))

    @property
    def call_methods(self) -> tuple[str, ...]:
        """Those of its calls: HEAD has nothing done, so it is one of look-ups alone."""
        if self.method == "get":
            return self.methods
        return tuple(method for method in self.methods if method != "HEAD")

    @property
    def allow(self) -> str:
        """All methods that may be sent, as a header lists them."""
        return ", ".join((*self.methods, "OPTIONS"))

    @property
    def types(self) -> dict[str, str]:
        """The types of the parameters by name."""
        return {parameter.name: parameter.type for parameter in self.parameters}

    @cached_property
    def ordering_rule(self) -> str:
        """What the ordering keys of its calls are made of, as a digest."""
        return rule_of(
            self.record,
            self.parameters,
            self.context,
            has_items=bool(self.split_path),
        )

    @cached_property
    def needed(self) -> frozenset[str]:
        """Names of the parameters that records are made of, and of what these need."""
        names = frozenset().union(*(record.parameters for record in self.records))
        # A file needs no field: it is attached.
        names |= {item.name for item in self.parameters if item.type == "file"}
        told = {
            name
            for item in self.parameters
            if item.name in names
            for name in (item.timezone_parameter, item.country_parameter)
        }
        return names | told

    def has_query_for_body(self, request: IncomingRequest) -> bool:
        """Whether what a call brings stands in its query alone, as a form has it."""
        return self.method == "post" and request.method == "GET"

    def reads(self, source: str, name: str, in_query: bool = False) -> bool:
        """Whether a parameter takes its value from there.

        :param source: ``query`` or ``header``
        :param name: of a field of the query, or of a header
        :param in_query: whether the query stands for the body
        """
        sources = ("query", "body") if in_query and source == "query" else (source,)
        places = [item.place for item in self.parameters if item.source in sources]
        if source == "header":
            return name.lower() in map(str.lower, places)
        return any(leads_to(place, name) for place in places)

    def needs_header(self, name: str) -> bool:
        """Whether a call cannot be processed again without a header."""
        wanted = name.lower()
        delivery = map(str.lower, self.duplicates.id_headers)
        return (
            wanted in _OF_THE_BODY or wanted in delivery or self.reads("header", name)
        )

    def takes_from(self, address: str) -> bool:
        """Whether calls may come from an address, as the web server sees it."""
        return not self.networks or is_within(address, self.networks)

    def event_type(self, request: IncomingRequest) -> str | None:
        """The sender's name of what a call is about, None where it has none.

        :param request: without what is masked: a credential is no kind of event
        """
        return event_type_of(self.event_scheme, request, self.limits)

    def masked(self, request: IncomingRequest) -> IncomingRequest:
        """A call to this handler without its token, and without other credentials."""
        for handshake in self.handshakes:
            request = without_secrets(handshake, request, self.limits)
        reads = partial(self.reads, in_query=self.has_query_for_body(request))
        masked = request.without(self.old_token).masked(self.token, reads)
        return self.credentials.masked(masked) if self.credentials else masked

    def without_secrets(self, tree: Any) -> Any:
        """Lists, tuples and dicts of texts without its token and its secrets."""
        for secret in self.secrets:
            tree = mask_token_in_tree(tree, secret)
        return tree

    @property
    def secrets(self) -> tuple[str, ...]:
        """Its tokens, and the secrets that its sender has."""
        hidden = self.credentials.hidden if self.credentials else ()
        own = (self.token, self.old_token, self.handshake_token)
        return tuple(filter(None, (*own, *hidden)))

    def request_digest(self, request: IncomingRequest) -> str | None:
        """What tells a sender's repeat from another call, before anything is read.

        :return: a fingerprint, None where the body is missing
        """
        if request.body_problem:
            return None
        delivery_id = self.duplicates.seconds and self.duplicates.delivery_id(request)
        if delivery_id:
            return of_header(delivery_id)
        return of_request(
            request.method,
            request.query_string,
            request.body,
            request.header("Content-Type"),
        )
