import uuid
from dataclasses import dataclass, replace

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...engine.duplicates import DuplicateRule, header_names, key_paths
from ...engine.errors import EngineError
from ...engine.mapping import MappingSpec, RecordSpec
from ...engine.spec import HandlerSpec, Kept, Runner
from ...engine.tokens import digest_of_token
from ...engine.transforms import TRANSFORMS
from ...engine.types import TYPES
from ...engine.value_sources import VALUE_SOURCES
from ..kinds import kind_here
from .handler import value_context

#: What changes without being a part of what is compiled.
_NOT_COMPILED = frozenset(
    {"active", "listening_until", "captured_call_id", "captured_request", "sequence"}
)


#: What each call reads of its handler: as little as says what else is known already.
#: One row of each table, by its primary key, in this order. ``OFFSET 0`` says so to
#: PostgreSQL, which would spend more time on looking for a better one than on reading.
_FINDING = """
    SELECT handler.id, handler.active, handler.listens,
           handler.processing = 'immediate' AND EXISTS (
               SELECT FROM inbound_webhook_call
                WHERE queued AND handler_id = handler.id),
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
    """Handlers compiled: what a call needs of them, without reading it each time.

    The version of a handler moves with each change of it or of its lines, wherever
    that is made, and is a part of the row that each call reads. What was compiled of
    that very version is remembered by each worker, so a change counts from the next
    call on, everywhere. Where the user of a handler is (language, company, country) is
    read along with the version, and makes another version of it, so to speak.
    """

    _inherit = "inbound.webhook.handler"

    version = fields.Char(
        readonly=True,
        copy=False,
        help="Another one with each change. Calls are processed as it says.",
    )

    # === THE VERSION ===

    @api.model_create_multi
    def create(self, vals_list):
        handlers = super().create([_without_version(vals) for vals in vals_list])
        handlers._move_version()
        return handlers

    def write(self, vals):
        vals = _without_version(vals)
        result = super().write(vals)
        if not vals.keys() <= _NOT_COMPILED:
            self._move_version()
        return result

    def update_field_translations(self, field_name, translations, source_lang=""):
        result = super().update_field_translations(
            field_name, translations, source_lang=source_lang
        )
        self._move_version()
        return result

    def _move_version(self):
        """Have the next call compile these handlers anew.

        A version is never used twice, not even by a transaction that is rolled back:
        what was compiled in that is remembered all the same.
        """
        if not self.ids:
            return
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE inbound_webhook_handler SET version = %s WHERE id IN %s",
                uuid.uuid4().hex,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["version"], flush=False)

    # === WHAT A CALL FINDS ===

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

    # === COMPILING ===

    @tools.ormcache(
        "self.id",
        *("version", "user_id", "is_active", "company_id", "belongs", "lang", "tz"),
        *("partner_id", "partner_name", "email", "country_id", "country_code"),
    )
    def _compiled(
        self,
        version,
        user_id,
        is_active,
        company_id,
        belongs,
        lang,
        tz,
        partner_id,
        partner_name,
        email,
        country_id,
        country_code,
    ):
        """What the handler does with calls, as of a version of it.

        :param version: that of its row; the others say where its user is
        :rtype: HandlerSpec
        """
        # What is remembered of lines may be in an older order, and this is for all.
        self.env.invalidate_all()
        obstacle = None if is_active else "archived"
        if is_active and not belongs:
            obstacle = "elsewhere"
        partners = self.env["res.partner"].sudo()
        runner = Runner(
            id=user_id,
            company_id=company_id,
            partner_id=partner_id,
            # As Odoo writes it, which takes more than a name and an address.
            address=partners.browse(partner_id).email_formatted or "",
            lang=lang,
            tz=tz,
            country_id=country_id,
            obstacle=obstacle,
        )
        # Whoever asks first: it is the same for all.
        env = self.env(su=True, context={"lang": lang})
        return self.with_env(env)._compile(runner, country_code)

    def _compile(self, runner, country_code):
        return HandlerSpec(
            id=self.id,
            token=self.token,
            old_token=self.kept_old_token or "",
            name=self.name,
            runner=runner,
            context=value_context(
                runner.tz, country_code, runner.lang, self.nothing_words
            ),
            **self._what_are_calls(),
            **self._who_calls(),
            **self._what_is_read(),
            **self._what_is_done(),
            **self._what_is_answered(runner.lang),
        )

    def _what_are_calls(self):
        return {
            "method": self.method,
            "takes_put": self.take_put,
            "saves_on_get": self._saves_on_get(),
            "answers_probes": self.answer_probes and self.method == "post",
            "queues": self._queues_calls(),
            "when_off": self._when_off(),
            "max_waiting": self.max_waiting,
            "rates": self._rates(),
            "bots": self._bot_traps(),
            "duplicates": self._duplicate_rule(),
        }

    def _who_calls(self):
        return {
            "credentials": self._credentials(),
            "networks": self._networks(),
            "origins": self._origins(),
            "handshakes": self._handshakes(),
            "handshake_token": self.sudo().handshake_token or "",
            "event_scheme": self._event_scheme(),
        }

    def _what_is_read(self):
        kept = Kept(self.max_headers_size, self.max_trace_size, self.max_kept_per_hour)
        return {
            "body_type": self.body_type,
            "charset": self.charset or None,
            "limits": self._limits(),
            "split_path": self.split_path or "",
            "split_mode": self.split_mode,
            "max_items": self.max_items,
            "parameters": tuple(self.parameter_ids._specs()),
            "conditions": tuple(self.condition_ids._specs()),
            "kept": kept,
        }

    def _what_is_done(self):
        rules = self.env["base.automation"]._of_inbound_webhook(self)
        return {
            "records": (self._record_spec(),),
            "max_seconds": self.max_seconds,
            "max_links": self.max_links,
            "max_new_links": self.max_new_links,
            "note_on_record": self.note_on_record,
            "passes_on": self.pass_changes_on,
            "changes_logins": self.may_change_logins,
            "rules": tuple(rules.ids),
        }

    def _what_is_answered(self, lang):
        return {
            "returned": tuple(self._returned_paths()),
            "listing": self._listing(),
            "answers": self.response_ids._compiled(),
            "pages": self._pages_or_plain(lang),
        }

    def _record_spec(self):
        return RecordSpec(
            self.model_name,
            tuple(self.mapping_ids._specs()),
            self.match_policy,
            operation_mode=self.operation_mode,
            match_archived=self.match_archived,
            match_domain=self.match_domain or "",
            event_time=self.event_time_parameter_id.name or "",
            event_time_scope=self.event_time_scope,
            external_id=self.external_id_parameter_id.name or "",
            external_system=self._external_system(),
        )

    def _duplicate_rule(self):
        """What makes a call a repeat.

        :rtype: DuplicateRule
        """
        self.ensure_one()
        compared = self.parameter_ids.filtered("is_duplicate_key")
        return DuplicateRule(
            seconds=self._protection_seconds(),
            mode=self.duplicate_mode,
            headers=tuple(header_names(self.duplicate_header or "")),
            parameters=tuple(compared.mapped("name")),
            volatile=(*key_paths(self.volatile_fields or ""), *self._own_volatile()),
            id_scheme=self._id_scheme(),
            of_items=bool(self.split_path),
        )


class InboundWebhookHandlerLine(models.AbstractModel):
    """A change of a line is one of its handler."""

    _inherit = "inbound.webhook.handler.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.sudo().handler_id._move_version()
        return lines

    def write(self, vals):
        before = self.sudo().handler_id
        result = super().write(vals)
        (before | self.sudo().handler_id)._move_version()
        return result

    def unlink(self):
        handlers = self.sudo().handler_id
        result = super().unlink()
        handlers._move_version()
        return result


class InboundWebhookMapping(models.Model):
    """Mappings as the engine takes them."""

    _inherit = "inbound.webhook.mapping"

    def _specs(self):
        """:rtype: list[MappingSpec]"""
        return [
            MappingSpec(
                field=mapping.field_id.name,
                field_type=mapping.field_id.ttype,
                source=kind_here(self.env, VALUE_SOURCES, mapping.value_source),
                parameter=mapping.parameter_id.name or "",
                parameter_type=kind_here(self.env, TYPES, mapping.parameter_id.type),
                constant=mapping.constant or "",
                is_match_key=mapping.is_match_key,
                joins_previous_key=mapping.joins_previous_key,
                policy=mapping.policy,
                transform=kind_here(self.env, TRANSFORMS, mapping.transform),
                argument=mapping.transform_argument or "",
                create_missing=mapping.create_missing,
                on_invalid=mapping.on_invalid,
            )
            for mapping in self
        ]


class InboundWebhookResponse(models.Model):
    """Responses as the engine takes them."""

    _inherit = "inbound.webhook.response"

    def _compiled(self):
        """By outcome; in place of one that cannot be made, why.

        :rtype: dict[str, ConfiguredResponse | EngineError]
        """
        return {response.outcome: response._configured_or_error() for response in self}

    def _configured_or_error(self):
        try:
            return self._configured(lenient=True)
        except EngineError as error:
            return error


def _without_version(vals):
    return {name: value for name, value in vals.items() if name != "version"}
