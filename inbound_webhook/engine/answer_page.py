"""The plain answer as a page, for the person whose browser sent a form.

Other systems ask for no page, and get JSON.
"""

import html

from .outcomes import Outcome
from .phrases import Phrase, _lt
from .request import IncomingRequest, Reply

PAGE_TYPE = "text/html; charset=utf-8"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
_FORBIDDEN = 403
_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 sans-serif; margin: 4rem auto; max-width: 36rem;
  padding: 0 1rem; }}
p {{ overflow-wrap: anywhere; white-space: pre-line; }}
</style>
</head>
<body dir="auto">
<h1>{title}</h1>
{paragraphs}
</body>
</html>
"""


def is_sent_by_browser(request: IncomingRequest) -> bool:
    """Whether a person sees the answer: a browser sent a form, and shows a page."""
    content_type = (request.header("Content-Type") or "").strip().lower()
    accepted = (request.header("Accept") or "").lower()
    return (
        request.method == "POST"
        and content_type.startswith(_FORMS)
        and "text/html" in accepted
    )


def page_reply(outcome: Outcome) -> Reply:
    """The plain answer to a call, in English words for a visitor."""
    title, about, advice = paragraphs_about(outcome)
    content = page("en", html.escape(title), map(html.escape, [*about, advice]))
    headers = (*content.headers, *outcome.headers.items())
    return Reply(outcome.http_status, headers, content.body)


def page(lang, title, paragraphs) -> Reply:
    """A page, with status 200.

    :param str lang: as Odoo names it
    :param str title: as HTML
    :param paragraphs: texts as HTML
    """
    content = _PAGE.format(
        lang=html.escape(lang.partition("@")[0].replace("_", "-")),
        title=title,
        paragraphs="\n".join(f"<p>{text}</p>" for text in paragraphs),
    )
    return Reply(200, (("Content-Type", PAGE_TYPE),), content)


def paragraphs_about(
    outcome: Outcome,
) -> tuple[Phrase, list[Phrase | str], Phrase]:
    """What a visitor reads: a title, what is wrong, and what to do about it."""
    if outcome.http_status < 400:
        return _lt("Thank you"), [], _lt("What you sent has arrived.")
    title = _lt("This could not be sent")
    later = _lt("Please try again later.")
    if outcome.may_pass:
        return title, [], later
    wrong = outcome.for_visitor or outcome.message
    about = [wrong] if wrong else []
    if "Retry-After" in outcome.headers:
        return title, about, later
    if outcome.http_status == _FORBIDDEN:
        return title, about, _lt("Please tell whoever runs this website.")
    return title, about, _lt("Please go back, correct it and send it again.")
