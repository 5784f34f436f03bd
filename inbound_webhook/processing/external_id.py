"""The id that a sender has for a record, as a match key."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ExternalId:
    """The id of a record in the system that sends the call.

    Which record is meant is kept in a table of ours, so no field is needed for it. What
    its user may see of that is for ``finding.py``.

    :param digest: stands for it
    :param system: whose ids these are
    :param ids: the model that keeps them
    """

    digest: str
    system: str
    ids: Any

    @classmethod
    def of(cls, env, rule, parameters):
        """That of a call; None where it brings none.

        :param RecordSpec rule: what is looked for
        :param dict parameters: converted parameters by name
        """
        digest = rule.external_digest(parameters)
        if digest is None:
            return None
        ids = env["inbound.webhook.external.id"].sudo()
        return cls(digest, rule.external_system, ids)

    def record_id(self):
        """The id of the record that it stands for, or None."""
        return self.ids._record_id(self.digest)

    def not_of_others(self, found):
        """Those of some records that its system does not have under another id."""
        if not found:
            return found
        return found - self.ids._known_otherwise(self.system, self.digest, found)

    def keep(self, record):
        """Keep that it stands for a record."""
        self.ids._keep(self.system, self.digest, record)
