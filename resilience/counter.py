"""Counts what several threads do."""

import threading


class Counter:
    """A number that threads add to."""

    def __init__(self):
        self.value = 0
        self._lock = threading.Lock()

    def add(self):
        """Count one more."""
        with self._lock:
            self.value += 1
