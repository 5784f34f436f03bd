from odoo.tests import tagged

from .hostile import HostileCase

JSON = "Content-Type: application/json"
CHUNKED = "Transfer-Encoding: chunked"
BODY = b'{"title": "A"}'


def chunks(body, size=5):
    """A body as chunks."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


@tagged("post_install", "-at_install")
class TestHostileFraming(HostileCase):
    """Calls that are unclear about where their body ends, through a bare socket."""

    def test_chunks_are_put_together(self):
        call = self.post_raw(JSON, CHUNKED, body=chunks(BODY), kept=BODY)
        self.assert_taken(call, contact_name="A")

    def test_a_chunk_of_no_size_is_refused(self):
        for body in (b"zz\r\n" + BODY, b"-5\r\n" + BODY, b"\r\n\r\n"):
            with self.subTest(body):
                call = self.post_raw(JSON, CHUNKED, body=body)
                self.assert_refused(call, 400, "did not arrive whole")

    def test_chunks_that_stop_are_refused(self):
        for body in (chunks(BODY)[:-5], b"400\r\n" + BODY):
            with self.subTest(body):
                call = self.post_raw(JSON, CHUNKED, body=body)
                self.assert_refused(call, 400, "did not arrive whole")

    def test_chunks_are_read_up_to_the_limit(self):
        """Werkzeug reads that far, too, and says nothing of the rest."""
        self.handler.max_body_size = len(BODY)
        call = self.post_raw(JSON, CHUNKED, body=chunks(BODY), kept=BODY)
        self.assert_taken(call, contact_name="A")
        for body in (BODY + b" ", BODY + b" " * 100_000):
            with self.subTest(len(body)):
                call = self.post_raw(JSON, CHUNKED, body=chunks(body, 10_000))
                self.assert_refused(call, 413, f"larger than {len(BODY)} bytes")

    def test_two_ways_to_say_the_length_are_refused(self):
        call = self.post_raw(
            JSON, CHUNKED, f"Content-Length: {len(BODY)}", body=chunks(BODY)
        )
        self.assert_refused(call, 400, "both a Content-Length and a Transfer-Encoding")

    def test_a_length_that_is_no_number_is_refused(self):
        for length in ("7x", "-1", "+14", "1_4", "0x0e", "14, 14"):
            with self.subTest(length):
                call = self.post_raw(JSON, f"Content-Length: {length}", body=BODY)
                self.assert_refused(call, 400, "Content-Length is not a number")

    def test_a_length_that_is_missing_is_asked_for(self):
        self.assert_refused(self.post_raw(JSON, body=BODY), 411, "neither")

    def test_a_call_without_type_and_length_has_no_body(self):
        call = self.post_raw()
        self.assert_refused(call, 422, "None of the parameters has a value")

    def test_a_body_that_was_cut_off_is_refused(self):
        call = self.post_raw(JSON, "Content-Length: 100", body=BODY)
        self.assert_refused(call, 400, "did not arrive whole")

    def test_a_length_over_the_limit_is_refused_before_the_body_is_read(self):
        """Odoo itself takes 128 MiB, and more leaves no trace there."""
        for length in (2_000_000, 11_000_000, 135_000_000, 10**30):
            with self.subTest(length):
                call = self.post_raw(JSON, f"Content-Length: {length}", body=BODY)
                self.assert_refused(call, 413, "larger than 1048576 bytes")
