"""Forms: url-encoded, multipart, bracket names, JSON in a field, files."""

import pytest

from inbound_webhook.engine.body import Limits, UploadedFile, parse_body, parse_query
from inbound_webhook.engine.errors import BodyTooLarge, UnreadableBody, UnsupportedBody


def urlencoded(raw, **options):
    return parse_body(
        raw, "application/x-www-form-urlencoded", expected="form", **options
    )


def part(headers, content):
    return b"\r\n".join([b"--b", *headers, b"", content, b""])


def field(name, content, *headers):
    disposition = b'Content-Disposition: form-data; name="' + name + b'"'
    return part([disposition, *headers], content)


def multipart(*parts, content_type="multipart/form-data; boundary=b", **options):
    return parse_body(
        b"".join(parts) + b"--b--\r\n", content_type, expected="form", **options
    )


def codes(payload):
    return [note.code for note in payload.notes]


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        (b"a=1&b=2", [("a", "1"), ("b", "2")]),
        (b"a=x+y%20z%2B", [("a", "x y z+")]),
        (b"a=b=c&&d&=e&", [("a", "b=c"), ("d", ""), ("", "e")]),
        (b"a=%zz%4", [("a", "%zz%4")]),
        ("é=日".encode(), [("é", "日")]),
        (b"%C3%A9=%E6%97%A5", [("é", "日")]),
        (b"a=1;b=2", [("a", "1;b=2")]),
        (b"a=1\r\n", [("a", "1")]),
        (b"\xef\xbb\xbfa=1", [("a", "1")]),
    ],
)
def test_url_encoded_fields(raw, fields):
    assert urlencoded(raw).fields == tuple(fields)


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", ()),
        ("a=%E9t%E9", (("a", "été"),)),
        (b"a=\xe9t\xe9", (("a", "été"),)),
        ("a=\xc3\xa9", (("a", "é"),)),
        ("a=\ud800", (("a", "\ufffd"),)),
    ],
)
def test_a_query(query, fields):
    assert parse_query(query).fields == fields
    assert parse_query(query).kind == "form"


@pytest.mark.parametrize(
    ("raw", "tree"),
    [
        (b"a[b][c]=1", {"a": {"b": {"c": "1"}}}),
        (b"data[merges][FNAME]=Ann&data[id]=5", {
            "data": {"merges": {"FNAME": "Ann"}, "id": "5"},
        }),
        (b"a[]=1", {"a": ["1"]}),
        (b"a[]=1&a[]=2", {"a": ["1", "2"]}),
        (b"a[1]=y&a[0]=x", {"a": ["x", "y"]}),
        (b"field[12]=x", {"field": {"12": "x"}}),
        (b"a[999999999999]=x", {"a": {"999999999999": "x"}}),
        (b"a[0][x]=1&a[0][y]=2&a[1][x]=3", {
            "a": [{"x": "1", "y": "2"}, {"x": "3"}],
        }),
        (b"a[][x]=1&a[][y]=2&a[][x]=3", {"a": [{"x": "1", "y": "2"}, {"x": "3"}]}),
        (b"a[][x][y]=1&a[][x][z]=2&a[][x][y]=3", {
            "a": [{"x": {"y": "1", "z": "2"}}, {"x": {"y": "3"}}],
        }),
        (b"a[][]=1&a[][]=2", {"a": [["1", "2"]]}),
        (b"a[b]=1&a[b]=2", {"a": {"b": ["1", "2"]}}),
        (b"a[b=1&a[b]c=2&[d]=3&[]=4", {
            "a[b": "1", "a[b]c": "2", "[d]": "3", "[]": "4",
        }),
        (b"a%5Bb%5D=1", {"a": {"b": "1"}}),
    ],
)  # fmt: skip
def test_bracket_names_make_a_tree(raw, tree):
    payload = urlencoded(raw)
    assert payload.value == tree
    assert payload.notes == ()


