"""A tree for the browser loses nothing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.authoring.viewer import for_viewer

TREES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=20,
)


def read_back(shown):
    """What the viewer makes of it."""
    if isinstance(shown, list):
        return [read_back(item) for item in shown]
    if isinstance(shown, dict) and "number" in shown:
        return json.loads(shown["number"])
    if isinstance(shown, dict):
        return {key: read_back(value) for key, value in shown["members"]}
    return shown


def test_keys_keep_their_order_and_numbers_their_digits():
    tree = {"10": 12345678901234567890, "2": 1.0, "number": "x", "members": True}
    assert for_viewer(tree) == {
        "members": [
            ["10", {"number": "12345678901234567890"}],
            ["2", {"number": "1.0"}],
            ["number", "x"],
            ["members", True],
        ]
    }


@given(TREES)
def test_it_can_be_read_back(tree):
    shown = json.loads(json.dumps(for_viewer(tree)))
    assert json.dumps(read_back(shown)) == json.dumps(tree)
