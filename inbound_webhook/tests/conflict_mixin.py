from unittest.mock import patch

from psycopg2.errorcodes import SERIALIZATION_FAILURE
from psycopg2.errors import SerializationFailure

from ..processing import conflicts


class Conflict(SerializationFailure):
    """As PostgreSQL reports it."""

    pgcode = SERIALIZATION_FAILURE


class ConflictMixin:
    """Lets calls meet others at the same records."""

    @classmethod
    def without_pauses(cls):
        """Have calls begin again at once, and no limit but that of their number."""
        cls.startClassPatcher(patch.object(conflicts, "PATIENCE", 3600))
        cls.startClassPatcher(patch.object(conflicts.Tries, "_pause"))

    def conflict(self, where, name, times, error=Conflict):
        """Let a function meet a conflict the first times it is called.

        :param where: a module, or the name of the model whose method it is
        """
        owner = self.registry[where] if isinstance(where, str) else where
        original = getattr(owner, name)
        self.tries = 0

        def conflicting(*args, **kwargs):
            self.tries += 1
            if self.tries <= times:
                raise error
            return original(*args, **kwargs)

        self.patch(owner, name, conflicting)
