"""One line of a trace, as a sentence."""

from .arrival import ARRIVAL
from .bodies import BODIES
from .conditions import CONDITIONS
from .handshakes import HANDSHAKES
from .labels import said
from .log import LOG
from .order import ORDER
from .queue import QUEUE
from .records import RECORDS
from .repeats import REPEATS
from .rules import RULES
from .values import VALUES

_BY_CODE = {
    **ARRIVAL,
    **BODIES,
    **CONDITIONS,
    **HANDSHAKES,
    **LOG,
    **ORDER,
    **QUEUE,
    **RECORDS,
    **REPEATS,
    **RULES,
    **VALUES,
}


def sentence_of(env, line):
    """What a line says.

    :param env: environment of the reader
    :param dict line: as ``engine.trace`` makes it
    :return: without the step; of a code that nobody knows, what the line holds
    :rtype: str
    """
    describe = _BY_CODE.get(line["code"])
    if describe:
        return describe(env, line)
    if line.get("message"):
        return said(env, line, "message")
    details = [
        f"{name} {value}"
        for name, value in line.items()
        if name not in ("step", "state", "code", "item", "phrases")
    ]
    return " ".join([line["code"].replace("_", " "), *details])
