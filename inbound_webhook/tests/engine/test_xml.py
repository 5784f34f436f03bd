"""XML and SOAP bodies: what they become, and what is not read of them."""

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.authoring.proposals import propose_parameters
from inbound_webhook.engine.body import Limits, parse_body, parse_query
from inbound_webhook.engine.errors import (
    BodyTooLarge,
    EngineError,
    UnreadableBody,
    UnsupportedBody,
    ValueRefused,
)
from inbound_webhook.engine.extract import extract
from inbound_webhook.engine.items import split_items
from inbound_webhook.engine.parameters import ParameterSpec
from inbound_webhook.engine.types import convert
from inbound_webhook.engine.values import ValueContext

CONTEXT = ValueContext()
XML = "application/xml"
SOAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <soap:Header/>
  <soap:Body>
    <m:CreateLead xmlns:m="urn:leads" m:version="2">
      <m:email type="work"> ann@b.co </m:email>
      <m:note><![CDATA[a < b & c]]></m:note>
      <m:company xsi:nil="true"/>
      <m:tag>new</m:tag>
      <m:tag>hot</m:tag>
    </m:CreateLead>
  </soap:Body>
</soap:Envelope>
"""


def read(body, content_type=XML, **limits):
    body = body.encode() if isinstance(body, str) else body
    return parse_body(body, content_type, expected="json", limits=Limits(**limits))


def value(body, path, kind="text"):
    spec = ParameterSpec("it", kind, path=path)
    found = extract([spec], read(body), parse_query(""), {}.get, CONTEXT)
    return found.check().values["it"]


@pytest.mark.parametrize(
    "content_type",
    [
        *("application/xml", "text/xml; charset=utf-8", "application/soap+xml"),
        *("application/atom+xml", None, "text/plain", "application/octet-stream"),
        # What clients put on anything.
        *("application/json", "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("expected", ["json", "form"])
def test_soap_is_read_into_a_tree(content_type, expected):
    payload = parse_body(SOAP, content_type, expected=expected)
    assert payload.kind == "xml"
    assert payload.value == {
        "Envelope": {
            "Header": None,
            "Body": {
                "CreateLead": {
                    "@version": "2",
                    "email": {"@type": "work", "#text": "ann@b.co"},
                    "note": "a < b & c",
                    "company": None,
                    "tag": ["new", "hot"],
                }
            },
        }
    }


def test_values_of_soap():
    lead = "Envelope.Body.CreateLead"
    assert value(SOAP, f"{lead}.email", "email") == "ann@b.co"
    assert value(SOAP, f"{lead}.email") == "ann@b.co"
    assert value(SOAP, f"{lead}.email['@type']") == "work"
    assert value(SOAP, f"{lead}['@version']", "integer") == 2
    assert value(SOAP, f"{lead}.tag", "list") == ["new", "hot"]
    assert value(SOAP, f"{lead}.tag[0]") == "new"
    assert value(SOAP, f"{lead}.company") is None


def test_fields_that_are_named_by_an_attribute():
    for fields in ('<f name="email">a@b.co</f>', '<f name="email">a@b.co</f><f/>'):
        body = f"<lead>{fields}</lead>"
        assert value(body, "lead.f[?(@['@name'] == 'email')]", "email") == "a@b.co"


@pytest.mark.parametrize(
    ("events", "items"),
    [
        ("<e><id>1</id></e><e><id>2</id></e>", [{"id": "1"}, {"id": "2"}]),
        ("<e><id>1</id></e>", [{"id": "1"}]),
        ("", []),
    ],
)
def test_one_record_of_each_element(events, items):
    payload = read(f"<events>{events}</events>")
    assert split_items(payload, "events.e") == items


def test_text_between_elements_is_kept():
    assert read("<a>one <b>two</b> three</a>").value == {
        "a": {"b": "two", "#text": "one two three"}
    }
    assert read("<a/>").value == {"a": None}
    assert read("<a> &lt;b&gt; &amp; &#233; </a>").value == {"a": "<b> & é"}


def test_an_element_stands_for_its_text_and_an_object_does_not():
    assert convert({"@a": "1", "#text": "5"}, "integer", CONTEXT) == 5
    assert convert([{"#text": "a"}, "b"], "text", CONTEXT) == "a, b"
    found = convert({"@a": "1", "#text": "5"}, "object", CONTEXT)
    assert found == {"@a": "1", "#text": "5"}
    assert convert({"b": "two", "#text": "one"}, "text", CONTEXT) == (
        "b: two\n#text: one"
    )


def read_soap(lead):
    """The tree of a lead as SOAP's RPC style writes it, by what it is below."""
    spaces = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:x="urn:x"'
    return read(f"<e><lead {spaces}>{lead}</lead></e>").value["e"]["lead"]


