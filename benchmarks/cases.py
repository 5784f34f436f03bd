"""What is measured, and how the database shows that the work was done."""

from dataclasses import dataclass

_CALLS = "SELECT count(*) FROM inbound_webhook_call WHERE handler_id = {id} AND "
_LOGGED = {
    "odoo": "SELECT count(*) FROM ir_logging WHERE path = 'base_automation({id})' "
    "AND message LIKE '%{mark}%'",
    "handwritten": "SELECT count(*) FROM handwritten_webhook_call "
    "WHERE state = 'done' AND body LIKE '%{mark}%'",
}
_LEADS = "SELECT count(*) FROM crm_lead"
_LEADS_OF_ROUND = (
    "SELECT count(DISTINCT email_from) FROM crm_lead WHERE name = '{mark}' "
    "AND contact_name = 'Ada' AND city = 'Gent' AND description LIKE '%{mark}%'"
)
_MESSAGES = "SELECT count(*) FROM mail_message WHERE model = 'crm.lead'"


@dataclass(frozen=True, eq=False)
class Case:
    """Calls of one kind to one receiver.

    :param receiver: its name
    :param label: for a person
    :param rises: statements that count, by what a call adds to the count
    :param status: what each call is answered
    :param leaves_message: whether each call leaves a message on its lead, or more
    :param repeated: whether the calls have been sent once before
    """

    receiver: str
    label: str
    rises: dict[str, int]
    status: int = 200
    leaves_message: bool = False
    repeated: bool = False

    def bodies(self, number, count):
        """The calls of a round: of people who are new, or known for an update.

        :param number: of the round
        """
        domain = self.receiver.replace(" ", "-")
        # Each round of updates has all that are known, each once.
        prefix = "" if self.receiver.endswith(" update") else f"{number}-"
        return [
            {
                "title": self.mark(number),
                "who": "Ada",
                "email": f"{prefix}{person}@{domain}.example",
                "city": "Gent",
                "text": f"Please call. {self.mark(number)}",
            }
            for person in range(count)
        ]

    @property
    def counted(self):
        """The statements whose counts are compared before and after a round."""
        return [*self.rises, _MESSAGES]

    def differences(self, calls, statuses, rises):
        """What was not as it has to be.

        :param calls: how many there were
        :param statuses: how many answers had each HTTP status
        :param rises: what the round added, by statement
        :return: sentences
        """
        found = []
        if statuses != {self.status: calls}:
            found.append(f"answered {statuses}, not {calls} times {self.status}")
        for statement, by_call in self.rises.items():
            if rises[statement] != by_call * calls:
                found.append(f"{rises[statement]}, not {by_call * calls}: {statement}")
        if self.leaves_message and rises[_MESSAGES] < calls:
            found.append(f"{rises[_MESSAGES]} messages of {calls} calls")
        return found

    def mark(self, number):
        """What stands in the calls of a round and in no others."""
        return f"{self.receiver} round {number}"


def _create(receiver, label, logged):
    rises = {_LEADS: 1, _LEADS_OF_ROUND: 1, logged: 1}
    return Case(f"{receiver} create", label, rises, leaves_message=True)


def _update(receiver, label, logged, leaves_message=True):
    rises = {_LEADS: 0, _LEADS_OF_ROUND: 1, logged: 1}
    return Case(f"{receiver} update", label, rises, leaves_message=leaves_message)


def _sooner(kind, label, logged, **more):
    return Case(f"addon {kind}", label, {_LEADS: 0, **logged}, **more)


_ODOO, _ADDON, _HANDWRITTEN = "Odoo's own webhook", "this addon", "a route by hand"

#: By what they do; the first one of each is what the others are compared with.
COMPARED = {
    "Create a lead": [
        _create("odoo", _ODOO, _LOGGED["odoo"]),
        _create("addon", _ADDON, _CALLS + "operation = 'created'"),
        _create("handwritten", _HANDWRITTEN, _LOGGED["handwritten"]),
    ],
    "Update the lead of an address, or create it": [
        _update("odoo", _ODOO, _LOGGED["odoo"], leaves_message=False),
        _update("addon", _ADDON, _CALLS + "operation = 'updated'"),
        _update("handwritten", _HANDWRITTEN, _LOGGED["handwritten"]),
    ],
}
#: What this addon is done with sooner.
SOONER = [
    _sooner(
        "duplicate",
        "a duplicate",
        {_CALLS + "status = 'duplicate'": 1},
        repeated=True,
    ),
    _sooner("ignored", "an ignored call", {_CALLS + "status = 'ignored'": 1}),
    _sooner(
        "queued", "accepted for the background", {_CALLS + "queued": 1}, status=202
    ),
    _sooner(
        "unknown",
        "an unknown URL",
        {"SELECT count(*) FROM inbound_webhook_call": 0},
        status=404,
    ),
]
