"""The schemes of known senders that ship with the addon, each with its vector."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inbound_webhook import engine
from inbound_webhook.engine.authentication import Scheme, Secret, from_data
from inbound_webhook.engine.request import IncomingRequest

FOLDER = Path(engine.__file__).resolve().parents[1] / "data" / "schemes"


@dataclass(frozen=True)
class KnownSender:
    """A sender, and a call of it whose signature is known.

    :param name: of its file
    :param data: what the file says
    :param url: the address that the sender was given
    """

    name: str
    data: dict[str, Any]
    scheme: Scheme
    secret: Secret
    request: IncomingRequest
    url: str
    now: float


def _known(path: Path) -> KnownSender:
    data = json.loads(path.read_text("utf-8"))
    vector = data["vector"]
    url, _mark, query = vector["url"].partition("?")
    headers = tuple((name, value) for name, value in vector["headers"])
    request = IncomingRequest(vector["method"], headers, query, vector["body"].encode())
    return KnownSender(
        path.stem,
        data,
        replace(from_data(data["scheme"]), certificate=vector.get("certificate", "")),
        Secret(vector["secret"], key_id=vector.get("key_id", "")),
        request,
        url,
        vector["now"],
    )


#: By the name of its file.
SENDERS = {path.stem: _known(path) for path in sorted(FOLDER.glob("*.json"))}