@pytest.mark.parametrize(
    ("raw", "tree"),
    [
        (b"a=1&a[b]=2", {"a": "1", "a[b]": "2"}),
        (b"a[b]=2&a=1", {"a[b]": "2", "a": "1"}),
        (b"a[b]=1&a[b][c]=2", {"a": {"b": "1"}, "a[b][c]": "2"}),
        (b"a[b][c]=2&a[b]=1", {"a": {"b": {"c": "2"}}, "a[b]": "1"}),
    ],
)
def test_a_name_that_asks_for_a_value_and_a_branch_loses_nothing(raw, tree):
    payload = urlencoded(raw)
    assert payload.value == tree
    assert codes(payload) == ["field_name_conflict"]


def test_bracket_names_nest_within_the_depth_limit():
    limits = Limits(max_depth=3)
    assert urlencoded(b"a[b][c]=1", limits=limits).value == {"a": {"b": {"c": "1"}}}
    with pytest.raises(BodyTooLarge) as caught:
        urlencoded(b"a[b][c][d]=1", limits=limits)
    assert caught.value.code == "too_deep"


def test_json_in_a_field_is_decoded_in_the_tree_and_stays_text_in_the_fields():
    payload = urlencoded(b'payload={"a": [1, null]}&x=1')
    assert payload.value == {"payload": {"a": [1, None]}, "x": "1"}
    assert payload.fields == (("payload", '{"a": [1, null]}'), ("x", "1"))
    assert codes(payload) == ["json_in_field"]


def test_a_list_of_events_in_a_field_is_decoded():
    payload = urlencoded(b"mandrill_events=%5B%7B%22event%22%3A%22open%22%7D%5D")
    assert payload.value == {"mandrill_events": [{"event": "open"}]}


@pytest.mark.parametrize("text", ["[see above]", "{", "[1", "{a}", "[nan]", "(x)"])
def test_text_that_only_looks_like_json_stays_text(text):
    payload = multipart(field(b"a", text.encode()))
    assert payload.value == {"a": text}


def test_json_in_a_field_is_within_the_limits_of_the_body():
    limits = Limits(max_depth=4)
    deep = b"[[[1]]]"
    assert urlencoded(b"a=" + deep, limits=limits).value == {"a": [[[1]]]}
    with pytest.raises(BodyTooLarge):
        urlencoded(b"a[b]=" + deep + b"&c=1", limits=Limits(max_depth=4))
    nodes = b"a=[1,2]&b=[1,2]"
    assert urlencoded(nodes, limits=Limits(max_nodes=7)).value == {
        "a": [1, 2],
        "b": [1, 2],
    }
    with pytest.raises(BodyTooLarge) as caught:
        urlencoded(nodes, limits=Limits(max_nodes=6))
    assert caught.value.code == "too_many_nodes"


def test_multipart_fields_and_files():
    payload = multipart(
        field("naïve".encode(), "日本".encode()),
        part(
            [
                b'content-disposition: FORM-DATA; name="cv"; filename="C:\\x\\a b.pdf"',
                b"content-type: Application/PDF; x=y",
            ],
            b"\x00\xff\r\n--\r\n",
        ),
    )
    assert payload.fields == (("naïve", "日本"),)
    assert payload.files == (
        UploadedFile("cv", "a b.pdf", "application/pdf", b"\x00\xff\r\n--\r\n"),
    )
    assert payload.value == {
        "naïve": "日本",
        "cv": {"filename": "a b.pdf", "content_type": "application/pdf", "size": 8},
    }
    assert codes(payload) == ["file_name_shortened"]


def test_file_names_of_all_browsers_and_mailers():
    names = [
        (b'filename="a%22b.txt"', 'a"b.txt'),
        (b'filename="a\\"b.txt"', 'a"b.txt'),
        (b"filename=plain.txt", "plain.txt"),
        ('filename="é.txt"'.encode(), "é.txt"),
        (b'filename="\xe9t\xe9.txt"', "été.txt"),
        (b"filename*=UTF-8''%e2%82%ac.txt", "€.txt"),
        (b"filename=\"x\"; filename*=UTF-8''%e2%82%ac.txt", "€.txt"),
        (b'filename="../../etc/passwd"', "passwd"),
    ]
    for written, expected in names:
        disposition = b'Content-Disposition: form-data; name="f"; ' + written
        (file,) = multipart(part([disposition], b"x")).files
        assert file.filename == expected


