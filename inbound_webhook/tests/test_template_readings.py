"""From a Sample says how values are written, where the samples decide it."""

from odoo.tests import tagged

from .common import InboundWebhookHttpCase


@tagged("post_install", "-at_install")
class TestTemplateReadings(InboundWebhookHttpCase):
    """Formats of dates, time zones and countries, from samples and from calls."""

    on_invalid = None

    def read_sample(self, handler, sample):
        template = self.env["inbound.webhook.template"].create(
            {"handler_id": handler.id, "sample": sample}
        )
        template.action_read()
        return template

    def made(self, handler):
        """Type and format of each parameter."""
        return {
            item.name: (item.type, item.date_format) for item in handler.parameter_ids
        }

    def test_a_sample_decides_the_order_of_its_dates(self):
        handler = self.make_handler()
        sample = (
            '{"visit": "05/01/2024", "sent": "25/12/2023 10:00", "day": "2024-1-5"}'
        )
        template = self.read_sample(handler, sample)
        self.assertTrue(template.has_dates)
        self.assertFalse(template.remarks)
        template.action_apply()
        self.assertEqual(
            self.made(handler),
            {
                "visit": ("date", "day_first"),
                "sent": ("datetime", "day_first"),
                "day": ("date", "year_first"),
            },
        )

    def test_what_no_sample_decides_is_left_automatic_and_said(self):
        handler = self.make_handler()
        template = self.read_sample(handler, '{"visit": "05/01/2024", "name": "Ada"}')
        self.assertEqual(
            template.remarks,
            "visit: '05/01/2024' can mean 2024-01-05 or 2024-05-01. Choose what its "
            "sender means at “Dates Look Like”, or such dates are left out.",
        )
        template.action_apply()
        self.assertEqual(self.made(handler)["visit"], ("date", "automatic"))

    def test_a_person_decides_in_the_list(self):
        handler = self.make_handler()
        template = self.read_sample(handler, '{"visit": "05/01/2024"}')
        template.line_ids.date_format = "month_first"
        template.action_apply()
        self.assertEqual(self.made(handler)["visit"], ("date", "month_first"))

    def test_calls_that_came_decide_with_the_sample(self):
        handler = self.make_handler(parameters=["name"])
        for day in ("06/02/2024", "N/A", "25/12/2023"):
            self.post_json(handler, {"name": "Ada", "visit": day, "zip": "SW1A 1AA"})
        sample = '{"name": "Ada", "visit": "05/01/2024", "zip": 12345}'
        template = self.read_sample(handler, sample)
        self.assertFalse(template.remarks)
        found = {line.name: (line.type, line.date_format) for line in template.line_ids}
        self.assertEqual(found["visit"], ("date", "day_first"))
        self.assertEqual(found["zip"][0], "text")

    def test_calls_that_proved_nothing_decide_nothing(self):
        handler = self.make_handler(
            parameters=["name"], auth_type="token", secret="s3cret-and-long-enough"
        )
        answer = self.post_json(handler, {"name": "Ada", "visit": "25/12/2023"})
        self.assertEqual(answer.status_code, 401)
        template = self.read_sample(handler, '{"visit": "05/01/2024"}')
        self.assertIn("can mean", template.remarks)

    def test_a_later_sample_proposes_the_format_of_what_was_left_open(self):
        handler = self.make_handler()
        self.read_sample(handler, '{"visit": "05/01/2024"}').action_apply()
        template = self.read_sample(handler, '{"visit": "25/12/2024"}')
        self.assertRecordValues(
            template.line_ids,
            [{"state": "changed", "date_format": "day_first", "is_selected": False}],
        )
        template.line_ids.is_selected = True
        template.action_apply()
        self.assertEqual(self.made(handler), {"visit": ("date", "day_first")})

    def test_a_format_that_somebody_chose_is_left_alone(self):
        handler = self.make_handler(
            parameters=[
                {"name": "visit", "type": "date", "date_format": "month_first"},
            ]
        )
        template = self.read_sample(handler, '{"visit": "25/12/2024"}')
        self.assertEqual(template.line_ids.state, "same")
        template.line_ids.type = "datetime"
        template.line_ids.state = "changed"
        template.line_ids.is_selected = True
        template.action_apply()
        self.assertEqual(self.made(handler), {"visit": ("datetime", "month_first")})

    def test_the_zone_and_the_country_that_stand_beside_a_value_are_set(self):
        handler = self.make_handler()
        sample = """{"email": "ada@example.com", "phone": "(415) 555-2671",
            "country": "US", "at": "12/25/2024 10:00 AM", "tz": "America/New_York"}"""
        self.read_sample(handler, sample).action_apply()
        by_name = {item.name: item for item in handler.parameter_ids}
        self.assertEqual(by_name["at"].time_zone_parameter_id, by_name["tz"])
        self.assertEqual(by_name["phone"].country_parameter_id, by_name["country"])
        self.post_json(
            handler,
            {
                "email": "ada@example.com",
                "phone": "030 901820",
                "country": "Germany",
                "at": "01/05/2024 10:00 AM",
                "tz": "Europe/Berlin",
            },
        )
        self.assertIn('"+4930901820"', self.last_call(handler).parameters)
        self.assertIn('"2024-01-05T09:00:00Z"', self.last_call(handler).parameters)

    def test_what_is_not_ticked_tells_nothing(self):
        handler = self.make_handler()
        sample = '{"at": "12/25/2024 10:00", "tz": "America/New_York"}'
        template = self.read_sample(handler, sample)
        template.line_ids.filtered(lambda line: line.name == "tz").is_selected = False
        template.action_apply()
        self.assertEqual(handler.parameter_ids.mapped("name"), ["at"])
        self.assertFalse(handler.parameter_ids.time_zone_parameter_id)

    def test_codes_of_digits_are_texts_and_budgets_amounts_where_they_go(self):
        handler = self.make_handler()
        sample = '{"email": "a@b.co", "zip": 12345, "budget": 5000, "floors": 3}'
        self.read_sample(handler, sample).action_apply()
        made = {name: kind for name, (kind, _format) in self.made(handler).items()}
        self.assertEqual(
            made,
            {"email": "email", "zip": "text", "budget": "money", "floors": "integer"},
        )

    def test_a_state_is_proposed_with_the_country_beside_it(self):
        handler = self.make_handler()
        template = self.read_sample(handler, '{"state": "CA", "country": "US"}')
        fields = template.line_ids.mapped("field_id.name")
        self.assertEqual(fields, ["state_id", "country_id"])
        template = self.read_sample(handler, '{"state": "CA", "country": "Germany"}')
        fields = template.line_ids.mapped("field_id.name")
        self.assertEqual(fields, ["country_id"])

    def test_a_click_in_a_call_says_how_its_date_is_written(self):
        handler = self.make_handler(parameters=["name"])
        self.post_json(handler, {"name": "Ada", "visit": "25/12/2024"})
        call = self.last_call(handler)
        proposal = call._proposal(["visit"])
        values = self.env["inbound.webhook.parameter"]._values_of_proposal(proposal)
        self.assertEqual(values["date_format"], "day_first")

    def test_a_sample_decides_how_its_numbers_look(self):
        handler = self.make_handler(parameters=["name"])
        self.post_json(handler, {"name": "Ada", "price": "12"})
        sample = '{"budget": "12.500,00 €", "price": "5.000", "qty": 3, "cost": "1.5"}'
        self.read_sample(handler, sample).action_apply()
        found = {item.name: item.number_format for item in handler.parameter_ids}
        self.assertEqual(found["budget"], "comma")
        # Alone it shows nothing; the other one does.
        self.assertEqual(found["price"], "comma")
        self.assertEqual((found["qty"], found["cost"]), ("automatic", "automatic"))
        self.post_json(handler, {"budget": "5.000"})
        lead = self.last_call(handler)._record()
        self.assertEqual(lead.expected_revenue, 5000)

    def test_a_number_that_may_be_two_is_an_amount_and_that_is_said(self):
        handler = self.make_handler()
        template = self.read_sample(handler, '{"price": "5.000", "floors": 3}')
        self.assertIn(
            "price: '5.000' can mean 5000 or 5; “Numbers Look Like”", template.remarks
        )
        self.assertTrue(template.shows_number_format)
        line = template.line_ids[0]
        self.assertEqual((line.type, line.number_format), ("money", "automatic"))
        line.number_format = "comma"
        template.action_apply()
        self.post_json(handler, {"price": "5.000", "floors": 3})
        self.assertIn('"price": 5000', self.last_call(handler).parameters)

    def test_a_number_that_stays_open_loses_no_lead(self):
        handler = self.make_handler()
        sample = '{"email": "a@b.example", "budget": "5.000"}'
        self.read_sample(handler, sample).action_apply()
        call = self.post_json(handler, {"email": "a@b.example", "budget": "5.000"})
        self.assertIn("can mean 5000 or 5", call.json()["notes"][0])
        lead = self.last_call(handler)._record()
        self.assertEqual(lead.expected_revenue, 0)
        self.post_json(handler, {"email": "a@b.example", "budget": "5.500,00"})
        self.assertEqual(lead.expected_revenue, 5500)

    def test_numbers_that_say_all_themselves_show_nothing_to_choose(self):
        handler = self.make_handler()
        template = self.read_sample(handler, '{"price": 12.5, "floors": 3}')
        self.assertFalse(template.shows_number_format)
        self.assertFalse(template.remarks)

    def test_numbers_that_contradict_each_other_decide_nothing(self):
        handler = self.make_handler()
        sample = '{"budget": "12.500,00 €", "price": "1,234.50 €", "cost": "5.000"}'
        self.read_sample(handler, sample).action_apply()
        found = {item.name: item.number_format for item in handler.parameter_ids}
        self.assertEqual(
            found, {"budget": "comma", "price": "point", "cost": "automatic"}
        )

    def test_a_format_of_numbers_that_a_person_chose_stays(self):
        handler = self.make_handler(
            parameters=[{"name": "budget", "type": "money", "number_format": "point"}]
        )
        template = self.read_sample(handler, '{"budget": "12.500,00 €"}')
        self.assertEqual(template.line_ids.state, "same")
        template.action_apply()
        self.assertEqual(handler.parameter_ids.number_format, "point")
