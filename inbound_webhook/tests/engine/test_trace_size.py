import json

from hypothesis import given
from hypothesis import strategies as st

from inbound_webhook.engine.trace import Trace
from inbound_webhook.engine.trace_size import within_size


def size(lines):
    return len(json.dumps(lines, ensure_ascii=False).encode())


def trace_of_items(count, failing=()):
    trace = Trace()
    trace.passed("parse", "split", items=count)
    for number in range(1, count + 1):
        note = trace.failed if number in failing else trace.passed
        note("apply", "some_code", item=number, message="x" * 40)
    trace.passed("answer", "sent")
    return trace.lines


def test_a_small_trace_stays_as_it_is():
    lines = trace_of_items(3)
    assert within_size(lines, 10_000) is lines


def test_the_beginning_the_end_and_what_failed_stay():
    kept = within_size(trace_of_items(2_000, failing={1_000}), 10_000)
    assert size(kept) <= 10_500
    assert kept[0]["code"] == "split"
    assert kept[1]["item"] == 1
    assert kept[-1]["code"] == "sent"
    assert kept[-2]["item"] == 2_000
    assert [line["item"] for line in kept if line["state"] == "failed"] == [1_000]


def test_one_line_says_how_many_are_left_out():
    kept = within_size(trace_of_items(2_000), 10_000)
    [note] = [line for line in kept if line["code"] == "left_out"]
    assert note["state"] == "noted"
    assert note["lines"] == note["items"] == 2_002 - (len(kept) - 1)


def test_texts_are_shortened_before_lines_go():
    change = {"field": "description", "old": None, "new": "x" * 1_000_000}
    trace = Trace()
    trace.passed("apply", "created", model="crm.lead", id=1, changes=[change])
    [line] = within_size(trace.lines, 4_096)
    assert line["id"] == 1
    assert line["changes"][0]["new"] == "x" * 499 + "…"
    assert line["changes"][0]["old"] is None


def test_lists_are_shortened_before_lines_go():
    trace = Trace()
    found = [{"name": f"parameter_{n}", "found": True} for n in range(2_000)]
    trace.passed("extract", "extracted", parameters=found)
    [line] = within_size(trace.lines, 4_096)
    assert line["parameters"] == found[: len(line["parameters"])]
    assert len(line["parameters"]) == 20


def test_the_template_of_a_phrase_is_never_cut():
    template = "%(a)s" + "y" * 600
    stored = {"template": template, "values": {"a": "z" * 100_000}}
    lines = [{"step": "x", "state": "failed", "code": "y", "phrases": {"m": stored}}]
    [line] = within_size(lines, 4_096)
    assert line["phrases"]["m"]["template"] == template
    assert len(line["phrases"]["m"]["values"]["a"]) == 500


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "step": st.just("apply"),
                "state": st.sampled_from(["passed", "failed", "noted"]),
                "code": st.text(max_size=5),
                "message": st.text(max_size=300),
            },
        ),
        max_size=60,
    ),
    st.integers(4_096, 10_000),
)
def test_whatever_is_in_a_trace_its_size_is_bounded(lines, most):
    # The line that says so, and what JSON puts between lines, come on top.
    assert size(within_size(lines, most)) <= most + 300
