from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.errors import EngineError
from ...engine.pages import Pages
from ...words.phrases import worded
from .response import CALL_PLACEHOLDERS

_TEXTS = (
    *("thanks_title", "thanks_text", "thanks_url"),
    *("refusal_title", "refusal_text"),
)
_PLACEHOLDERS = "{{ parameter }} stands for what the visitor sent."


class InboundWebhookHandler(models.Model):
    """What visitors of a website read after they have sent a form.

    Other systems that call the same URL are answered as ever.
    """

    _inherit = "inbound.webhook.handler"

    page_lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        string="Language of Visitors",
        default=lambda self: self.env.lang,
        help="What a visitor reads who sent a form is in this language. Empty: in that "
        "of the user whom the webhook runs as.",
    )
    thanks_title = fields.Char(
        string="Title of Thanks", help=f"Empty: Thank you. {_PLACEHOLDERS}"
    )
    thanks_text = fields.Text(
        string="Text of Thanks",
        help=f"What a visitor reads whose form has arrived. {_PLACEHOLDERS}",
    )
    thanks_url = fields.Char(
        string="Page of Thanks",
        help="A page of yours that the visitor is sent on to in place of a text, such "
        "as https://www.example.com/thank-you.",
    )
    refusal_title = fields.Char(
        string="Title of Refusal",
        help=f"Empty: This could not be sent. {_PLACEHOLDERS}",
    )
    refusal_text = fields.Text(
        string="Text of Refusal",
        help="What a visitor reads below what is wrong with the form, such as whom to "
        f"ask. {_PLACEHOLDERS}",
    )

    @api.constrains(*_TEXTS)
    def _check_pages(self):
        for handler in self:
            try:
                names = handler._pages().names()
            except EngineError as error:
                raise ValidationError(
                    self.env._(
                        "A page for visitors cannot be shown: %s",
                        worded(self.env, error),
                    )
                ) from error
            known = {*handler.parameter_ids.mapped("name"), *CALL_PLACEHOLDERS}
            for name in sorted(names - known):
                raise ValidationError(
                    self.env._(
                        "The placeholder %s of a page for visitors is no parameter.",
                        f"{{{{ {name} }}}}",
                    )
                )

    def _pages(self, lang=None):
        """What visitors read.

        :param str lang: where the handler does not say in which language
        :rtype: Pages
        :raise EngineError: a text cannot be shown
        """
        self.ensure_one()
        texts = {name: self[name] or "" for name in _TEXTS}
        return Pages.parse(lang=self.page_lang or lang or "en_US", **texts)

    def _pages_or_plain(self, lang):
        """The same; the usual words where a text cannot be shown."""
        try:
            return self._pages(lang)
        except EngineError:
            return Pages(self.page_lang or lang or "en_US")
