"""How a value is refused."""

import pytest

from inbound_webhook.engine.errors import ValueRefused
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()


PARIS = ValueContext(timezone="Europe/Paris")


def refusal(value, type_name, context=CONTEXT):
    with pytest.raises(ValueRefused) as caught:
        convert(value, type_name, context)
    return caught.value