def test_what_soap_says_of_types_is_no_value():
    typed = '<name xsi:type="xsd:string">Ada</name><city xsi:type="xsd:string"/>'
    nil = '<phone xsi:type="xsd:string" xsi:nil="true"/>'
    assert read_soap(typed + nil) == {"name": "Ada", "city": None, "phone": None}


def test_of_two_attributes_of_one_name_the_plain_one_counts():
    for attributes in ('id="1" x:id="2"', 'x:id="2" id="1"'):
        assert read_soap(f"<a {attributes}/>") == {"a": {"@id": "1"}}


@pytest.mark.parametrize(
    "attributes",
    [
        'type="mobile"',
        'lang="fr"',
        'xml:lang="fr" xml:space="preserve"',
        'type="integer" nil="true"',
        'preferredcontact="1"',
        'currency="EUR"',
        'name="phone"',
    ],
)
def test_an_element_without_text_says_nothing_by_what_its_attributes_are_about(
    attributes,
):
    body = f"<lead><v {attributes}/><w {attributes}></w><w {attributes}/></lead>"
    for type_name in ("text", "phone", "email", "money", "date"):
        assert value(body, "lead.v", type_name) is None
        assert value(body, "lead.w", type_name) is None
    assert not value(body, "lead.v", "list")
    assert not value(body, "lead.w", "list")


def test_attributes_that_hold_values_are_not_dropped_in_silence():
    body = '<lead><name value="Ada"/><row id="5" email="a@b.co"/></lead>'
    assert value(body, "lead.name") == "@value: Ada"
    assert value(body, "lead.row['@email']", "email") == "a@b.co"
    with pytest.raises(ValueRefused):
        value(body, "lead.row", "email")


def test_what_stands_before_the_root_element_is_not_read():
    """ADF, which car dealers get leads in, has its own instruction at the very top."""
    lead = "<adf><email>a@b.co</email></adf>"
    for start in ('<?ADF VERSION="1.0"?>', '<?ADF VERSION "1.0"?>', "<!-- a lead -->"):
        for declared in ('<?xml version="1.0"?>', '<?XML VERSION "1.0"?>', ""):
            body = f"{start}\n{declared}\n{lead}"
            assert value(body, "adf.email", "email") == "a@b.co", body


def test_a_line_of_a_document_is_counted_from_its_top():
    with pytest.raises(UnreadableBody, match="line 4"):
        read('<?xml version="1.0"?>\n<!-- a\nb -->\n<a></b>')


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "application/json"]
)
@pytest.mark.parametrize("expected", ["json", "form"])
def test_markup_under_another_content_type_is_read(content_type, expected):
    """``curl -d`` says that anything is a form."""
    body = b"<lead><email>a@b.co</email></lead>"
    found = parse_body(body, content_type, expected=expected)
    assert found.value == {"lead": {"email": "a@b.co"}}


# === CHARSETS ===


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'<?xml version="1.0" encoding="windows-1251"?><a>\xdf\xbb</a>', XML),
        (b"<a>\xdf\xbb</a>", "text/xml; charset=windows-1251"),
        # The header goes before the document.
        (
            b'<?xml version="1.0" encoding="utf-8"?><a>\xdf\xbb</a>',
            f"{XML};charset=cp1251",
        ),
        ("<a>Я»</a>".encode(), XML),
        (codecs.BOM_UTF8 + "<a>Я»</a>".encode(), XML),
        ('<?xml version="1.0" encoding="utf-16"?><a>Я»</a>'.encode("utf-16"), XML),
        ("<a>Я»</a>".encode("utf-16-le"), XML),
    ],
)
def test_the_charset_that_a_document_says_is_used(body, content_type):
    assert read(body, content_type).value == {"a": "Я»"}


