"""GitHub's own examples of its webhooks, and what is in them, found without the engine.

From the npm package ``@octokit/webhooks-examples``; the tests in Odoo use this as well.
"""

import json
import os
import re
from datetime import datetime, timezone
from pathlib import Path

INDEX = "@octokit/webhooks-examples/api.github.com/index.json"
#: What Go writes where there is no time (the zero value of its time.Time).
_NO_TIME = "0001-01-01T00:00:00Z"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def examples_by_event():
    """The payloads of each event: ``{event: [payload, ...]}``."""
    folder = os.environ.get("NODE_MODULES")
    if not folder:
        raise AssertionError(
            "The environment variable NODE_MODULES must name the folder that holds "
            "the npm package @octokit/webhooks-examples; make test sets it."
        )
    index = json.loads((Path(folder) / INDEX).read_text())
    return {event["name"]: event["examples"] for event in index}


def leaves(tree):
    """The values of a payload in its order.

    A list of single values is one value; so is an object or list that is empty.
    """
    if isinstance(tree, dict) and tree:
        branches = tree.values()
    elif isinstance(tree, list) and any(isinstance(i, dict | list) for i in tree):
        branches = tree
    else:
        return [tree]
    return [leaf for branch in branches for leaf in leaves(branch)]


def is_same(sent, found):
    """Whether a value that was found, as JSON, is the one that was sent.

    A blank text, an empty object as a text and no time of Go are found as None, an
    address in lower case, a moment in UTC.
    """
    if type(found) is type(sent) and found == sent:
        return True
    if isinstance(sent, str) and (not sent.strip() or sent in ("{}", _NO_TIME)):
        return found is None
    if isinstance(sent, str) and _ADDRESS.fullmatch(sent):
        return found == sent.lower()
    return isinstance(found, str) and _moment(sent) == datetime.fromisoformat(found)


def _moment(sent):
    if isinstance(sent, str):
        moment = datetime.fromisoformat(sent)
        return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return datetime.fromtimestamp(sent, timezone.utc)
