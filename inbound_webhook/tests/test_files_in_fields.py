"""Pictures and other files go into fields that hold one."""

import base64
import io
import json
import struct
import zlib

import requests
from PIL import Image

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..engine.errors import ValueRefused
from ..engine.file_content import picture_size
from ..processing.file_values import file_value
from .common import InboundWebhookHttpCase

ADA = "ada@files.example"
HTML = b"<!DOCTYPE html><script>alert(1)</script>" + b" " * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def encoded(content):
    return base64.b64encode(content).decode()


def picture(size=(8, 6), kind="PNG", color="red", **options):
    return saved(Image.new("RGB", size, color), kind, **options)


def pictures_of_every_kind():
    """Pairs of a name and the bytes of a picture, large ones and small ones."""
    for size in ((40, 30), (2000, 1500)):
        for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
            yield f"PNG {mode} {size}", saved(Image.new(mode, size), "PNG")
        for mode in ("L", "RGB", "CMYK"):
            for options in ({}, {"progressive": True}):
                image = Image.new(mode, size)
                yield f"JPEG {mode} {size} {options}", saved(image, "JPEG", **options)
        exif = Image.Exif()
        exif[0x0112] = 6
        turned = saved(Image.new("RGB", size, "red"), "JPEG", exif=exif)
        yield f"JPEG turned {size}", turned
        frames = [Image.new("P", size, number) for number in range(3)]
        moving = {"save_all": True, "append_images": frames[1:]}
        yield f"GIF {size}", saved(frames[0], "GIF")
        yield f"GIF moving {size}", saved(frames[0], "GIF", **moving)
        yield f"PNG moving {size}", saved(frames[0].convert("RGB"), "PNG", **moving)
    # Of one pixel, with and without loss.
    lossy = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"
    lossless = "UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA="
    yield "WEBP lossy", base64.b64decode(lossy)
    yield "WEBP lossless", base64.b64decode(lossless)


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def bomb(width, height):
    """A PNG of few bytes that is as large as this, once it is decoded."""

    def chunk(name, data):
        checked = name + data
        size, crc = len(data), zlib.crc32(checked)
        return struct.pack(">I", size) + checked + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width + 7) // 8 + 1) * min(height, 2000), 9)
    ends = chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ends