def test_a_file_input_that_was_left_empty_is_an_empty_field():
    empty = part([b'Content-Disposition: form-data; name="f"; filename=""'], b"")
    payload = multipart(empty)
    assert (payload.fields, payload.files) == ((("f", ""),), ())


def test_a_file_without_a_name_but_with_content_is_a_file():
    (file,) = multipart(
        part([b'Content-Disposition: form-data; name="f"; filename=""'], b"x")
    ).files
    assert (file.filename, file.content) == ("", b"x")


def test_lines_that_end_in_lf_alone_are_read():
    raw = b'--b\nContent-Disposition: form-data; name="a"\n\n1\n--b--\n'
    assert multipart(raw[:-6]).value == {"a": "1"}


def test_what_stands_around_the_parts_is_no_part():
    raw = b"preamble\r\n" + field(b"a", b"1") + b"--b--\r\nepilogue --b"
    payload = parse_body(raw, "multipart/form-data; boundary=b", expected="form")
    assert payload.value == {"a": "1"}


def test_a_boundary_inside_a_line_or_longer_than_itself_separates_nothing():
    assert multipart(field(b"a", b"x --b y\r\n--bc")).value == {"a": "x --b y\r\n--bc"}


def test_line_breaks_at_the_ends_of_a_value_are_kept():
    assert multipart(field(b"a", b"\r\n1\r\n")).fields == (("a", "\r\n1\r\n"),)


def test_the_charset_of_a_part_goes_before_that_of_the_form():
    payload = multipart(
        field(b"a", b"\xa4", b"Content-Type: text/plain; charset=iso-8859-15"),
        field(b"b", b"\xa4"),
        content_type="multipart/form-data; boundary=b; charset=iso-8859-1",
    )
    assert payload.fields == (("a", "€"), ("b", "¤"))


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        (b"base64", b"aMOp\r\n"),
        (b"Quoted-Printable", b"h=C3=A9"),
        (b"8bit", "hé".encode()),
        (b"binary", "hé".encode()),
    ],
)
def test_transfer_encodings_of_mail_software_are_undone(encoding, written):
    payload = multipart(field(b"a", written, b"Content-Transfer-Encoding: " + encoding))
    assert payload.fields == (("a", "hé"),)


def test_wrong_base64_and_unknown_transfer_encodings_are_refused():
    with pytest.raises(UnreadableBody, match="base64"):
        multipart(field(b"a", b"%%%", b"Content-Transfer-Encoding: base64"))
    with pytest.raises(UnsupportedBody) as caught:
        multipart(field(b"a", b"x", b"Content-Transfer-Encoding: x-uuencode"))
    assert caught.value.details == {"transfer_encoding": "x-uuencode"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a=1", "multipart_boundary_wrong"),
        (field(b"a", b"1"), "multipart_incomplete"),
        (field(b"a", b"1") + b"--b", "multipart_incomplete"),
        (field(b"a", b"1") + b"--b-", "multipart_incomplete"),
        (b"--b\r\nno headers at all\r\n--b--", "multipart_part_invalid"),
        (part([b"X: y"], b"1") + b"--b--", "multipart_part_invalid"),
        (
            part([b"Content-Disposition: form-data"], b"1") + b"--b--",
            "multipart_part_invalid",
        ),
        (
            part([b"Content-Disposition: attachment; name=a"], b"1") + b"--b--",
            "multipart_part_invalid",
        ),
        (
            part([b"X: " + b"y" * 20_000], b"1") + b"--b--",
            "multipart_part_invalid",
        ),
    ],
)
def test_multipart_bodies_that_would_lose_something_are_refused(raw, code):
    with pytest.raises(UnreadableBody) as caught:
        parse_body(raw, "multipart/form-data; boundary=b", expected="form")
    assert caught.value.code == code


def test_a_multipart_type_without_a_boundary_is_refused():
    with pytest.raises(UnreadableBody) as caught:
        multipart(field(b"a", b"1"), content_type="multipart/form-data")
    assert caught.value.code == "multipart_boundary_missing"


