from . import (
    test_form_call,
    test_json_call,
    test_screens,
)
