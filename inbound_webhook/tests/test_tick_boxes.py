from odoo.tests import Form, tagged

from .common import InboundWebhookHttpCase

SENTENCE = "I agree to receive news, and offers."


@tagged("post_install", "-at_install")
class TestTickBoxes(InboundWebhookHttpCase):
    """A box of a form is a yes, a no, or says nothing."""

    def make_box_handler(self, type_="boolean", mapping=(), **values):
        return self.make_handler(
            "res.partner",
            body_type="form",
            parameters=[
                {"name": "email", "type": "email"},
                {"name": "box", "type": type_, **values},
            ],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                ("name", "email"),
                {"parameter": "box", "field": "employee", **dict(mapping)},
            ],
        )

    def said(self, handler, **fields):
        answer = self.post_form(
            handler, [("email", "ada@odd.example"), *fields.items()]
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        return self.env["res.partner"].browse(answer.json()["id"]).employee

    def test_what_a_form_sends_for_a_box(self):
        handler = self.make_box_handler()
        for word in ("on", "x", "checked", "ja", "Oui", "1", "y", "sim", "はい", "J"):
            self.assertIs(self.said(handler, box=word), True, word)
            self.assertIs(self.said(handler, box="off"), False)
        for word in ("false", "non", "0", "nein", "não", "いいえ"):
            self.assertIs(self.said(handler, box="on"), True)
            self.assertIs(self.said(handler, box=word), False, word)

    def test_a_hidden_no_stands_beside_each_box(self):
        """As Rails and ASP.NET write their forms."""
        handler = self.make_box_handler()
        for words, value in (
            (("0", "1"), True),
            (("true", "false"), True),
            (("0",), False),
        ):
            fields = [("email", "ada@odd.example"), *(("box", word) for word in words)]
            record = self.post_form(handler, fields).json()["id"]
            self.assertIs(self.env["res.partner"].browse(record).employee, value)

    def test_a_box_that_is_not_ticked_says_nothing(self):
        handler = self.make_box_handler()
        self.assertIs(self.said(handler, box="on"), True)
        self.assertIs(self.said(handler), True)

    def test_a_box_that_is_not_ticked_is_a_no_where_that_is_chosen(self):
        handler = self.make_box_handler(absent_is_no=True)
        self.assertIs(self.said(handler, box="on"), True)
        self.assertIs(self.said(handler), False)
        # It is for boxes alone, whatever the type was before.
        handler = self.make_box_handler("text", absent_is_no=True)
        self.assertIs(self.said(handler, box="true"), True)
        self.assertIs(self.said(handler), True)

    def test_the_form_says_it_in_words(self):
        handler = self.make_box_handler()
        with Form(handler) as form:
            with form.parameter_ids.edit(1) as line:
                self.assertFalse(line._get_modifier("absent_is_no", "invisible"))
                line.absent_is_no = True
            with form.parameter_ids.edit(0) as line:
                self.assertTrue(line._get_modifier("absent_is_no", "invisible"))
        self.assertTrue(handler.parameter_ids[1].absent_is_no)

    def test_a_sentence_that_nobody_gave_a_meaning_is_left_out_with_a_hint(self):
        handler = self.make_box_handler(on_invalid="skip")
        self.said(handler, box=SENTENCE)
        answer = self.last_call(handler).response_body
        self.assertIn("Another value for each", answer)

    def test_a_sentence_has_a_meaning_by_a_table(self):
        table = {
            "transform": "value_table",
            "transform_argument": f"{SENTENCE} = yes; * = no",
        }
        handler = self.make_box_handler("text", table, default_value="no")
        self.assertIs(self.said(handler, box=SENTENCE), True)
        self.assertIs(self.said(handler), False)
        self.assertIs(self.said(handler, box=SENTENCE.upper()), True)
        self.assertIs(self.said(handler, box="Something else"), False)
        self.assertNotIn("says a sentence", str(handler.setup_warnings))

    def test_the_form_tells_how_a_sentence_gets_a_meaning(self):
        handler = self.make_box_handler("text", sample_value=SENTENCE)
        self.assertIn(f"{SENTENCE} = yes; * = no", str(handler.setup_warnings))

    def test_from_a_sample_a_sentence_gets_its_meaning(self):
        handler = self.make_handler("res.partner", body_type="form")
        template = self.env["inbound.webhook.template"].create(
            {
                "handler_id": handler.id,
                "sample": f"email=ada%40odd.example&employee={SENTENCE}&news=on",
            }
        )
        template.action_read()
        template.action_apply()
        mapping = handler.mapping_ids.filtered(
            lambda item: item.field_id.name == "employee"
        )
        self.assertEqual(
            (mapping.transform, mapping.transform_argument),
            ("value_table", f"{SENTENCE} = yes; * = no"),
        )
        news = handler.parameter_ids.filtered(lambda item: item.name == "news")
        self.assertEqual((news.type, news.absent_is_no), ("boolean", True))
        fields = {"email": "ada@odd.example", "employee": SENTENCE}
        answer = self.post_form(handler, fields).json()
        self.assertTrue(self.env["res.partner"].browse(answer["id"]).employee)


@tagged("post_install", "-at_install")
class TestHtmlOfSenders(InboundWebhookHttpCase):
    """HTML that a sender writes: as text, or as HTML in which nothing runs."""

    HTML = (
        "<p>Dear &quot;Ada&quot;,<br>see <a href='https://odd.example/x'"
        " onclick='alert(1)'>this</a>:</p><ul><li>one</li><li>two &amp; three</li></ul>"
        "<script>alert(2)</script><a href='javascript:alert(3)'>go</a>"
        "<iframe src='https://odd.example'></iframe><img src=x onerror=alert(4)>"
    )

    def lead_of(self, transform, field="description"):
        handler = self.make_handler(
            parameters=["title", "text"],
            mappings=[
                ("name", "title"),
                {"parameter": "text", "field": field, "transform": transform},
            ],
        )
        answer = self.post_json(handler, {"title": "T", "text": self.HTML})
        return self.env["crm.lead"].browse(answer.json()["id"])

    def test_as_text(self):
        description = self.lead_of("html_to_text").description
        for piece in ('Dear "Ada",', "- one", "two &amp; three"):
            self.assertIn(piece, description)
        self.assertIn('this ( <a href="https://odd.example/x"', description)
        for piece in ("alert", "<li>", "script", "iframe"):
            self.assertNotIn(piece, description)

    def test_as_html_in_which_nothing_runs(self):
        description = self.lead_of("keep_html").description
        self.assertIn("<li>two &amp; three</li>", description)
        self.assertIn('href="https://odd.example/x"', description)
        for piece in ("script", "onclick", "onerror", "iframe", "javascript", "alert"):
            self.assertNotIn(piece, description)

    def test_as_it_came_it_is_text_that_shows_its_tags(self):
        description = self.lead_of(False).description
        self.assertIn("&lt;script&gt;", description)
        self.assertNotIn("<script", description)
