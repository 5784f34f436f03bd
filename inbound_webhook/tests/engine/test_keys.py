"""What stands for a record: the same for all calls that name it by one key."""

from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.keys import key_digest

EMAIL = ("res.partner", ["email"], ["ada@example.com"])


def test_the_same_key_is_the_same_digest():
    # printf '%s' '["res.partner", [["email", "ada@example.com"]]]' | sha256sum
    assert key_digest(*EMAIL) == (
        "6212ea14f8b018e09da7f1423fa10f994436c4735f3e27bc80a43ff8e88d8131"
    )


def test_the_order_of_fields_does_not_matter():
    one = key_digest("res.partner", ["name", "parent_id"], ["Ada", "7"])
    assert one == key_digest("res.partner", ["parent_id", "name"], ["7", "Ada"])


def test_model_field_and_value_each_make_another_key():
    assert (
        len(
            {
                key_digest(*EMAIL),
                key_digest("crm.lead", ["email"], ["ada@example.com"]),
                key_digest("res.partner", ["name"], ["ada@example.com"]),
                key_digest("res.partner", ["email"], ["Ada@example.com"]),
            }
        )
        == 4
    )


@given(st.text(), st.text())
def test_values_do_not_run_into_one_another(one, other):
    apart = key_digest("m", ["a", "b"], [one, other])
    together = key_digest("m", ["a", "b"], [one + other, ""])
    assert (apart == together) == (other == "")


@given(st.text())
def test_any_text_has_a_digest(text):
    assert len(key_digest("m", ["a"], [text])) == 64
