"""A form that is made of parameters is read by a browser as it is meant."""

from html.parser import HTMLParser

from inbound_webhook.authoring.html_form import html_form
from inbound_webhook.engine.bots import BotTraps
from inbound_webhook.engine.parameters import ParameterSpec

URL = 'https://erp.example.com/inbound/a?shop="b"&c=<d>'


class Parsed(HTMLParser):
    """The elements of a page with their attributes, and its texts."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data.strip())

    def field(self, name):
        return next(
            (tag, attrs) for tag, attrs in self.elements if attrs.get("name") == name
        )

    def names(self):
        fields = ("input", "textarea")
        return [attrs["name"] for tag, attrs in self.elements if tag in fields]


def parsed(*parameters, bots=None, **options):
    return Parsed(html_form(URL, parameters, bots or BotTraps(), **options))


def test_where_it_is_sent():
    tag, attrs = parsed().elements[0]
    assert tag == "form"
    assert attrs == {"action": URL, "method": "post", "accept-charset": "UTF-8"}


def test_a_form_with_a_file_uploads_it():
    page = parsed(ParameterSpec("name"), ParameterSpec("photo", "file", required=True))
    assert page.elements[0][1]["enctype"] == "multipart/form-data"
    upload = {"name": "photo", "type": "file", "required": None}
    assert page.field("photo") == ("input", upload)
    assert "enctype" not in parsed(ParameterSpec("name")).elements[0][1]


def test_a_field_for_each_parameter():
    page = parsed(
        ParameterSpec("name", required=True),
        ParameterSpec("email", "email", required=True, default="a@b.example"),
        ParameterSpec("first_name", path="data[merges][FNAME]"),
        ParameterSpec("message", required=True),
        ParameterSpec("wants_news", "boolean"),
        ParameterSpec("amount", "decimal"),
        ParameterSpec("phone"),
    )
    assert page.field("name") == (
        "input",
        {"name": "name", "autocomplete": "name", "required": None},
    )
    assert page.field("email")[1] == {
        "name": "email",
        "type": "email",
        "autocomplete": "email",
    }
    assert page.field("data[merges][FNAME]")[1]["autocomplete"] == "given-name"
    assert page.field("message") == (
        "textarea",
        {"name": "message", "rows": "5", "required": None},
    )
    assert page.field("wants_news")[1]["type"] == "checkbox"
    assert page.field("amount")[1]["step"] == "any"
    assert page.field("phone")[1]["type"] == "tel"
    assert "First name" in page.texts
    assert page.names()[:3] == ["name", "email", "data[merges][FNAME]"]


def test_two_parameters_of_one_field():
    page = parsed(ParameterSpec("name"), ParameterSpec("who", path="name"))
    assert page.names() == ["name"]
    assert "Name" in page.texts


def test_whatever_it_is_called_is_text():
    odd = "\"><script>alert('a')</script>&amp;"
    page = parsed(ParameterSpec("a", path=odd), ParameterSpec(f"b{odd}"))
    assert page.names() == [odd, f"b{odd}"]
    assert "script" not in [tag for tag, _attrs in page.elements]


def test_what_tells_programs_is_built_in():
    page = parsed(bots=BotTraps("second_message", 3), say=str.upper)
    assert page.field("second_message")[1] == {
        "name": "second_message",
        "tabindex": "-1",
        "autocomplete": "off",
    }
    assert page.field("_seconds")[1]["type"] == "hidden"
    assert "LEAVE THIS FIELD EMPTY" in page.texts
    assert "SEND" in page.texts
    assert parsed().names() == []
