"""Look-ups that answer a list: their order, and how much of it is answered."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.answers import LONGEST_ANSWER, default_reply
from inbound_webhook.engine.listing import Listing, within_answer
from inbound_webhook.engine.outcomes import Outcome


@pytest.mark.parametrize(
    ("listing", "order"),
    [
        (Listing(), "id desc"),
        (Listing(descending=False), "id asc"),
        (Listing(field="name"), "name desc nulls last, id desc"),
        (Listing(field="name", descending=False), "name asc nulls last, id asc"),
    ],
)
def test_the_order(listing, order):
    assert listing.order == order


def test_a_list_is_no_longer_than_an_answer_may_be():
    row = {"id": 1, "text": "x" * 300_000}
    assert within_answer([row] * 5) == [row] * 3
    assert within_answer([{"text": "x" * LONGEST_ANSWER}]) == []
    assert within_answer([]) == []


@given(st.lists(st.dictionaries(st.text(), st.integers())))
def test_what_fits_is_answered_whole(rows):
    assert within_answer(rows) == rows


def answer(outcome):
    return json.loads(default_reply(outcome, 17).body)


def test_a_list_says_how_many_and_whether_there_are_more():
    outcome = Outcome("done", "found", "crm.lead", records=[{"id": 4}], has_more=True)
    assert answer(outcome) == {
        "status": "success",
        "operation": "found",
        "model": "crm.lead",
        "records": [{"id": 4}],
        "count": 1,
        "more": True,
        "call": 17,
    }
    assert outcome.each_result == [
        {"status": "success", "operation": "found", "model": "crm.lead", "id": 4}
    ]


def test_an_empty_list_is_a_success():
    outcome = Outcome("not_found", "not_found", "crm.lead", records=[], own_status=200)
    assert default_reply(outcome, 17).status == 200
    assert answer(outcome)["status"] == "success"
    assert answer(outcome)["records"] == []


def test_what_is_shortened_is_named():
    outcome = Outcome(
        "done", "found", record_id=4, data={}, shortened=["child_ids.name"]
    )
    assert answer(outcome)["shortened"] == ["child_ids.name"]
    assert "shortened" not in answer(Outcome("done", "found", record_id=4, data={}))
