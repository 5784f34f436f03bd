from . import (
    test_automation,
    test_call_log,
    test_conditions,
    test_failures,
    test_form_call,
    test_json_call,
    test_look_up,
    test_protection_period,
    test_refusals,
    test_replay,
    test_responses,
    test_screens,
)
