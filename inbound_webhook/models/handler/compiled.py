from dataclasses import replace

from odoo import models, tools

from ...engine.duplicates import DuplicateRule, header_names, key_paths
from ...engine.errors import EngineError
from ...engine.mapping import MappingSpec
from ...engine.records import RecordSpec
from ...engine.spec import HandlerSpec, Kept, Runner
from ...engine.transforms import TRANSFORMS
from ...engine.types import TYPES
from ...engine.value_sources import VALUE_SOURCES
from ..kinds import kind_here
from .handler import value_context


class InboundWebhookHandler(models.Model):
    """Handlers compiled: what a call needs of them, without reading it each time.

    Where the user of a handler is (language, company, country) is read along with the
    version, and makes another version of it, so to speak.
    """

    _inherit = "inbound.webhook.handler"

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
            "parameters": self._parameter_specs(),
            "conditions": tuple(self.condition_ids._specs()),
            "kept": kept,
        }

    def _parameter_specs(self):
        """The parameters; which record an id means, ours or the sender's, is never left
        open: another one would be made than the call is about.

        :rtype: tuple[ParameterSpec, ...]
        """
        named = {
            name
            for mapping in self.mapping_ids._specs()
            if mapping.field == "id"
            for name in mapping.names
        }
        named.add(self.external_id_parameter_id.name)
        return tuple(
            replace(spec, on_invalid="refuse") if spec.name in named else spec
            for spec in self.parameter_ids._specs()
        )

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