def test_a_document_that_is_no_text_is_refused():
    with pytest.raises(UnreadableBody) as caught:
        read(b"\xff\xfe<\x00a")
    assert caught.value.code == "xml_not_text"
    with pytest.raises(UnsupportedBody, match="klingon"):
        read('<?xml version="1.0" encoding="klingon"?><a/>')


# === WHAT IS NOT READ ===

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a b="&y;">&y;</a>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]><a/>',
    '<?xml version="1.0"?>\n<!-- <a> -->\n <?pi <a>?> <!DOCTYPE a><a/>',
    " " * 50 + "<!DOCTYPE a><a/>",
)


@pytest.mark.parametrize("body", LAUGHS)
def test_a_document_type_is_refused(body):
    for raw in (body.encode(), body.replace('"1.0"', '"1.0"').encode("utf-16")):
        with pytest.raises(UnreadableBody) as caught:
            read(raw)
        assert caught.value.code == "xml_document_type"


def test_a_document_type_in_a_text_is_a_text():
    body = "<a><![CDATA[<!DOCTYPE html><p>]]></a>"
    assert read(body).value == {"a": "<!DOCTYPE html><p>"}


@pytest.mark.parametrize(
    "body",
    [
        *("<a>", "<a></b>", "<a/><b/>", "<a b=1/>", "<a>&x;</a>", "<a>\x00</a>"),
        *("<a>&#0;</a>", "<a>&#xD800;</a>", "hello", "<!-- only -->", "<p:a/>", "<a><"),
    ],
)
def test_what_is_no_xml_is_refused(body):
    with pytest.raises(UnreadableBody) as caught:
        read(body)
    assert caught.value.code in ("xml_invalid", "xml_not_text")


def test_xinclude_is_an_element_like_others():
    body = (
        '<a xmlns:xi="http://www.w3.org/2001/XInclude">'
        '<xi:include href="file:///etc/passwd"/></a>'
    )
    assert read(body).value == {"a": {"include": {"@href": "file:///etc/passwd"}}}


def test_a_document_within_its_limits():
    deep = "<a>" * 10 + "</a>" * 10
    assert read(deep, max_depth=10)
    with pytest.raises(BodyTooLarge, match="deeper than 9"):
        read(deep, max_depth=9)
    wide = "<a>" + "<b/>" * 20 + "</a>"
    assert read(wide, max_nodes=30)
    with pytest.raises(BodyTooLarge, match="more than 10 values"):
        read(wide, max_nodes=10)
    with pytest.raises(BodyTooLarge, match="more than 10 values"):
        read("<a " + " ".join(f'b{n}="1"' for n in range(50)) + "/>", max_nodes=10)
    for depth in (300, 5_000, 100_000):
        with pytest.raises(EngineError):
            read("<a>" * depth + "</a>" * depth)


@pytest.mark.parametrize("attribute", ['a%d="x"', 'xmlns:a%d="x"'])
def test_an_element_with_a_flood_of_attributes_is_refused_before_it_is_read(attribute):
    # What reads XML compares each of them with all others: 80 000 took half a minute.
    attributes = " ".join(attribute % number for number in range(40_000))
    began = time.process_time()
    with pytest.raises(BodyTooLarge) as caught:
        read(f"<a {attributes}/>")
    assert time.process_time() - began < 0.5
    assert caught.value.code == "too_many_attributes"


def test_elements_have_as_many_attributes_as_people_give_them():
    # A row of SharePoint's has its columns there; each element of SOAP its namespaces.
    columns = " ".join(f'ows_C{number} = "a > b"' for number in range(500))
    names = " ".join(f"xmlns:n{number}='urn:{number}'" for number in range(20))
    rows = read(f"<rows>{f'<row {names} {columns}/>' * 20}</rows>").value["rows"]["row"]
    assert (len(rows), rows[19]["@ows_C499"]) == (20, "a > b")


