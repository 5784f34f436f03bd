import json
import subprocess
import sys

from odoo.tests import tagged

from .common import InboundWebhookHttpCase

#: What a shell, PHP, Python or JavaScript would stumble over.
HOSTILE = {
    "quotes": """it's "quoted" `here` '''and''' ""\"there""\"""",
    "expanded": "$HOME ${HOME} $(id) `id` {$x} #{x} %s %(x)s !! ~ *",
    "backslashes": "\\ \\\\ \\n \\' \\\" \\$ \\u0041 ends in \\",
    "markup": "<?php ?> </script> <!-- & &amp; = @file ; | > 2",
    "scripts": "Zoë 髙島屋 😀 مرحبا e\u0301 \u2028 \u2029",
}
LINES = "first line\nsecond 'line'\n\nlast ${line} `\\"
PROGRAMS = {
    "curl": ["sh", "-s"],
    "python": [sys.executable, "-"],
    "php": ["php"],
    # Odoo's limit of memory is too little for Node.
    "javascript": ["sh", "-c", "ulimit -Sv unlimited; exec node -"],
}


@tagged("post_install", "-at_install")
class TestSnippets(InboundWebhookHttpCase):
    """Each snippet is run as it stands, and what it sends arrives."""

    def run_snippet(self, handler, language):
        """Run a snippet against the test's own server.

        :return: what it printed
        """
        code = handler[f"snippet_{language}"]
        self.env.flush_all()
        self.env.cr.clear()
        with self.allow_requests(all_requests=True):
            # Read from its input, as a person pastes it.
            done = subprocess.run(
                PROGRAMS[language],
                input=code.encode(),
                capture_output=True,
                timeout=60,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.env.invalidate_all()
        return done.stdout.decode()

    def assert_arrive(self, handler, values):
        for language in PROGRAMS:
            with self.subTest(language):
                before = len(self.calls(handler))
                printed = self.run_snippet(handler, language)
                call = self.last_call(handler)
                self.assertEqual(len(self.calls(handler)), before + 1, printed)
                self.assertEqual(json.loads(call.parameters), values, printed)
                self.assertIn(f'"call": {call.id}', printed)

    def parameters(self, values, **more):
        return [
            {"name": name, "sample_value": value, **more}
            for name, value in values.items()
        ]

    def test_json(self):
        values = {**HOSTILE, "lines": LINES}
        handler = self.make_handler(
            parameters=[
                *self.parameters(values),
                {"name": "deep", "path": "a.list[0].b", "sample_value": "it's $1"},
                {"name": "key", "path": "['it\\'s']", "sample_value": "x"},
                {"name": "number", "type": "integer", "sample_value": "7"},
                {"name": "source", "source": "query", "sample_value": "a b&c=d'$"},
                {
                    "name": "shop",
                    "source": "header",
                    "path": "X-Shop",
                    "sample_value": 'it\'s "$HOME" `\\',
                },
            ],
            mappings=[("name", "quotes")],
        )
        self.assert_arrive(
            handler,
            {
                **values,
                "deep": "it's $1",
                "key": "x",
                "number": 7,
                "source": "a b&c=d'$",
                "shop": 'it\'s "$HOME" `\\',
            },
        )

    def test_form(self):
        values = {**HOSTILE, "lines": LINES}
        handler = self.make_handler(
            body_type="form",
            parameters=[
                *self.parameters(values),
                {"name": "bracket", "path": "it's[$a]", "sample_value": "b"},
            ],
            mappings=[("name", "quotes")],
        )
        self.assert_arrive(handler, {**values, "bracket": "b"})

    def test_look_up(self):
        self.env["res.partner"].create({"name": HOSTILE["quotes"]})
        handler = self.make_handler(
            "res.partner",
            method="get",
            parameters=self.parameters(HOSTILE, source="query"),
            mappings=[{"field": "name", "parameter": "quotes", "is_match_key": True}],
        )
        self.assert_arrive(handler, HOSTILE)

    def test_a_refusal_is_shown(self):
        handler = self.make_lead_handler(active=False)
        for language in PROGRAMS:
            with self.subTest(language):
                self.assertIn("switched off", self.run_snippet(handler, language))
