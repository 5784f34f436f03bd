import json
import os
from datetime import datetime
from pathlib import Path

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

EXAMPLES = "@octokit/webhooks-examples/api.github.com/index.json"


def github_example(event):
    """The first of GitHub's own examples of an event, with its headers."""
    folder = os.environ.get("NODE_MODULES")
    if not folder:
        raise AssertionError(
            "The environment variable NODE_MODULES must name the folder that holds "
            "the npm package @octokit/webhooks-examples; make test sets it."
        )
    events = json.loads((Path(folder) / EXAMPLES).read_text())
    return next(item["examples"][0] for item in events if item["name"] == event)


@tagged("post_install", "-at_install")
class TestJsonCall(InboundWebhookHttpCase):
    """GitHub's own examples of its events, sent as GitHub sends them."""

    def post_event(self, handler, event):
        headers = {
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
            "User-Agent": "GitHub-Hookshot/044aadd",
        }
        return self.post_json(handler, github_example(event), headers)

    def assert_created(self, answer, call, record, parameters):
        """The answer and the call row say that a call made a record."""
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(
            answer.headers["Content-Type"], "application/json; charset=utf-8"
        )
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual(
            answer.json(),
            {
                "status": "success",
                "operation": "created",
                "model": record._name,
                "id": record.id,
                "call": call.id,
            },
        )
        self.assertRecordValues(
            call,
            [
                {
                    "kind": "call",
                    "method": "POST",
                    "status": "success",
                    "operation": "created",
                    "response_code": 200,
                    "response_body": answer.text,
                    "res_model": record._name,
                    "res_id": record.id,
                    "content_type": "application/json",
                    "remote_addr": "127.0.0.1",
                    "error_message": False,
                    "duplicate_of_id": False,
                    "replay_of_id": False,
                }
            ],
        )
        self.assertEqual(json.loads(call.parameters), parameters)
        self.assertEqual(
            [(line["step"], line["state"], line["code"]) for line in call.trace],
            [
                ("parse", "passed", "parsed"),
                ("extract", "passed", "extracted"),
                ("apply", "passed", "created"),
            ],
        )

    def test_a_star_makes_a_contact(self):
        handler = self.make_handler(
            "res.partner",
            parameters=[
                {"name": "login", "path": "sender.login"},
                {"name": "profile", "type": "url", "path": "sender.html_url"},
                {"name": "stars", "type": "integer", "path": "repository.watchers"},
                {"name": "private", "type": "boolean", "path": "repository.private"},
                {"name": "homepage", "path": "repository.homepage"},
                {"name": "event", "source": "header", "path": "x-github-event"},
            ],
            mappings=[
                {"parameter": "login", "field": "ref", "is_match_key": True},
                ("name", "login"),
                ("website", "profile"),
                ("color", "stars"),
                ("is_company", "private"),
                ("city", "homepage"),
                ("function", "event"),
            ],
        )
        answer = self.post_event(handler, "watch")

        contact = self.env["res.partner"].search([("ref", "=", "Codertocat")])
        self.assertRecordValues(
            contact,
            [
                {
                    "name": "Codertocat",
                    "website": "https://github.com/Codertocat",
                    "color": 1,
                    "is_company": False,
                    "city": False,
                    "function": "watch",
                }
            ],
        )
        self.assert_created(
            answer,
            self.calls(handler),
            contact,
            {
                "login": "Codertocat",
                "profile": "https://github.com/Codertocat",
                "stars": 1,
                "private": False,
                "homepage": None,
                "event": "watch",
            },
        )

    def test_an_issue_makes_a_lead(self):
        handler = self.make_handler(
            parameters=[
                {"name": "title", "path": "issue.title", "required": True},
                {"name": "link", "type": "url", "path": "issue.html_url"},
                {"name": "author", "path": "$.issue.user['login']"},
                {"name": "labels", "type": "list", "path": "issue.labels[*].name"},
                {"name": "text", "path": "issue.body"},
                {"name": "repository", "path": "repository.full_name"},
            ],
            mappings=[
                ("name", "title"),
                ("website", "link"),
                ("contact_name", "author"),
                {"parameter": "labels", "field": "tag_ids", "create_missing": True},
                ("description", "text"),
                ("partner_name", "repository"),
                {"field": "type", "constant": "opportunity"},
            ],
        )
        answer = self.post_event(handler, "issues")

        call = self.calls(handler)
        lead = self.env["crm.lead"].browse(call.res_id)
        self.assertRecordValues(
            lead,
            [
                {
                    "name": "Spelling error in the README file",
                    "website": "https://github.com/Codertocat/Hello-World/issues/1",
                    "contact_name": "Codertocat",
                    "partner_name": "Codertocat/Hello-World",
                    "type": "opportunity",
                    "user_id": False,
                    "create_uid": self.runner.id,
                }
            ],
        )
        self.assertEqual(lead.tag_ids.mapped("name"), ["bug"])
        self.assertEqual(
            lead.description,
            "<p>It looks like you accidently spelled 'commit' with two 't's.</p>",
        )
        self.assert_created(
            answer,
            call,
            lead,
            {
                "title": "Spelling error in the README file",
                "link": "https://github.com/Codertocat/Hello-World/issues/1",
                "author": "Codertocat",
                "labels": ["bug"],
                "text": "It looks like you accidently spelled 'commit' with two 't's.",
                "repository": "Codertocat/Hello-World",
            },
        )

    def test_a_pull_request_makes_a_meeting(self):
        """Any model can be the target, not contacts and leads alone."""
        handler = self.make_handler(
            "calendar.event",
            parameters=[
                {"name": "number", "type": "integer", "path": "pull_request.number"},
                {"name": "title", "path": "pull_request.title"},
                {
                    "name": "opened",
                    "type": "datetime",
                    "path": "pull_request.created_at",
                },
                {"name": "draft", "type": "boolean", "path": "pull_request.draft"},
            ],
            mappings=[
                ("location", "number"),
                ("name", "title"),
                ("start", "opened"),
                ("stop", "opened"),
                ("allday", "draft"),
            ],
        )
        answer = self.post_event(handler, "pull_request")

        call = self.calls(handler)
        meeting = self.env["calendar.event"].browse(call.res_id)
        self.assertRecordValues(
            meeting,
            [
                {
                    "location": "2",
                    "name": "Update the README with new information.",
                    "start": datetime(2019, 5, 15, 15, 20, 33),
                    "stop": datetime(2019, 5, 15, 15, 20, 33),
                    "allday": False,
                }
            ],
        )
        self.assert_created(
            answer,
            call,
            meeting,
            {
                "number": 2,
                "title": "Update the README with new information.",
                "opened": "2019-05-15T15:20:33Z",
                "draft": False,
            },
        )
