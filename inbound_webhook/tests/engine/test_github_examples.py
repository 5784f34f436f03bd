"""Every one of GitHub's examples gives its values back to the parameters made of it."""

import json

import pytest
from github_examples import examples_by_event, is_same, leaves

from inbound_webhook.authoring.proposals import propose_parameters
from inbound_webhook.engine.body import parse_body, parse_query
from inbound_webhook.engine.dumping import dump
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.parameters import ParameterSpec, check_parameter
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()
EXAMPLES = examples_by_event()


def test_there_are_329_examples():
    assert sum(map(len, EXAMPLES.values())) == 329


@pytest.mark.parametrize("event", EXAMPLES)
def test_the_parameters_of_an_example_give_its_values_back(event):
    for example in EXAMPLES[event]:
        body = json.dumps(example).encode()
        payload = parse_body(body, "application/json", expected="json")
        proposed = propose_parameters(payload.value)
        specs = [ParameterSpec(p.name, p.type, path=p.path) for p in proposed]
        for spec in specs:
            check_parameter(spec, CONTEXT)
        found = dump(extract(specs, payload, parse_query(""), {}.get, CONTEXT).values)
        pairs = zip(specs, leaves(example), found.values(), strict=True)
        wrong = [pair for pair in pairs if not is_same(pair[1], pair[2])]
        assert wrong == []