@tagged("post_install", "-at_install")
class TestPictures(InboundWebhookHttpCase):
    """A picture of a contact, as senders bring it."""

    on_invalid = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler = cls.make_photo_handler()

    @classmethod
    def make_photo_handler(cls, type_name="file", policy="always", **photo):
        return cls.make_handler(
            "res.partner",
            parameters=[
                {"name": "email", "type": "email", "required": True},
                {"name": "photo", "type": type_name, **photo},
            ],
            mappings=[
                {"parameter": "email", "field": "email", "is_match_key": True},
                {"parameter": "email", "field": "name", "policy": "on_create"},
                {"parameter": "photo", "field": "image_1920", "policy": policy},
            ],
        )

    def send_photo(self, photo, handler=None):
        answer = self.post_json(handler or self.handler, {"email": ADA, "photo": photo})
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def upload(self, *parts, handler=None):
        """Send a multipart form, encoded by the library that senders use."""
        prepared = requests.Request(
            "POST",
            "http://sender.example",
            data={"email": ADA},
            files=parts,
        ).prepare()
        headers = {"Content-Type": prepared.headers["Content-Type"]}
        answer = self.send(handler or self.handler, prepared.body, headers=headers)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def contact(self):
        self.env.invalidate_all()
        return self.env["res.partner"].search([("email", "=", ADA)])

    def image(self):
        return base64.b64decode(self.contact().image_1920 or b"")

    def attached(self):
        domain = [("res_model", "=", "res.partner"), ("res_id", "=", self.contact().id)]
        return self.env["ir.attachment"].search(domain)

    def all_that_is_kept(self):
        call = self.last_call(self.handler)
        texts = [call.parameters, json.dumps(call.trace), json.dumps(call.left_out)]
        messages = self.contact().message_ids.mapped("body")
        return "".join([*texts, call.response_body or "", *messages])

    def assert_left_out(self, answer, words):
        self.assertFalse(self.image())
        self.assertFalse(self.attached())
        call = self.env["inbound.webhook.call"].browse(answer["call"])
        self.assertEqual(call.reason, "done_with_notes")
        self.assertIn(words, str(answer["notes"]))

    def test_a_picture_in_base64_is_the_image_of_a_contact(self):
        png = picture()
        for text in (
            encoded(png),
            f"data:image/png;base64,{encoded(png)}",
            {"name": "ada.png", "content": encoded(png)},
        ):
            self.contact().unlink()
            self.send_photo(text)
            self.assertEqual(self.image(), png)
            # It is in the field, and nowhere else.
            self.assertFalse(self.attached())

    def test_a_picture_that_a_form_uploads_is_the_image_of_a_contact(self):
        for kind, content in (
            ("image/jpeg", picture(kind="JPEG")),
            ("application/octet-stream", picture(kind="GIF")),
        ):
            self.upload(("photo", ("ada", content, kind)))
            self.assertEqual(self.image(), content)
            self.assertFalse(self.attached())

    def test_a_text_that_names_an_upload_is_that_picture(self):
        handler = self.make_photo_handler("text")
        self.upload(("photo", ("ada.png", picture(), "image/png")), handler=handler)
        self.assertEqual(self.image(), picture())
        self.assertFalse(self.attached())
        self.contact().unlink()
        answer = self.upload(("photo", ("ada.png", HTML, "image/png")), handler=handler)
        self.assert_left_out(answer, "a file of the type image/png")

    def test_a_text_with_base64_is_a_picture_and_its_bytes_are_in_no_log(self):
        self.handler = self.make_photo_handler("text")
        png = picture((64, 64))
        self.send_photo(encoded(png))
        self.assertEqual(self.image(), png)
        self.assertNotIn(encoded(png)[:40], self.all_that_is_kept())
        warnings = self.handler.setup_warnings
        self.assertIn("Take the type File", str(warnings))

    def test_a_large_picture_is_made_smaller_as_by_hand(self):
        self.send_photo(encoded(picture((2500, 1000), "JPEG")))
        image = Image.open(io.BytesIO(self.image()))
        self.assertEqual(image.size, (1920, 768))
        self.assertTrue(self.contact().image_128)

    def test_the_same_picture_again_is_no_change(self):
        for size in ((8, 6), (2500, 1000)):
            photo = encoded(picture(size, "JPEG", "blue"))
            self.send_photo(photo)
            self.assertEqual(self.send_photo(photo)["operation"], "unchanged")
        other = encoded(picture((8, 6), "JPEG", "green"))
        self.assertEqual(self.send_photo(other)["operation"], "updated")

    def test_a_change_is_told_without_the_bytes(self):
        png, other = picture((40, 40)), picture((40, 40), color="blue")
        self.send_photo(encoded(png))
        self.send_photo(encoded(other))
        kept = self.all_that_is_kept()
        self.assertIn(f"image/png, {len(other)}.00 bytes", kept)
        for content in (png, other):
            self.assertNotIn(encoded(content)[:24], kept)

    def test_png_that_is_called_jpeg_is_taken(self):
        png = picture()
        self.send_photo(f"data:image/jpeg;base64,{encoded(png)}")
        self.assertEqual(self.image(), png)

    def test_what_is_no_picture_is_left_out_and_loses_no_contact(self):
        for content in (HTML, SVG, b"%PDF-1.4 " + b"x" * 90, b"just a text"):
            answer = self.send_photo(encoded(content))
            self.assert_left_out(answer, "a picture: PNG, JPEG, GIF or WebP")
            self.assertNotIn(encoded(content)[:24], self.all_that_is_kept())

    def test_a_page_that_says_it_is_a_picture_is_left_out_wherever_it_says_so(self):
        answer = self.send_photo(f"data:image/png;base64,{encoded(HTML)}")
        self.assert_left_out(answer, "a file of the type image/png")
        answer = self.upload(("photo", ("ada.png", HTML, "image/png")))
        self.assert_left_out(answer, "a file of the type image/png")

    def test_pictures_of_every_kind_are_taken_and_are_no_change_again(self):
        for name, content in pictures_of_every_kind():
            with self.subTest(name):
                self.contact().unlink()
                self.send_photo(encoded(content))
                self.assertEqual(self.last_call(self.handler).reason, "done")
                self.assertTrue(self.image())
                self.assertTrue(self.contact().image_128)
                again = self.send_photo(encoded(content))
                self.assertEqual(again["operation"], "unchanged")

    def test_the_size_of_a_picture_is_the_one_that_its_decoder_says(self):
        for name, content in pictures_of_every_kind():
            if not name.startswith("WEBP"):
                with self.subTest(name):
                    decoded = Image.open(io.BytesIO(content)).size
                    self.assertEqual(picture_size(content), decoded)
            else:
                self.assertEqual(picture_size(content), (1, 1))

    def test_an_address_of_a_picture_is_not_fetched(self):
        answer = self.send_photo("https://cdn.example/ada.jpg")
        self.assert_left_out(answer, "files are not fetched")
        self.handler = self.make_photo_handler("url")
        answer = self.send_photo("https://cdn.example/ada.jpg")
        self.assert_left_out(answer, "files are not fetched")

    def test_a_picture_of_gigabytes_in_few_bytes_is_not_decoded(self):
        content = bomb(60_000, 60_000)
        self.assertLess(len(content), 100_000)
        answer = self.send_photo(encoded(content))
        self.assert_left_out(answer, "at most 50 million pixels")
        answer = self.upload(("photo", ("ada.png", content, "image/png")))
        self.assert_left_out(answer, "at most 50 million pixels")

    def test_a_picture_that_is_cut_off_is_left_out(self):
        noisy = Image.effect_noise((300, 300), 90)
        for kind in ("PNG", "JPEG"):
            file = io.BytesIO()
            noisy.save(file, kind)
            answer = self.send_photo(encoded(file.getvalue()[:3000]))
            self.assert_left_out(answer, "it is broken, cut off")

    def test_a_picture_that_odoo_cannot_make_smaller_is_left_out(self):
        """Grey in 16 bits, of a scanner: Odoo fails at it in the midst of a flush."""
        answer = self.send_photo(encoded(saved(Image.new("I;16", (2000, 9)), "PNG")))
        self.assert_left_out(answer, "of a rare kind")

    def test_a_picture_that_does_not_fit_refuses_where_that_is_chosen(self):
        self.handler.mapping_ids[-1].on_invalid = "refuse"
        answer = self.post_json(
            self.handler, {"email": ADA, "photo": encoded(b"%PDF-1.4 no picture")}
        )
        self.assertEqual(answer.status_code, 422, answer.text)
        self.assertIn("image_1920", answer.json()["error"])
        self.assertFalse(self.contact())

    def test_a_default_stands_in_for_a_picture_that_does_not_fit(self):
        png = picture((1, 1))
        self.handler.parameter_ids[-1].default_value = encoded(png)
        self.handler.mapping_ids[-1].on_invalid = "default"
        self.send_photo(encoded(HTML))
        self.assertEqual(self.image(), png)

    def test_a_file_input_that_nobody_filled_in_is_nothing(self):
        self.send_photo(encoded(picture()))
        # As browsers send it: no name, no bytes.
        body = (
            '--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n'
            f"{ADA}\r\n--b\r\n"
            'Content-Disposition: form-data; name="photo"; filename=""\r\n'
            "Content-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n"
        ).encode()
        content_type = "multipart/form-data; boundary=b"
        answer = self.send(self.handler, body, headers={"Content-Type": content_type})
        self.assertEqual(answer.json()["operation"], "unchanged", answer.text)
        self.assertEqual(self.last_call(self.handler).reason, "done")
        self.assertEqual(self.image(), picture())
        self.assertFalse(self.attached())

    def test_of_several_pictures_the_first_is_the_image(self):
        first, second = picture(), picture(color="blue")
        self.upload(
            ("photo", ("1.png", first, "image/png")),
            ("photo", ("2.png", second, "image/png")),
            ("cv", ("cv.txt", b"cv", "text/plain")),
        )
        self.assertEqual(self.image(), first)
        self.assertEqual(self.attached().mapped("name"), ["cv.txt", "2.png"])

    def test_a_picture_that_is_there_stays_where_that_is_chosen(
        self,
    ):
        handler = self.make_photo_handler(policy="if_empty")
        mine = picture(color="green")
        self.send_photo(encoded(mine), handler)
        self.assertEqual(self.image(), mine)
        self.send_photo(encoded(picture()), handler)
        self.assertEqual(self.image(), mine)

    def test_a_picture_is_taken_away_where_an_empty_value_does_that(self):
        handler = self.make_photo_handler(policy="also_empty")
        self.send_photo(encoded(picture()), handler)
        self.send_photo("", handler)
        self.assertFalse(self.image())

    def test_a_replay_writes_the_picture_that_was_left_out(self):
        handler = self.handler
        handler.parameter_ids[-1].path = "photo.name"
        self.send_photo({"name": "see above!", "content": encoded(picture())})
        call = self.last_call(handler)
        self.assertEqual(call.reason, "done_with_notes")
        handler.parameter_ids[-1].path = "photo"
        self.replay(call)
        self.assertEqual(self.image(), picture())

    def test_a_replay_attaches_the_file_that_was_left_out(self):
        handler = self.handler
        handler.mapping_ids[-1].unlink()
        handler.parameter_ids[-1].path = "photo.name"
        self.send_photo({"name": "see above!", "content": encoded(picture())})
        self.assertFalse(self.attached())
        handler.parameter_ids[-1].path = "photo"
        self.replay(self.last_call(handler))
        self.assertEqual(self.attached().raw, picture())

    def test_the_sample_of_a_call_has_a_picture(self):
        self.handler.parameter_ids[0].sample_value = ADA
        sample = json.loads(self.handler._sample().request.body)
        self.assertIn("data:image/png;base64,", sample["photo"])
        self.post_json(self.handler, sample)
        self.assertEqual(self.last_call(self.handler).reason, "done")
        self.assertTrue(self.contact().image_128)

    def test_a_picture_is_no_match_key_and_no_answer(self):
        with self.assertRaisesRegex(ValidationError, "cannot be matched"):
            self.handler.mapping_ids[-1].is_match_key = True
        with self.assertRaisesRegex(ValidationError, "its type is binary"):
            self.env["inbound.webhook.response"].create(
                {
                    "handler_id": self.handler.id,
                    "outcome": "success",
                    "body": "{{ record.image_1920 }}",
                }
            )