def test_attributes_that_are_text_are_not_counted():
    page = "&lt;p " + 'class="x" ' * 2_000 + "&gt;"
    assert read(f"<a>{page}</a>").value["a"].count("class") == 2_000


def test_a_page_of_html_is_no_document():
    for body in (b"<!DOCTYPE html><p>x", b" <html><p>x</html>"):
        with pytest.raises(UnsupportedBody, match="HTML"):
            parse_body(body, None, expected="json")


def test_json_that_says_it_is_xml_is_json():
    assert read(b'{"a": 1}').value == {"a": 1}


NAMES = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
LEAVES = (
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]
        ),
        min_size=1,
        max_size=8,
    )
    .map(str.strip)
    .filter(bool)
)
TREES = st.recursive(
    LEAVES,
    lambda children: st.dictionaries(
        NAMES,
        children | st.lists(children, min_size=2, max_size=3),
        min_size=1,
        max_size=3,
    ),
    max_leaves=12,
)


def written(name, tree):
    if isinstance(tree, list):
        return "".join(written(name, item) for item in tree)
    if isinstance(tree, dict):
        inside = "\n".join(written(key, item) for key, item in tree.items())
    else:
        inside = tree.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{name}>{inside}</{name}>"


@given(TREES)
def test_a_tree_that_is_written_is_read_again(tree):
    assert read(written("root", tree)).value == {"root": tree}


@given(
    st.text("<>/!?[]-&;ab =\"'#x0é"), st.sampled_from(["utf-8", "utf-16", "latin-1"])
)
def test_anything_is_read_or_refused(text, codec):
    try:
        read(("<a" + text).encode(codec))
    except EngineError as error:
        assert len(str(error)) < 300


# === FIELDS THAT ARE NAMED BY AN ATTRIBUTE ===


@pytest.mark.parametrize(
    "path",
    [
        "lead.field[@name=email]",
        "lead.field[ @name = 'email' ]",
        'lead.field[@name="email"]',
        "lead.field[@name=='email']",
        "lead.field[?(@['@name'] == 'email')]",
    ],
)
@pytest.mark.parametrize(
    "fields",
    [
        '<field name="email">a@b.co</field>',
        '<field name="email">a@b.co</field><field name="phone">1</field>',
        '<field name="phone"/><field name="email" type="work">a@b.co</field>',
    ],
)
def test_a_field_is_found_by_the_name_in_its_attribute(path, fields):
    assert value(f"<lead>{fields}</lead>", path, "email") == "a@b.co"


def test_a_name_with_blanks_and_brackets_stands_between_quotes():
    body = '<f><q ask="Your [first] name?">Ada</q><q ask="O\'Neill">x</q></f>'
    assert value(body, "f.q[@ask='Your [first] name?']") == "Ada"
    assert value(body, "f.q[@ask='O\\'Neill']") == "x"
    assert value(body, "f.q[@ask=other]") is None


def proposed(body):
    return {
        p.name: (p.type, p.path, p.sample) for p in propose_parameters(read(body).value)
    }


def test_a_sample_with_named_fields_is_read_by_their_names():
    body = """<form id="7">
        <field name="email">a@b.co</field>
        <field name="Your phone">+33 6 12 34 56 78</field>
        <field name="company"/>
    </form>"""
    found = proposed(body)
    assert found == {
        "id": ("text", "form['@id']", "7"),
        "email": ("email", "form.field[@name=email]", "a@b.co"),
        "your_phone": ("phone", "form.field[@name='Your phone']", "+33 6 12 34 56 78"),
        "company": ("text", "form.field[@name=company]", None),
    }
    other = """<form><field name="company">Acme</field>
        <field name="email" checked="yes">c@d.co</field></form>"""
    assert value(other, found["email"][1]) == "c@d.co"
    assert value(other, found["company"][1]) == "Acme"
    assert value(other, found["your_phone"][1]) is None


