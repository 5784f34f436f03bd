"""What stands for a record that several calls may be about at the same moment."""

import hashlib
import json
from collections.abc import Sequence


def key_digest(model: str, fields: Sequence[str], values: Sequence[str]) -> str:
    """What all calls have in common that name one record by one key.

    Two handlers with the same target and the same key come to the same digest, and so
    does a link to a record of that model.

    :param model: technical name of the record's model
    :param fields: names of the fields of the key
    :param values: their values, in one spelling each
    :return: SHA-256, in hexadecimal
    """
    named = sorted(zip(fields, values, strict=True))
    text = json.dumps([model, named], ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def order_digest(handler_id: int, fields: Sequence[str], values: Sequence[str]) -> str:
    """What calls of one handler have in common that name one record by one key.

    :return: SHA-256, in hexadecimal
    """
    text = json.dumps([handler_id, list(fields), list(values)])
    return hashlib.sha256(text.encode("ascii")).hexdigest()