@tagged("post_install", "-at_install")
class TestFilesOfAnyKind(InboundWebhookHttpCase):
    """A Binary field of somebody's own model takes any file."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.model.fields"].create(
            {
                "name": "x_contract",
                "field_description": "Contract",
                "model_id": cls.env.ref("base.model_res_partner").id,
                "ttype": "binary",
            }
        )
        cls.handler = cls.make_handler(
            "res.partner",
            parameters=["name", {"name": "contract", "type": "file"}],
            mappings=[
                {"parameter": "name", "field": "name", "is_match_key": True},
                ("x_contract", "contract"),
            ],
        )

    def send_contract(self, contract):
        payload = {"name": "Files & Sons", "contract": contract}
        answer = self.post_json(self.handler, payload)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()

    def contract(self):
        self.env.invalidate_all()
        partner = self.env["res.partner"].search([("name", "=", "Files & Sons")])
        return base64.b64decode(partner.x_contract or b"")

    def test_a_file_is_kept_byte_for_byte(self):
        for content in (
            b"%PDF-1.7\n\x00\xff",
            picture((2500, 10)),
            b"\x00\x01 of ours",
        ):
            answer = self.send_contract({"name": "c", "content": encoded(content)})
            self.assertIn(answer["operation"], ("created", "updated"))
            self.assertEqual(self.contract(), content)
            again = self.send_contract({"name": "c", "content": encoded(content)})
            self.assertEqual(again["operation"], "unchanged")

    def test_a_picture_of_gigabytes_is_not_decoded_there_nor_as_an_attachment(self):
        content = bomb(16_000, 16_000)
        self.send_contract(encoded(content))
        self.assertEqual(self.contract(), content)
        self.handler.mapping_ids[-1].unlink()
        self.send_contract(encoded(content))
        call = self.last_call(self.handler)
        attached = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", call.res_id)]
        )
        self.assertEqual(attached.raw, content)

    def test_a_picture_that_is_broken_is_attached_as_it_is(self):
        self.handler.mapping_ids[-1].unlink()
        whole = picture((2500, 10))
        start = whole.index(b"IDAT") + 4
        content = whole[:start] + b"\xff" * (len(whole) - start)
        self.send_contract(encoded(content))
        call = self.last_call(self.handler)
        attached = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", call.res_id)]
        )
        self.assertEqual(attached.raw, content)

    def test_a_page_is_served_as_a_text(self):
        self.send_contract(encoded(HTML))
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "res.partner"), ("res_field", "=", "x_contract")]
        )
        self.assertEqual((attachment.raw, attachment.mimetype), (HTML, "text/plain"))

    def test_a_drawing_may_hold_code_so_a_column_takes_it_of_administrators_alone(self):
        # The one field of this addon's apps that Odoo keeps in a column.
        column = self.env["ir.actions.client"]._fields["params_store"]
        attached = self.env["res.partner"]._fields["x_contract"]
        drawing, context = encoded(SVG), self.handler._value_context()
        partners = self.env["res.partner"].with_user(self.runner)
        with self.assertRaisesRegex(ValueRefused, "a file without code in it"):
            file_value(partners, column, drawing, context)
        for model, field in (
            (partners.with_user(self.env.ref("base.user_admin")), column),
            # As an attachment it is served as one that does not run.
            (partners, attached),
        ):
            self.assertEqual(
                file_value(model, field, drawing, context), drawing.encode()
            )
        self.assertEqual(
            file_value(partners, column, encoded(HTML), context), encoded(HTML).encode()
        )
