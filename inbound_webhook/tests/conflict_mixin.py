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

    def conflict(self, model, method, times, error=Conflict):
        """Let a method of a model meet a conflict the first times it is called."""
        original = getattr(self.registry[model], method)
        self.tries = 0

        def conflicting(*args, **kwargs):
            self.tries += 1
            if self.tries <= times:
                raise error
            return original(*args, **kwargs)

        self.patch(self.registry[model], method, conflicting)
