from psycopg2.errorcodes import SERIALIZATION_FAILURE
from psycopg2.errors import SerializationFailure


class Conflict(SerializationFailure):
    """As PostgreSQL reports it."""

    pgcode = SERIALIZATION_FAILURE


class ConflictMixin:
    """Lets calls meet others at the same records."""

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
