"""Addresses that browsers take for code, and those that they do not."""

import pytest

from inbound_webhook.engine.links import runs_code


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript://x.example/%0aalert(1)",
        " javascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript\r\n:alert(1)",
        "\t\n vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
    ],
)
def test_code(text):
    assert runs_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x.example",
        "https://x.example/javascript:alert(1)",
        "//x.example",
        "mailto:ada@x.example",
        "javascript.example",
        "data.example/javascript:",
        "java script:alert(1)",
    ],
)
def test_no_code(text):
    assert not runs_code(text)
