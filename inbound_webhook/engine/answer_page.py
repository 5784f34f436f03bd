"""The plain answer as a page, for the person whose browser sent a form.

Other systems ask for no page, and get JSON.
"""

import html

from .outcomes import Outcome
from .phrases import Phrase, _lt
from .request import IncomingRequest, Reply

PAGE_TYPE = "text/html; charset=utf-8"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 sans-serif; margin: 4rem auto; max-width: 36rem;
  padding: 0 1rem; }}
</style>
</head>
<body>
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
    """The plain answer to a call, in words for a visitor."""
    title, *sentences = _words(outcome)
    paragraphs = "\n".join(f"<p>{html.escape(text)}</p>" for text in sentences)
    return Reply(
        outcome.http_status,
        (("Content-Type", PAGE_TYPE), *outcome.headers.items()),
        _PAGE.format(title=html.escape(title), paragraphs=paragraphs),
    )


def _words(outcome: Outcome) -> list[Phrase | str]:
    if outcome.http_status < 400:
        return [_lt("Thank you"), _lt("What you sent has arrived.")]
    title = _lt("This could not be sent")
    if outcome.may_pass:
        return [title, _lt("Please try again later.")]
    again = _lt("Please go back, correct it and send it again.")
    return [title, *([outcome.message] if outcome.message else []), again]
