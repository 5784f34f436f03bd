"""What the snippets hold, read back by readers that know nothing of how they are made.

That they run, and what arrives, is shown over HTTP in the addon's ``test_snippets.py``.
"""

import ast
import re
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.authoring.snippets import snippets
from inbound_webhook.engine.request import IncomingRequest

URL = "https://example.com/inbound/abc"
JSON = ("Content-Type", "application/json")
#: Half of the texts hold what is special somewhere.
TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        st.sampled_from(
            list("'\"`\\$\n{}@!%?><") + ["${", "?>", "'''", "\\'", "é", "\r"]
        ),
    )
).map("".join)


def post(text):
    return IncomingRequest("POST", (JSON,), body=text.encode())


def body_in_curl(code):
    arguments = shlex.split(code)
    return arguments[arguments.index("--data-raw") + 1]


def body_in_python(code):
    made = ast.parse(code).body[2].value
    encoded = next(word.value for word in made.keywords if word.arg == "data")
    return ast.literal_eval(encoded.func.value)


def body_in_php(code):
    quoted = re.search(r"'content' => '((?:[^'\\]|\\.)*)',\n", code, re.DOTALL)[1]
    # The only two escapes that single quotes have in PHP.
    return re.sub(r"\\([\\'])", r"\1", quoted)


def body_in_javascript(code):
    found = re.search(r"  body: (['`])((?:[^\\]|\\.)*?)\1,\n", code, re.DOTALL)
    quote, text = found.groups()
    assert quote == "`" or "\n" not in text
    assert not re.search(r"(?<!\\)(\\\\)*\$\{", text) or quote == "'"
    escapes = {"r": "\r", "u2028": "\u2028", "u2029": "\u2029"}
    return re.sub(
        r"\\(u[0-9a-f]{4}|.)",
        lambda match: escapes.get(match[1], match[1]),
        text,
        flags=re.DOTALL,
    )


READERS = {
    "curl": body_in_curl,
    "python": body_in_python,
    "php": body_in_php,
    "javascript": body_in_javascript,
}


@pytest.mark.parametrize("language", READERS)
@given(text=TEXTS)
def test_the_body_is_what_it_was(language, text):
    assert READERS[language](snippets(URL, post(text))[language]) == text


def test_curl():
    request = IncomingRequest(
        "POST", (JSON, ("X-Shop", "O'Neil")), query_string="a=1", body=b'{"a": "$1"}'
    )
    assert snippets(URL, request)["curl"] == (
        "curl 'https://example.com/inbound/abc?a=1' \\\n"
        "  -H 'Content-Type: application/json' \\\n"
        "  -H 'X-Shop: O'\"'\"'Neil' \\\n"
        '  --data-raw \'{"a": "$1"}\''
    )


def test_a_look_up_has_no_body():
    request = IncomingRequest("GET", query_string="email=ada%40example.com")
    made = snippets(URL, request)
    assert made["curl"] == (
        "curl 'https://example.com/inbound/abc?email=ada%40example.com'"
    )
    assert "data" not in made["python"]
    assert "content'" not in made["php"]
    assert "body" not in made["javascript"]


def test_an_empty_form_is_posted():
    assert snippets(URL, IncomingRequest("POST"))["curl"].endswith("--data-raw ''")
