"""How many queries each call took, as Odoo itself counts and logs them."""

import re

# The access log ends with the queries, the seconds they took and those of the rest.
_ACCESS = re.compile(
    r' werkzeug: .*"POST [^"]* HTTP/1\.[01]" \d+ \S+ (\d+) \d+\.\d+ \d+\.\d+$',
    re.MULTILINE,
)


def counts(log):
    """The queries of each call.

    :param log: what Odoo logged meanwhile
    :return: a number for each call
    """
    return [int(count) for count in _ACCESS.findall(log)]
