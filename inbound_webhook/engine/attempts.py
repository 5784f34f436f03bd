"""When a call of the queue is tried again that failed for a reason that may pass."""

#: Minutes until then, by how often it was tried. The first stands for one that met
#: another change, the last for a system that is down over night.
PAUSES = (1, 5, 15, 60, 180, 360)
MOST_ATTEMPTS = len(PAUSES) + 1
