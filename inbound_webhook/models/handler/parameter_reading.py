from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ...engine.types.moments import FORMATS
from ...words.phrases import worded


class InboundWebhookParameter(models.Model):
    """How a value is written, where its type alone does not say so."""

    _inherit = "inbound.webhook.parameter"

    absent_is_no = fields.Boolean(
        string="Not Ticked Is No",
        help="A form sends nothing for a box that is not ticked. A call without this "
        "value says no, then. Else it says nothing, and the field stays as it is.",
    )
    date_format = fields.Selection(
        lambda self: self._selection_date_format(),
        string="Dates Look Like",
        required=True,
        default="automatic",
        help="Automatic takes what can be read in one way only. 05/01/2024 can be in "
        "January or in May: choose what its sender means.",
    )
    date_pattern = fields.Char(
        string="Pattern of Dates",
        help="Such as dd.MM.yyyy HH:mm. yyyy is the year, MM the month and MMM its "
        "name, dd the day, HH the hour, or hh with a for AM and PM, mm the minute.",
    )
    number_format = fields.Selection(
        [
            ("automatic", "Automatic"),
            ("point", "1,234.50"),
            ("comma", "1.234,50"),
        ],
        string="Numbers Look Like",
        required=True,
        default="automatic",
        help="Automatic takes what can be read in one way only. 1.234 can be a "
        "thousand and more, or a little more than one: choose what its sender means.",
    )
    time_zone = fields.Selection(
        _tz_get,
        help="Of times that say none. Empty: that of the user the handler runs as.",
    )
    time_zone_parameter_id = fields.Many2one(
        "inbound.webhook.parameter",
        string="Time Zone From",
        ondelete="set null",
        copy=False,
        domain="[('handler_id', '=', handler_id)]",
        help="The parameter that says the time zone, such as Europe/Paris.",
    )
    country_parameter_id = fields.Many2one(
        "inbound.webhook.parameter",
        string="Country From",
        ondelete="set null",
        copy=False,
        domain="[('handler_id', '=', handler_id)]",
        help="The parameter that says of which country a number without a prefix is, "
        "by code or by name. Empty: of a phone number, that of its record; of others, "
        "and where the record has none, that of the handler's company.",
    )

    @api.model
    def _selection_date_format(self):
        return [(name, worded(self.env, item.label)) for name, item in FORMATS.items()]

    @api.constrains("date_format", "date_pattern", "number_format", "time_zone")
    def _check_reading(self):
        self._check_usable()

    @api.constrains("time_zone_parameter_id", "country_parameter_id", "handler_id")
    def _check_told_by(self):
        for parameter in self:
            told_by = parameter.time_zone_parameter_id | parameter.country_parameter_id
            if parameter in told_by or told_by.handler_id - parameter.handler_id:
                raise ValidationError(
                    self.env._(
                        "What says how %s is read has to be another parameter of the "
                        "same webhook.",
                        parameter.name,
                    )
                )
            if any(item._is_told_by_others() for item in told_by):
                raise ValidationError(
                    self.env._(
                        "What says how %s is read cannot depend on another parameter "
                        "itself.",
                        parameter.name,
                    )
                )

    def _copy_told_by(self, copies):
        """Have copies of these parameters told by copies of the others.

        :param dict copies: the id of each one's copy by its own
        """
        for parameter in self.filtered(lambda item: item._is_told_by_others()):
            self.browse(copies[parameter.id]).write(
                {
                    name: copies.get(parameter[name].id)
                    for name in ("time_zone_parameter_id", "country_parameter_id")
                }
            )

    def _is_told_by_others(self):
        self.ensure_one()
        return bool(self.time_zone_parameter_id or self.country_parameter_id)

    def _number_format(self):
        self.ensure_one()
        return "" if self.number_format == "automatic" else self.number_format

    def _reading(self):
        """How the value is written, for a ``ParameterSpec``.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "absent_is_no": self.type == "boolean" and self.absent_is_no,
            "date_format": self.date_format,
            "date_pattern": self.date_pattern or "",
            "number_format": self._number_format(),
            "timezone": self.time_zone or "",
            "timezone_parameter": self.time_zone_parameter_id.name or "",
            "country_parameter": self.country_parameter_id.name or "",
        }
