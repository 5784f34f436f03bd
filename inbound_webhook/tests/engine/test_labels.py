import pytest

from inbound_webhook.engine.errors import ValueRefused
from inbound_webhook.engine.labels import label_of
from inbound_webhook.engine.outcomes import outcome_of
from inbound_webhook.engine.phrases import _lt


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("email", "Email"),
        ("first_name", "First name"),
        ("first-name", "First name"),
        ("firstName", "FirstName"),
        ("_", "_"),
        ("été", "Été"),
    ],
)
def test_a_name_as_a_label(name, label):
    assert label_of(name) == label


def test_what_is_wrong_with_a_field_is_said_without_its_technical_name():
    phrase = _lt("The parameter %(p)r does not fit: %(reason)s", p="a_b", reason="no")
    outcome = outcome_of(ValueRefused("value_invalid", phrase, parameter="a_b"))
    assert outcome.for_visitor == "A b: no"
    assert outcome.message == phrase
    outcome = outcome_of(ValueRefused("parameter_missing", phrase, parameter="a_b"))
    assert outcome.for_visitor == "A b is missing."
    assert outcome_of(ValueRefused("x", "plain", parameter="a")).for_visitor is None
    assert outcome_of(ValueRefused("x", phrase)).for_visitor is None
