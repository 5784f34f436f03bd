import gzip
import json

from odoo.tests import tagged

from .hostile import REPLACED, HostileCase


@tagged("post_install", "-at_install")
class TestHostileJson(HostileCase):
    """JSON that breaks receivers, and what becomes of it."""

    # === TEXT ===

    def test_nul_is_replaced(self):
        call = self.post(rb'{"title": "a\u0000b"}')
        self.assert_taken(call, ["nul_replaced"], contact_name=f"a{REPLACED}b")

    def test_a_lone_surrogate_is_replaced(self):
        call = self.post(rb'{"title": "a\ud800b\udc00"}')
        expected = f"a{REPLACED}b{REPLACED}"
        self.assert_taken(call, ["surrogate_replaced"], contact_name=expected)

    def test_nul_and_half_characters_in_what_is_not_mapped_do_no_harm(self):
        call = self.post(rb'{"title": "A", "\u0000": ["\ud800", {"\udc00": "\u0000"}]}')
        self.assert_taken(
            call, ["nul_replaced", "surrogate_replaced"], contact_name="A"
        )

    def test_a_byte_order_mark_is_dropped(self):
        call = self.post(b'\xef\xbb\xbf{"title": "A"}')
        self.assert_taken(call, ["byte_order_mark_dropped"], contact_name="A")

    def test_utf_16_is_read(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
            with self.subTest(encoding):
                call = self.post('{"title": "Zoë 日 😀"}'.encode(encoding))
                self.assert_taken(call, ["json_charset"], contact_name="Zoë 日 😀")

    def test_western_text_that_is_not_utf_8_is_read_and_noted(self):
        call = self.post(b'{"title": "Andr\xe9"}')
        self.assert_taken(call, ["charset_clear"], contact_name="André")
        self.assertEqual(call.reason, "done")

    def test_bytes_that_are_clear_in_no_charset_are_left_out_and_noted(self):
        self.handler.parameter_ids.on_invalid = "skip"
        call = self.post('{"title": "山田"}'.encode("cp932"))
        codes = ["text_undecodable", "value_left_out"]
        self.assert_taken(call, codes, contact_name=False)
        self.assertEqual(call.reason, "done_with_notes")
        self.assertIn("not clearly in another charset", call.error_message)

    def test_a_raw_nul_byte_is_refused(self):
        self.assert_refused(self.post(b'{"title": "\x00"}'), 400, "not valid JSON")

    # === NUMBERS ===

    def test_what_is_no_number_loses_no_lead(self):
        """pandas writes NaN for what a row has not, and Python's json leaves it."""
        self.handler.parameter_ids.on_invalid = "skip"
        for title, share, noted in (
            (b'"A"', b"NaN", "word_of_nothing"),
            (b"NaN", b"2.5", "word_of_nothing"),
            (b'"B"', b"Infinity", "value_left_out"),
            (b'"C"', b"1e999", "value_left_out"),
        ):
            with self.subTest(share=share, title=title):
                call = self.post(b'{"title": %s, "share": %s}' % (title, share))
                name = title.strip(b'"').decode().replace("NaN", "") or False
                self.assert_taken(call, ["number_as_text", noted], contact_name=name)

    def test_thousands_of_digits_are_refused(self):
        call = self.post(b'{"number": ' + b"9" * 4_301 + b"}")
        self.assert_refused(call, 400, "4301 characters, more than the 500")

    def test_two_to_the_31_does_not_fit_an_integer_field(self):
        self.assert_taken(self.post(b'{"number": 2147483647}'), color=2147483647)
        call = self.post(b'{"number": 2147483648}')
        self.assert_refused(call, 422, "2147483648")

    def test_a_large_number_keeps_its_digits_in_a_text_field(self):
        call = self.post(b'{"title": 9007199254740993}')
        self.assert_taken(call, contact_name="9007199254740993")

    def test_ten_to_the_400_does_not_fit_a_decimal(self):
        call = self.post(b'{"share": 1' + b"0" * 400 + b"}")
        self.assert_refused(call, 422, "'share'")

    def test_ten_to_the_400_as_an_integer_does_not_fit_a_float_field(self):
        number = self.handler.parameter_ids.filtered(lambda p: p.name == "number")
        mapping = self.handler.mapping_ids.filtered(
            lambda m: m.field_id.name == "probability"
        )
        mapping.parameter_id = number
        mapping.on_invalid = "refuse"
        self.handler.mapping_ids.filtered(lambda m: m.field_id.name == "color").unlink()
        call = self.post(b'{"number": 1' + b"0" * 400 + b"}")
        self.assert_refused(call, 422, "'number'|'probability'")

    # === SHAPE ===

    def test_of_a_key_that_comes_twice_the_last_one_counts(self):
        call = self.post(b'{"title": "first", "title": "last"}')
        self.assert_taken(call, ["duplicate_key"], contact_name="last")

    def test_a_thousand_levels_are_refused(self):
        for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
            with self.subTest(opening):
                call = self.post(opening * 1_000 + b"1" + closing * 1_000)
                self.assert_refused(call, 413, "nested deeper than 64 levels")

    def test_the_deepest_nesting_that_can_be_set_is_stored(self):
        self.handler.max_depth = 200
        self.add_lines(self.handler, "parameter", [{"name": "deep", "type": "object"}])
        tree = json.loads('{"a":' * 199 + "1" + "}" * 199)
        call = self.post(json.dumps({"title": "A", "deep": tree}).encode())
        self.assert_taken(call, contact_name="A")
        self.assertEqual(json.loads(call.parameters)["deep"], tree)

    def test_a_million_objects_are_refused(self):
        body = b"[" + b",".join([b"{}"] * 1_000_000) + b"]"
        call = self.post(body, kept=b"")
        self.assert_refused(call, 413, "larger than 1048576 bytes")
        self.handler.max_body_size = 4_000_000
        self.assert_refused(self.post(body), 413, "more than 100000 values")

    def test_an_empty_body_is_no_payload(self):
        for body in (b"", b" \r\n"):
            with self.subTest(body):
                call = self.post(body)
                self.assert_refused(call, 422, "None of the parameters has a value")

    def test_the_root_may_be_a_list_or_a_single_value(self):
        parameter = self.handler.parameter_ids[0]
        for path, body, expected, notes in (
            # The other parameters know of no list.
            ("[1].title", b'[{"title": "A"}, {"title": "B"}]', "B", ["items_unused"]),
            ("$", b'"text"', "text", []),
            ("$", b"12.5", "12.5", []),
        ):
            with self.subTest(body):
                parameter.path = path
                self.assert_taken(self.post(body), notes, contact_name=expected)

    def test_a_root_without_the_keys_brings_nothing(self):
        for body in (b'["no", "such", "key"]', b"null"):
            with self.subTest(body):
                call = self.post(body)
                self.assert_refused(call, 422, "None of the parameters has a value")

    # === COMPRESSION ===

    def test_a_gzip_body_is_read(self):
        body = gzip.compress(b'{"title": "A"}')
        call = self.post(body, headers={"Content-Encoding": "gzip"})
        self.assert_taken(call, contact_name="A")

    def test_a_gzip_bomb_is_refused(self):
        body = gzip.compress(b'{"title": "' + b"A" * 100_000_000 + b'"}')
        self.assertLess(len(body), 200_000)
        call = self.post(body, headers={"Content-Encoding": "gzip"})
        self.assert_refused(call, 413, "larger than 1048576 bytes")

    def test_gzip_that_is_none_or_cut_off_is_refused(self):
        for body in (b'{"title": "A"}', gzip.compress(b'{"title": "A"}')[:-5]):
            with self.subTest(body):
                call = self.post(body, headers={"Content-Encoding": "gzip"})
                self.assert_refused(call, 400, "compressed")

    def test_a_content_encoding_that_is_not_known_is_refused(self):
        call = self.post(b"{}", headers={"Content-Encoding": "br"})
        self.assert_refused(call, 415, "'br' is not supported")
