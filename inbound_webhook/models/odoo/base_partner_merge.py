from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Senders go on knowing contacts that are merged by each of their ids.

    Other records than contacts are merged by the same method, those of accounting say.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_reference_fields_generic(
        self, referenced_model, src_records, dst_record, additional_update_records=None
    ):
        result = super()._update_reference_fields_generic(
            referenced_model, src_records, dst_record, additional_update_records
        )
        beside = self.env["inbound.webhook.beside.record"]
        beside._hand_over(src_records, dst_record)
        return result
