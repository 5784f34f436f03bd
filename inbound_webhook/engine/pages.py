"""What visitors of a website read after they have sent a form, in a handler's words.

Other systems ask for no page, and get JSON.
"""

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .answer_headers import parse_header, rendered_header
from .answer_page import page, paragraphs_about
from .outcomes import Outcome
from .phrases import Phrase
from .request import Reply
from .templates import Template, compile_template

#: Says a phrase in the language of the visitors.
Say = Callable[[Phrase | str], str]
_SEE_OTHER = 303


@dataclass(frozen=True)
class _Words:
    """Title and text of a page, compiled and made safe; None for the usual ones."""

    title: Template | None = None
    text: Template | None = None

    def __bool__(self) -> bool:
        return bool(self.title or self.text)


@dataclass(frozen=True)
class Pages:
    """The pages of a handler.

    :param lang: that of the visitors, as Odoo names it
    :param thanks: where the call is well
    :param refusal: where it is not
    :param location: where a visitor is sent on to in place of the thanks, None for
        nowhere
    """

    lang: str = "en_US"
    thanks: _Words = _Words()
    refusal: _Words = _Words()
    location: Template | None = None

    @classmethod
    def parse(
        cls,
        *,
        lang: str = "en_US",
        thanks_title: str = "",
        thanks_text: str = "",
        thanks_url: str = "",
        refusal_title: str = "",
        refusal_text: str = "",
    ) -> "Pages":
        """Compile the pages.

        :raises InvalidSetup: a text has a wrong placeholder, or the address is none
        """
        location = thanks_url and parse_header(f"Location: {thanks_url}")[1]
        return cls(
            lang,
            _Words(_compiled(thanks_title), _compiled(thanks_text)),
            _Words(_compiled(refusal_title), _compiled(refusal_text)),
            location or None,
        )

    def names(self) -> frozenset[str]:
        """Names of all placeholders."""
        templates = (
            *(self.thanks.title, self.thanks.text, self.location),
            *(self.refusal.title, self.refusal.text),
        )
        return frozenset().union(*(each.names for each in templates if each))

    def say_of(self, outcome: Outcome) -> bool:
        """Whether the handler has words of its own for how a call ended."""
        if outcome.http_status < 400:
            return bool(self.thanks or self.location)
        return bool(self.refusal)

    def reply(self, outcome: Outcome, values: Mapping[str, Any], say: Say) -> Reply:
        """What a visitor is shown.

        :param values: JSON-safe values by placeholder name
        :raises InvalidSetup: with these values, the address leads nowhere
        """
        headers = tuple(outcome.headers.items())
        is_well = outcome.http_status < 400
        if is_well and self.location:
            place = rendered_header("Location", self.location, values)
            return Reply(_SEE_OTHER, (*headers, ("Location", place)), "")
        words = self.thanks if is_well else self.refusal
        title, about, advice = paragraphs_about(outcome)
        shown_title = _shown(words.title, values) or html.escape(say(title))
        shown_advice = _shown(words.text, values) or html.escape(say(advice))
        shown_about = [html.escape(say(text)) for text in about]
        content = page(self.lang, shown_title, [*shown_about, shown_advice])
        return Reply(outcome.http_status, (*content.headers, *headers), content.body)


def _compiled(text: str) -> Template | None:
    # First as it is, for what is said of a wrong one.
    return (
        compile_template(text) and compile_template(html.escape(text)) if text else None
    )


def _shown(template: Template | None, values: Mapping[str, Any]) -> str:
    return template.render(values, "text/html").strip() if template else ""
