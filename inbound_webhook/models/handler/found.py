from dataclasses import dataclass, replace

from odoo import api, fields, models, tools

from ...engine.spec import HandlerSpec
from ...engine.tokens import digest_of_token

#: What each call reads of its handler: as little as says what else is known already.
#: One row of each table, by its primary key, in this order. ``OFFSET 0`` says so to
#: PostgreSQL, which would spend more time on looking for a better one than on reading.
_FINDING = """
    SELECT handler.id, handler.active, handler.listens,
           handler.processing = 'immediate' AND EXISTS (
               SELECT FROM inbound_webhook_call
                WHERE queued IS TRUE AND handler_id = handler.id),
           handler.version,
           handler.user_id, runner.active, company.id,
           handler.company_id IS NULL OR company.active AND EXISTS (
               SELECT FROM res_company_users_rel
                WHERE user_id = handler.user_id AND cid = handler.company_id),
           partner.lang, partner.tz, partner.id, partner.name, partner.email,
           country.id, country.code
      FROM (SELECT id, active, processing, version, user_id, company_id,
                   coalesce(listening_until > %s, FALSE) AS listens
              FROM inbound_webhook_handler WHERE {key} OFFSET 0) handler,
   LATERAL (SELECT active, partner_id, company_id
              FROM res_users WHERE id = handler.user_id OFFSET 0) runner,
   LATERAL (SELECT id, lang, tz, name, email
              FROM res_partner WHERE id = runner.partner_id OFFSET 0) partner,
   LATERAL (SELECT id, active, partner_id FROM res_company
             WHERE id = coalesce(handler.company_id, runner.company_id)
            OFFSET 0) company,
   LATERAL (SELECT country_id
              FROM res_partner WHERE id = company.partner_id OFFSET 0) place
 LEFT JOIN LATERAL (SELECT id, code
              FROM res_country WHERE id = place.country_id OFFSET 0) country ON TRUE
"""
_BY_TOKEN = _FINDING.format(
    key="token_digest = %s OR old_token_digest = %s AND old_url_until > %s"
)
_BY_ID = _FINDING.format(key="id = %s")


@dataclass(frozen=True)
class Found:
    """A handler as a call finds it.

    :param spec: what it does with calls
    :param active: whether it is switched on
    :param listens: whether it waits for a call that shows what comes
    :param has_waiting: whether calls wait in the queue, though those that come now do
        not: they came while it was switched off, or while it queued its calls
    :param by_old_url: whether it was found by the URL before the present one
    """

    spec: HandlerSpec
    active: bool
    listens: bool
    has_waiting: bool = False
    by_old_url: bool = False

    @property
    def keeps(self):
        """Whether calls wait until it is switched on."""
        return not self.active and self.spec.when_off == "keep"

    @property
    def credentials(self):
        """What a call has to prove; some senders sign the URL that they have."""
        credentials = self.spec.credentials
        if not (credentials and self.by_old_url):
            return credentials
        new, old = self.spec.token, self.spec.old_token
        public_url = credentials.public_url.replace(new, old)
        return replace(credentials, public_url=public_url)


class InboundWebhookHandler(models.Model):
    """Handlers as calls find them, by one query each."""

    _inherit = "inbound.webhook.handler"

    @api.model
    def _found_by_token(self, token):
        """The handler, switched off or not, that a URL's token belongs to.

        :param str token: as it stands in the URL
        :rtype: Found or None
        """
        digest = digest_of_token(token)
        found = self._look_up(_BY_TOKEN, digest, digest, fields.Datetime.now())
        if not found:
            return None
        # In constant time, of what the index has found already.
        if tools.consteq(digest_of_token(found.spec.token), digest):
            return found
        if tools.consteq(digest_of_token(found.spec.old_token), digest):
            return replace(found, by_old_url=True)
        return None

    def _found(self):
        """This handler as a call finds it; None where it was deleted."""
        self.ensure_one()
        # Who asks so may have changed something just now.
        self.env.flush_all()
        return self._look_up(_BY_ID, self.id)

    @api.model
    def _look_up(self, query, *values):
        self.env.cr.execute(query, [fields.Datetime.now(), *values])
        row = self.env.cr.fetchone()
        if not row:
            return None
        handler_id, active, listens, has_waiting, *where = row
        spec = self.browse(handler_id)._compiled(*where)
        return Found(spec, active, listens, has_waiting)