def test_the_only_field_of_a_sample_is_read_by_its_name_too():
    assert proposed('<form><field name="email">a@b.co</field></form>') == {
        "email": ("email", "form.field[@name=email]", "a@b.co")
    }


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        (
            '<f name="email" value="a@b.co"/><f name="city" value="Gent"/>',
            ["x.f[@name=email]['@value']", "x.f[@name=city]['@value']"],
        ),
        (
            "<f><name>email</name><value>a@b.co</value></f>"
            "<f><name>city</name><value>Gent</value></f>",
            ["x.f[name=email].value", "x.f[name=city].value"],
        ),
        (
            "<f><label>E-mail</label><answer>a@b.co</answer></f>"
            "<f><label>Ihr Ort</label><answer>Gent</answer></f>",
            ["x.f[label=E-mail].answer", "x.f[label='Ihr Ort'].answer"],
        ),
        (
            '<phone type="home">1234567</phone><phone type="work">7654321</phone>',
            ["x.phone[@type=home]", "x.phone[@type=work]"],
        ),
        ("<tag>a</tag><tag>b</tag>", ["x.tag"]),
        ('<email kind="work">a@b.co</email>', ["x.email['@kind']", "x.email['#text']"]),
    ],
)
def test_the_paths_of_fields_that_are_named_in_other_ways(fields, paths):
    body = f"<x>{fields}</x>"
    assert [path for _type, path, _sample in proposed(body).values()] == paths
    for path in paths:
        assert value(body, path)


def test_boxes_of_one_name_are_one_list():
    body = """<form><field name="likes">tea</field><field name="likes">milk</field>
        <field name="email">a@b.co</field></form>"""
    found = proposed(body)
    assert found["likes"] == ("list", "form.field[@name=likes]", ["tea", "milk"])
    assert value(body, found["likes"][1], "list") == ["tea", "milk"]
    one = '<form><field name="likes">tea</field></form>'
    assert value(one, found["likes"][1], "list") == ["tea"]


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("Call <b>me</b> now", "Call me now"),
        ("H<sub>2</sub>O and <i>so <b>on</b></i>.", "H2O and so on."),
        ("Call<br/>me", "Call\nme"),
        ("Hello<p>One</p><p>Two</p>", "Hello\nOne\n\nTwo"),
        ("1<!-- 2 -->3<?pi 4?>5", "135"),
        ("a<![CDATA[<b>]]>c", "a<b>c"),
        ("  <b>me</b>  ", "b: me"),
    ],
)
def test_text_beside_elements_is_read_whole_and_in_its_order(note, text):
    assert value(f"<lead><note>{note}</note></lead>", "lead.note") == text
    assert value(f"<lead><note kind='x'>{note}</note></lead>", "lead.note") in (
        text,
        f"@kind: x\n{text}",
    )


def test_elements_beside_text_are_members_too():
    body = "<lead>Ada <name>Lovelace</name>, <name>King</name></lead>"
    assert read(body).value == {
        "lead": {
            "name": ["Lovelace", "King"],
            "#text": "Ada \nLovelace\n, \nKing",
        }
    }
    assert value(body, "lead.name[0]") == "Lovelace"


def test_json_that_others_make_of_such_an_element_loses_nothing():
    tree = {"b": "me", "#text": "Call now"}
    assert convert(tree, "text", CONTEXT) == "b: me\n#text: Call now"


@given(st.lists(st.sampled_from(["one", "<b>two</b>", "<p>three</p>", " "])))
def test_no_word_beside_an_element_is_lost(pieces):
    text = value(f"<r><n>{''.join(pieces)}</n></r>", "r.n") or ""
    words = "".join(pieces).replace("<", " <").replace(">", "> ").split()
    for word in ("one", "two", "three"):
        assert word not in words or word in text


def test_texts_deep_in_one_another_are_not_there_as_often_as_they_are_deep():
    body = "<r>" + "<b>x" * 50 + "y" * 10_000 + "</b>" * 50 + "z</r>"
    assert len(str(read(body).value)) < 70_000


def test_the_whole_of_texts_deep_in_one_another_is_put_together_once():
    """Each level made a text of its own of all that is in it: seconds, of megabytes."""
    limits = Limits(max_bytes=16 << 20, max_depth=200)

    def seconds(depth):
        body = "<b>x" * depth + "y" * 9_000_000 + "</b>" * depth
        began = time.process_time()
        parse_body(body.encode(), XML, expected="json", limits=limits)
        return time.process_time() - began

    assert seconds(190) < 5 * seconds(10)
