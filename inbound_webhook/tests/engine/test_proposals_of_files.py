"""Files in a sample are proposed as files, each as one parameter."""

import base64

import pytest

from inbound_webhook.authoring.guesses import TargetField, guess_fields
from inbound_webhook.authoring.proposals import propose_parameter, propose_parameters
from inbound_webhook.engine.body import parse_body

PDF = base64.b64encode(b"%PDF-1.7\n" + b"\x00" * 60).decode()
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 60).decode()
DOCX = base64.b64encode(b"PK\x03\x04" + b"word/" * 20).decode()


def proposed(tree):
    return [(item.path, item.type) for item in propose_parameters(tree)]


@pytest.mark.parametrize(
    "value",
    [
        f"data:image/png;base64,{PNG}",
        "data:text/plain;base64,SGVsbG8=",
        PNG,
        PDF,
        DOCX,
        {"name": "cv.pdf", "content": PDF},
        {"Name": "cv.pdf", "Content": PDF, "ContentType": "x/y", "ContentLength": 69},
        [{"name": "cv.pdf", "content": PDF}, {"name": "b.png", "content": PNG}],
        [PDF, PNG],
    ],
)
def test_a_file_in_json_is_one_parameter(value):
    tree = {"email": "a@x.example", "cv": value, "deep": {"er": [{"it": value}]}}
    assert proposed(tree) == [
        ("email", "email"),
        ("cv", "file"),
        ("deep.er[0].it", "file"),
    ]
    assert propose_parameter(tree, ("cv",)).type == "file"


@pytest.mark.parametrize(
    "value", ["https://x.example/a.png", "aGVsbG8=", "data: see below", "x" * 200]
)
def test_what_may_be_a_text_is_no_file(value):
    assert proposed({"cv": value})[0][1] != "file"


def test_an_object_that_says_more_is_looked_into():
    tree = {"document": {"name": "cv.pdf", "content": PDF, "owner": {"name": "Ada"}}}
    assert proposed(tree) == [
        ("document.name", "text"),
        ("document.content", "file"),
        ("document.owner.name", "text"),
    ]


def test_uploaded_files_are_one_parameter_of_each_field():
    def part(name, filename, content, kind="application/pdf"):
        return (
            f'--b\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{filename}"\r\nContent-Type: {kind}\r\n\r\n{content}\r\n'
        )

    body = (
        part("cv", "cv.pdf", "%PDF-1.7")
        + part("more", "a.txt", "a", "text/plain")
        + part("more", "b.txt", "b", "text/plain")
        + part("lead", "lead.json", '{"email": "a@x.example"}', "application/json")
        + "--b--"
    )
    payload = parse_body(
        body.encode(), "multipart/form-data; boundary=b", expected="form"
    )
    assert proposed(payload.value) == [
        ("cv", "file"),
        ("more", "file"),
        ("lead.email", "email"),
    ]


@pytest.mark.parametrize("name", ["photo", "Profilbild", "avatar", "company_logo"])
def test_a_picture_of_a_contact_is_its_image(name):
    fields = [
        TargetField("name", "char", ("Name",)),
        TargetField("image_1920", "binary", ("Image",)),
        TargetField("x_contract", "binary", ("Contract",)),
    ]
    found = propose_parameters({name: PNG, "Contract": PDF, "cv": PDF})
    guesses = guess_fields(found, fields)
    assert [(item.field, item.parameters) for item in guesses.mapped] == [
        ("image_1920", (0,)),
        ("x_contract", (1,)),
    ]


def test_a_text_is_put_into_no_field_that_holds_a_file():
    fields = [TargetField("image_1920", "binary", ("Image", "Photo"))]
    for value in ("https://x.example/a.png", "yes", True, 5, ["a"], {"a": {"b": 1}}):
        found = propose_parameters({"image_1920": value, "photo": value})
        assert guess_fields(found, fields).mapped == ()