def test_files_and_fields_of_one_name_are_one_list():
    file = part([b'Content-Disposition: form-data; name="a"; filename="x"'], b"1")
    payload = multipart(field(b"a", b"t"), file)
    assert payload.value == {
        "a": ["t", {"filename": "x", "content_type": "", "size": 1}]
    }


def test_a_form_of_as_many_fields_as_the_limit_is_read():
    limits = Limits(max_fields=2)
    assert len(urlencoded(b"a=1&a=2", limits=limits).fields) == 2
    with pytest.raises(BodyTooLarge):
        urlencoded(b"a=1&a=2&a=3", limits=limits)


@pytest.mark.parametrize("name", ['; filename="blob"', '; filename=""'])
@pytest.mark.parametrize(
    "kind", ["application/json", "application/ld+json;charset=utf-8"]
)
def test_json_that_a_script_made_a_blob_of_is_json(name, kind):
    body = (
        f'--b\r\nContent-Disposition: form-data; name="lead"{name}\r\n'
        f'Content-Type: {kind}\r\n\r\n{{"name": "Zoë"}}\r\n--b--'
    ).encode()
    payload = parse_body(body, "multipart/form-data; boundary=b", expected="form")
    assert payload.value == {"lead": {"name": "Zoë"}}
    assert payload.files == ()


def test_a_part_of_json_is_in_utf_8_whatever_the_form_is_in():
    body = (
        '--b\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\n'
        "windows-1252\r\n--b\r\n"
        'Content-Disposition: form-data; name="lead"\r\n'
        'Content-Type: application/json\r\n\r\n{"name": "Zoë"}\r\n--b--'
    ).encode()
    payload = parse_body(body, _OF_B, expected="form")
    assert payload.value["lead"] == {"name": "Zoë"}


@pytest.mark.parametrize("kind", ["", "application/octet-stream", "text/plain"])
@pytest.mark.parametrize(
    ("text", "value"), [('{"a": 1}', {"a": 1}), (" [1, 2]\n", [1, 2])]
)
def test_json_of_a_blob_that_was_given_no_type_is_json(kind, text, value):
    payload = parse_body(_blob(kind, text), _OF_B, expected="form")
    assert payload.value == {"it": value}
    assert payload.files == ()


@pytest.mark.parametrize("text", ["{not json}", "plain", "", '"text"', "{" * 2000])
def test_a_blob_of_no_type_that_is_no_json_stays_a_file(text):
    payload = parse_body(
        _blob("application/octet-stream", text), _OF_B, expected="form"
    )
    assert [file.content for file in payload.files] == [text.encode()]


def test_json_with_a_name_of_its_own_is_a_file_and_is_read():
    body = _blob("application/json", '{"email": "a@x.example"}', "lead.json")
    payload = parse_body(body, _OF_B, expected="form")
    assert payload.value == {"it": {"email": "a@x.example"}}
    assert [file.filename for file in payload.files] == ["lead.json"]


@pytest.mark.parametrize("text", ["[1]", "{", "{}", '{"a": ' * 80 + "1" + "}" * 80])
def test_json_with_a_name_that_is_no_object_is_a_file_alone(text):
    body = _blob("application/json", text, "it.json")
    payload = parse_body(body, _OF_B, expected="form")
    shown = {"filename": "it.json", "content_type": "application/json"}
    assert payload.value == {"it": {**shown, "size": len(text)}}


_OF_B = "multipart/form-data; boundary=b"


def _blob(kind, text, name="blob"):
    return (
        f'--b\r\nContent-Disposition: form-data; name="it"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n{text}\r\n--b--"
    ).encode()


@pytest.mark.parametrize(
    ("name", "kind"), [("blob", "image/png"), ("lead.json", "application/json")]
)
def test_a_file_of_somebodys_stays_a_file(name, kind):
    body = (
        f'--b\r\nContent-Disposition: form-data; name="it"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n{{}}\r\n--b--"
    ).encode()
    payload = parse_body(body, "multipart/form-data; boundary=b", expected="form")
    assert [file.content for file in payload.files] == [b"{}"]
