from urllib.parse import quote_from_bytes

from odoo.tests import tagged

from .common import FORM_TYPE
from .hostile import REPLACED, HostileCase

MULTIPART_TYPE = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
END = b"--b--\r\n"


@tagged("post_install", "-at_install")
class TestHostileForms(HostileCase):
    """Forms that break receivers, and what becomes of them."""

    @classmethod
    def make_hostile_handler(cls):
        return super().make_hostile_handler(body_type="form")

    def post_fields(self, body, content_type=FORM_TYPE, **options):
        return self.post(body, content_type, **options)

    def post_parts(self, body, content_type=MULTIPART_TYPE, **options):
        return self.post(body, content_type, **options)

    # === TEXT ===

    def test_percent_encoded_latin_1_is_read(self):
        call = self.post_fields(b"title=Andr%E9")
        self.assert_taken(call, ["charset_clear"], contact_name="André")
        self.assertEqual(call.reason, "done")

    def test_raw_latin_1_bytes_are_read(self):
        call = self.post_fields(b"title=Andr\xe9&number=1")
        self.assert_taken(call, ["charset_clear"], contact_name="André", color=1)

    def test_text_that_is_clearly_in_another_charset_is_read_and_noted(self):
        message = "お問い合わせありがとうございます".encode("cp932")
        call = self.post_fields(b"title=" + quote_from_bytes(message).encode())
        self.assert_taken(
            call, ["charset_guessed"], contact_name="お問い合わせありがとうございます"
        )
        self.assertEqual(call.reason, "done_with_notes")
        self.assertIn("read as Shift_JIS", call.error_message)

    def test_text_that_may_be_in_several_charsets_is_left_out_and_noted(self):
        self.handler.parameter_ids.on_invalid = "skip"
        names = {"cp932": "山田", "gbk": "张三", "cp1251": "Жанна", "cp850": "André"}
        for charset, name in names.items():
            with self.subTest(charset):
                raw = name.encode(charset)
                for call in (
                    self.post_fields(b"number=5&title=" + raw),
                    self.post_parts(
                        PART % (b"title", raw) + PART % (b"number", b"5") + END
                    ),
                ):
                    self.assert_taken(
                        call,
                        ["text_undecodable", "value_left_out"],
                        contact_name=False,
                        color=5,
                    )
                    self.assertEqual(call.reason, "done_with_notes")

    def test_a_query_that_is_no_text_costs_no_lead(self):
        url = f"/inbound/{self.handler.token}?utm_campaign=%8ER%93c"
        with self.one_call(b"title=Jo") as made:
            answer = self.url_open(
                url, b"title=Jo", headers={"Content-Type": FORM_TYPE}
            )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assert_taken(made[0], ["query_undecodable"], contact_name="Jo")

    def test_the_charset_that_is_declared_is_used(self):
        call = self.post_fields(b"title=%A4", f"{FORM_TYPE}; charset=ISO-8859-15")
        self.assert_taken(call, ["charset_declared"], contact_name="€")

    def test_bytes_that_are_no_text_are_kept_as_a_file_and_noted(self):
        self.handler.parameter_ids.on_invalid = "skip"
        call = self.post_fields(b"title=%81&number=5")
        codes = ["text_undecodable", "value_left_out"]
        self.assert_taken(call, codes, contact_name=False, color=5)
        self.assertIn("'title' does not fit: its bytes are not", call.error_message)
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", call.res_model), ("res_id", "=", call.res_id)]
        )
        self.assertEqual((attachment.name, attachment.raw), ("title.bin", b"\x81"))

    def test_nul_is_replaced(self):
        call = self.post_fields(b"title=a%00b&%00=c")
        self.assert_taken(call, ["nul_replaced"], contact_name=f"a{REPLACED}b")
        call = self.post_parts(PART % (b"title", b"a\x00b") + END)
        self.assert_taken(call, ["nul_replaced"], contact_name=f"a{REPLACED}b")

    def test_a_field_named_like_an_argument_is_a_field(self):
        """Odoo's own dispatcher hands fields to the endpoint as arguments."""
        call = self.post_fields(b"self=1&token=2&title=A&csrf_token=3")
        self.assert_taken(call, contact_name="A")

    # === FIELDS ===

    def test_names_that_come_twice_are_a_list(self):
        call = self.post_fields(b"title=1&number=5&title=2")
        self.assert_taken(call, ["values_joined"], contact_name="1, 2", color=5)

    def test_an_empty_form_is_no_payload(self):
        call = self.post_fields(b"")
        self.assert_refused(call, 422, "None of the parameters has a value")

    def test_two_hundred_thousand_fields_are_refused(self):
        call = self.post_fields(b"&".join([b"a=1"] * 200_000))
        self.assert_refused(call, 413, "more than 1000 fields")

    def test_a_deep_bracket_name_is_refused(self):
        call = self.post_fields(b"title" + b"[a]" * 10_000 + b"=1")
        self.assert_refused(call, 413, "nested deeper than 64 levels")

    def test_deep_json_in_a_field_is_refused(self):
        call = self.post_fields(b"title=" + b"[" * 10_000 + b"]" * 10_000)
        self.assert_refused(call, 413, "nested deeper than 64 levels")

    # === MULTIPART ===

    def test_a_wrong_boundary_is_refused(self):
        body = PART % (b"title", b"A") + END
        call = self.post_parts(body, "multipart/form-data; boundary=wrong")
        self.assert_refused(call, 400, "boundary .*'wrong'")

    def test_no_boundary_at_all_is_refused(self):
        call = self.post_parts(PART % (b"title", b"A") + END, "multipart/form-data")
        self.assert_refused(call, 400, "names no boundary")

    def test_a_form_that_was_cut_off_is_refused(self):
        call = self.post_parts(PART % (b"title", b"A") + b"--b")
        self.assert_refused(call, 400, "cut off")

    def test_more_than_a_thousand_parts_are_refused(self):
        call = self.post_parts(PART % (b"a", b"1") * 1_001 + END)
        self.assert_refused(call, 413, "more than 1000 fields")

    def test_a_part_without_a_name_is_refused(self):
        body = b"--b\r\nContent-Type: text/plain\r\n\r\nA\r\n" + END
        call = self.post_parts(body)
        self.assert_refused(call, 400, "does not say that it is a form field")

    def test_a_large_form_is_read_as_far_as_the_limit_says(self):
        """Odoo itself refuses fields of more than 10 MB, and leaves no trace."""
        body = PART % (b"message", b"A" * 11_000_000) + PART % (b"title", b"B") + END
        self.handler.max_body_size = 12_000_000
        self.assert_taken(self.post_parts(body), contact_name="B")
