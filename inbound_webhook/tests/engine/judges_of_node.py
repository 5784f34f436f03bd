"""The judges of ``judges.cjs``: one Node answers the calls of all tests."""

import base64
import json
import os
import subprocess
from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).with_name("judges.cjs")
#: What it takes of npm, by the judge's name: what says which version was asked.
PACKAGES = {
    "chargebee": "chargebee",
    "github": "@octokit/webhooks-methods",
    "linear": "@linear/sdk",
    "notion": "@notionhq/client",
    "shopify": "@shopify/shopify-api",
    "sns": "sns-validator",
    "sns_v1": "sns-validator",
    "standard_webhooks": "standardwebhooks",
    "svix": "svix",
    "webflow": "webflow-api",
    "zoom": "@zoom/rivet",
}


class NoVerdict(Exception):
    """A judge that was asked and says nothing, which is neither a yes nor a no."""


def judge(name, **more):
    """The judge of a sender's package, which takes a ``Call``.

    :param more: what it is told besides
    """

    def takes(call):
        told = {
            "judge": name,
            "body": base64.b64encode(call.body).decode(),
            "headers": call.headers,
            "method": call.method,
            "url": call.url,
            "secret": call.secret,
            **more,
        }
        node = _node()
        node.stdin.write(json.dumps(told) + "\n")
        node.stdin.flush()
        answer = node.stdout.readline()
        if answer not in ("true\n", "false\n"):
            raise NoVerdict(f"Node says {answer!r} of a call of {name}")
        return answer == "true\n"

    return takes


def version(name):
    """The version of a package that a judge is of."""
    folder = Path(os.environ["NODE_MODULES"]) / PACKAGES[name]
    return json.loads((folder / "package.json").read_text())["version"]


@cache
def _node():
    packages = os.environ["NODE_MODULES"]
    return subprocess.Popen(
        [os.environ["NODE"], _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NODE_PATH": packages},
        text=True,
    )
