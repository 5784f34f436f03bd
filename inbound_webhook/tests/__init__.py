from . import (
    test_conditions,
    test_form_call,
    test_json_call,
    test_look_up,
    test_protection_period,
    test_responses,
    test_screens,
)
