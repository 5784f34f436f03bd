"""Answers: values are escaped for where they stand, templates are checked."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.templates import check_header_text, compile_template

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=8,
)


def render(text, content_type="application/json", **values):
    return compile_template(text).render(values, content_type)


def test_a_quote_in_a_name_cannot_break_a_json_string():
    answer = render('{"hello": "Dear {{ name }}!"}', name='O"Neil\\\n')
    assert json.loads(answer) == {"hello": 'Dear O"Neil\\\n!'}


def test_a_placeholder_outside_quotes_is_a_whole_json_value():
    answer = render(
        '{"id": {{ record.id }}, "tags": {{ tags }}, "x": {{ gone }}}',
        **{"record.id": 7, "tags": ["a", "b"]},
    )
    assert json.loads(answer) == {"id": 7, "tags": ["a", "b"], "x": None}


def test_a_field_of_a_linked_record():
    answer = render(
        '{"company": "{{ record.parent_id.name }}"}', **{"record.parent_id.name": "A"}
    )
    assert json.loads(answer) == {"company": "A"}


def test_an_escaped_quote_in_the_literal_does_not_end_the_string():
    answer = render(r'{"a": "say \"{{ name }}\""}', name='"')
    assert json.loads(answer) == {"a": 'say """'}


@given(JSON_VALUES, st.text())
def test_any_value_keeps_the_json_valid(value, text):
    answer = render('{"bare": {{ a }}, "quoted": "{{ b }}"}', a=value, b=text)
    assert json.loads(answer) == {"bare": value, "quoted": text}


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/xml"])
def test_markup_is_escaped_in_html_and_xml(content_type):
    answer = render("<b>{{ name }}</b>", content_type, name="<script>")
    assert answer == "<b>&lt;script&gt;</b>"


def test_plain_text_is_left_alone():
    assert render("{{ hub }}", "text/plain", hub="a<b> & é") == "a<b> & é"


def test_url_encoded_answers_are_encoded():
    answer = render("x={{ x }}&y=1", "application/x-www-form-urlencoded", x="a&b=é")
    assert answer == "x=a%26b%3D%C3%A9&y=1"


def test_numbers_booleans_and_nothing_as_text():
    answer = render("{{ n }}|{{ t }}|{{ none }}", "text/plain", n=1.5, t=True)
    assert answer == "1.5|true|"


def test_a_line_break_cannot_become_a_header():
    template = compile_template("id-{{ name }}")
    assert template.render_header({"name": "x\r\nSet-Cookie: a=b"}) == (
        "id-x Set-Cookie: a=b"
    )


def test_a_header_holds_latin_1_only():
    assert compile_template("{{ name }}").render_header({"name": "é日"}) == "é?"


@pytest.mark.parametrize(
    "text", ["{{ }}", "{{ 1 + 1 }}", "{{ a.b.c }}", "{{ a|upper }}", "{{ 'x' }}"]
)
def test_expressions_are_refused_when_saved(text):
    with pytest.raises(InvalidSetup, match="is not a placeholder"):
        compile_template(text)


def test_an_open_placeholder_is_refused_when_saved():
    with pytest.raises(InvalidSetup, match="no closing"):
        compile_template('{"a": "{{ name }"}')


def test_the_names_of_a_template():
    template = compile_template("{{ a }} {{record.name}} {{ call.id }} {{ a }}")
    assert template.names == {"a", "record.name", "call.id"}


@pytest.mark.parametrize("text", ["a\r\nb", "a\x00", "日"])
def test_header_text_that_cannot_be_sent_is_refused(text):
    with pytest.raises(InvalidSetup):
        check_header_text(text)


def test_header_text_that_can_be_sent():
    assert check_header_text("max-age=60; é") is None


@given(st.text())
def test_any_text_compiles_or_is_refused(text):
    try:
        template = compile_template(text)
    except InvalidSetup:
        return
    assert isinstance(template.render({}, "text/plain"), str)


@pytest.mark.parametrize(
    ("text", "values", "written"),
    [
        ("{{ first }} {{ last }}", {"first": "Ada", "last": "King"}, "Ada King"),
        ("{{ first }} {{ last }}", {"first": "Ada"}, "Ada"),
        ("{{ first }} {{ last }}", {"last": "King"}, "King"),
        ("{{ a }} {{ b }} {{ c }}", {"a": "x", "b": " ", "c": "z"}, "x z"),
        ("Budget: {{ budget }}", {"budget": 0}, "Budget: 0"),
        ("{{ first }} {{ last }}", {}, None),
        ("Order {{ number }}", {"number": ""}, None),
        ("Website form", {}, "Website form"),
        ("  two  blanks  ", {}, "  two  blanks  "),
    ],
)
def test_a_text_of_placeholders_without_any_value_is_none(text, values, written):
    assert compile_template(text).render_text(values) == written


def test_a_list_is_written_as_a_person_would():
    template = compile_template("Likes {{ likes }}.")
    assert template.render_text({"likes": ["tea", 3, None]}) == "Likes tea, 3."
    assert template.render_text({"likes": ["tea"]}) == "Likes tea."
    assert template.render_text({"likes": [{"a": 1}]}) == 'Likes [{"a": 1}].'
