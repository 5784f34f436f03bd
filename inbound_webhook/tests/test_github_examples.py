import json

from odoo.tests import tagged

from ..authoring.proposals import propose_parameters
from .common import JSON_TYPE, InboundWebhookHttpCase
from .engine.github_examples import examples_by_event, is_same, leaves


@tagged("post_install", "-at_install")
class TestGithubExamples(InboundWebhookHttpCase):
    """All of GitHub's own examples, sent over HTTP, to a handler for each event."""

    def test_every_example_is_accepted_logged_and_read(self):
        sent = 0
        for event, payloads in examples_by_event().items():
            with self.subTest(event):
                handler = self.make_event_handler(event, payloads)
                bodies = [json.dumps(payload).encode() for payload in payloads]
                for body in bodies:
                    self.send_event(handler, event, body)
                calls = self.calls(handler).sorted("id")
                self.assertEqual([call._raw_body() for call in calls], bodies)
                self.assertEqual(
                    calls.mapped("status"), ["success"] * len(payloads), event
                )
                for call, payload in zip(calls, payloads, strict=True):
                    self.assert_read(handler, call, payload)
                sent += len(calls)
        self.assertEqual(sent, 329)

    def make_event_handler(self, event, payloads):
        """A handler with a parameter for each place where an example has a value.

        Where another example has more below that place, it is no single value.
        """
        types = {}
        for payload in payloads:
            for proposed in propose_parameters(payload):
                if proposed.sample is not None:
                    first = types.setdefault(proposed.path, proposed.type)
                    if proposed.type != first:
                        types[proposed.path] = "text"
        handler = self.make_handler(
            name=event,
            mappings=[{"field": "name", "constant": event}],
            # GitHub says NONE of an author who has no part in the repository.
            nothing_words=False,
        )
        lines = [
            {"name": f"value_{number}", "path": path, "type": types[path]}
            for number, path in enumerate(types)
            if not any(other.startswith((f"{path}.", f"{path}[")) for other in types)
        ]
        self.add_lines(handler, "parameter", lines)
        return handler

    def send_event(self, handler, event, body):
        headers = {"Content-Type": JSON_TYPE, "X-GitHub-Event": event}
        answer = self.send(handler, body, headers=headers)
        self.assertEqual(answer.status_code, 200, answer.text)

    def assert_read(self, handler, call, payload):
        """Each parameter has the value that the payload has in its place."""
        values = json.loads(call.parameters)
        paths = [proposed.path for proposed in propose_parameters(payload)]
        expected = dict(zip(paths, leaves(payload), strict=True))
        for parameter in handler.parameter_ids:
            sent, found = expected.get(parameter.path), values[parameter.name]
            if sent is not None:
                self.assertTrue(is_same(sent, found), (parameter.path, sent, found))
