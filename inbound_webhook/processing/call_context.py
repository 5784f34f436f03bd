"""What the code that a call sets off can know of it, by way of the context."""

from dataclasses import dataclass, field, replace
from typing import Any

#: Key of the ``CallContext`` in the context of all that a call does.
CALL_CONTEXT_KEY = "inbound_webhook_call"


@dataclass(frozen=True)
class CallContext:
    """A call, as automation rules see it.

    :param call: the call row, in superuser mode
    :param HandlerSpec spec: its handler
    :param parameters: converted values by name
    :param payload: the body as a tree
    :param is_fulfilling: whether it is the rules of the webhook that run now, not those
        that the change of the record sets off
    :param changes: ``{"field", "old", "new"}`` of each field that the call wrote
    :param notes: codes of what its trace is to say of the rules
    :param left_out: what its record is to say of values that do not fit
    :param LinkAllowance allowance: how many records it may link to
    """

    call: Any
    spec: Any
    parameters: dict[str, Any]
    payload: Any
    is_fulfilling: bool = False
    changes: tuple[dict[str, Any], ...] = ()
    notes: list[str] = field(default_factory=list)
    left_out: list[Any] = field(default_factory=list)
    allowance: Any = None

    def tell(self, notes: list[Any]):
        """Have the record say what was left out.

        :param notes: ``Note`` of the engine; those of other things are not for it
        """
        self.left_out.extend(note for note in notes if note.is_noteworthy)

    @property
    def said(self) -> tuple[list[str], list[Any], int]:
        """What is to be said of it by now, and how many records were made for its
        links, for :meth:`take_back`.
        """
        made = self.allowance.made if self.allowance else 0
        return list(self.notes), list(self.left_out), made

    def take_back(self, said: tuple[list[str], list[Any], int]):
        """Have it be no more than that: what was done since is undone."""
        self.notes[:], self.left_out[:], made = said
        if self.allowance:
            self.allowance.made = made

    def fulfilling(self, changes: list[dict[str, Any]]) -> "CallContext":
        """The same call, while the rules of its webhook run."""
        return replace(self, is_fulfilling=True, changes=tuple(changes))


def call_context(env):
    """The ``CallContext`` of an environment, or None.

    A context comes from web clients too: what is no ``CallContext`` is none of ours.
    """
    context = env.context.get(CALL_CONTEXT_KEY)
    return context if isinstance(context, CallContext) else None
