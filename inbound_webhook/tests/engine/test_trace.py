"""What a call had done that was rolled back."""

import json

from inbound_webhook.engine.phrases import Phrase, Term, joined
from inbound_webhook.engine.trace import Trace


def test_what_passed_is_undone_and_a_new_record_has_no_id():
    trace = Trace()
    trace.passed("parse", "parsed", kind="json")
    trace.passed("apply", "created", model="crm.lead", id=5)
    trace.passed("fulfil", "fired", rules=[1])
    trace.failed("fulfil", "failed", message="No")
    trace.undo()
    assert [line["state"] for line in trace.lines] == [
        "passed",
        "undone",
        "undone",
        "failed",
    ]
    assert trace.lines[1]["id"] is None


def test_a_record_that_was_there_keeps_its_id_and_what_was_found_is_true():
    trace = Trace()
    trace.passed("apply", "updated", model="crm.lead", id=5)
    trace.passed("apply", "unchanged", model="crm.lead", id=6)
    trace.passed("apply", "found", model="crm.lead", id=7)
    trace.undo()
    trace.undo()
    assert [(line["state"], line["id"]) for line in trace.lines] == [
        ("undone", 5),
        ("passed", 6),
        ("passed", 7),
    ]


def test_terms_are_kept_with_what_they_name():
    phrase = Phrase(
        "%(fields)s of %(model)s",
        fields=joined([Term("Email", "crm.lead:email_from"), "other"]),
        model=Term("Lead", "crm.lead"),
    )
    assert phrase == "Email, other of Lead"
    again = Phrase.from_json(json.loads(json.dumps(phrase.to_json())))
    assert again == phrase
    assert again.values["model"].of == "crm.lead"
    assert again.values["fields"].values["part1"].of == "crm.lead:email_from"
