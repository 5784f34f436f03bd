"""Settings of all tests of the engine."""

from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
