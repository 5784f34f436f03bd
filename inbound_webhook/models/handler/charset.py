from odoo import fields, models

#: Names that are no words of any language, by what senders call them.
_CHARSETS = [
    ("windows-1252", "Windows-1252, ISO-8859-1 (Western Europe)"),
    ("iso-8859-15", "ISO-8859-15 (Western Europe)"),
    ("windows-1250", "Windows-1250 (Central Europe)"),
    ("iso-8859-2", "ISO-8859-2 (Central Europe)"),
    ("windows-1257", "Windows-1257 (Baltic)"),
    ("windows-1254", "Windows-1254 (Turkish)"),
    ("windows-1251", "Windows-1251 (Cyrillic)"),
    ("koi8-r", "KOI8-R (Cyrillic)"),
    ("windows-1253", "Windows-1253 (Greek)"),
    ("windows-1255", "Windows-1255 (Hebrew)"),
    ("windows-1256", "Windows-1256 (Arabic)"),
    ("windows-874", "Windows-874 (Thai)"),
    ("windows-1258", "Windows-1258 (Vietnamese)"),
    ("shift_jis", "Shift_JIS (Japanese)"),
    ("euc-jp", "EUC-JP (Japanese)"),
    ("gb18030", "GB18030, GBK (Chinese)"),
    ("big5", "Big5 (Chinese)"),
    ("euc-kr", "EUC-KR (Korean)"),
    ("cp850", "CP850 (DOS)"),
    ("cp437", "CP437 (DOS)"),
    ("cp866", "CP866 (DOS, Cyrillic)"),
    ("macintosh", "Mac Roman"),
]


class InboundWebhookHandler(models.Model):
    """What text is in whose sender does not say it."""

    _inherit = "inbound.webhook.handler"

    charset = fields.Selection(
        _CHARSETS,
        string="Text Is In",
        help="The charset of text that is no UTF-8, of a sender that does not say it. "
        "What the sender says goes before it. Left empty, such text is read where its "
        "charset is clear, and left out and noted where it is not.",
    )
