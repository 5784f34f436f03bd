"""GET calls that nobody means: what opens a URL before, or instead of, a person.

RFC 9110 has GET change nothing, so programs open any URL that they see. Where a handler
saves by GET all the same, these are told from calls as far as they say what they are.
"""

import re
from typing import Literal

from .request import IncomingRequest

Purpose = Literal["head", "prefetch", "preview"]

#: Headers by which a browser says that nobody has asked for a page yet.
_PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_AHEAD = ("prefetch", "prerender", "preview")
#: What stands in the User-Agent of programs that open what people write to one another,
#: of search engines, and of monitors; in small letters.
#:
#: Not here is what opens a picture when a person opens his mail (``GoogleImageProxy``,
#: ``YahooMailProxy``): that is what a pixel is for. Nor what calls webhooks itself
#: (``facebookexternalua``, ``APIs-Google``, ``Mattermost-Bot``), nor the name of an app
#: in whose browser people open links. Of scanners of mail, most write what a
#: browser does, and so cannot be told.
PREVIEWERS = (
    # Chats and social networks.
    *("slackbot", "slack-imgproxy", "facebookexternalhit", "facebookcatalog"),
    *("facebot", "meta-externalagent", "meta-externalfetcher", "twitterbot"),
    *("whatsapp", "telegrambot", "linkedinbot", "discordbot", "skypeuripreview"),
    *("microsoftpreview", "line-poker", "kakaotalk-scrap", "pinterestbot"),
    *("redditbot", "mastodon/", "iframely", "embedly", "vkshare", "zoombot"),
    *("snap url preview", "google-pagerenderer", "bluesky cardyb", "bitlybot"),
    *("summalybot", "dingtalkbot-linkservice", "flipboardproxy"),
    *("discourse forum onebox", "notionembedder"),
    # Search engines, and what gathers texts.
    *("googlebot", "google-inspectiontool", "googleother", "storebot-google"),
    *("adsbot-google", "mediapartners-google", "google-read-aloud", "google favicon"),
    *("bingbot", "bingpreview", "adidxbot", "msnbot", "yandexbot", "yandex.com/bots"),
    *("baiduspider", "duckduckbot", "duckduckgo-favicons", "slurp", "applebot"),
    *("petalbot", "sogou", "seznambot", "naverbot", "yeti/", "qwantbot", "qwantify"),
    *("semrushbot", "ahrefsbot", "mj12bot", "dotbot", "bytespider", "amazonbot"),
    *("ccbot", "gptbot", "chatgpt-user", "oai-searchbot", "claudebot", "claude-user"),
    *("perplexitybot", "diffbot", "ia_archiver", "archive.org_bot", "virustotal"),
    # Monitors.
    *("uptimerobot", "pingdom", "statuscake", "site24x7", "betteruptime"),
    *("better uptime bot", "uptime-kuma/", "googlestackdrivermonitoring-uptimechecks"),
    *("amazon-route53-health-check-service", "elb-healthchecker/", "appsignalbot/"),
    *("freshpingbot/", "sentryuptimebot/", "newrelicpinger/"),
    # What looks whether a page is harmful, or takes a picture of it.
    *("google-safety", "headlesschrome"),
)
#: What other programs of these kinds call themselves. Not "preview" or "bot" alone, by
#: which versions and senders are named as well, nor "spider" within a word.
_OF_A_KIND = re.compile(
    r"(?:link|url|uri|page|site|web)[ _-]?preview"
    r"|preview[ _-]?(?:bot|crawler|fetcher|service)"
    r"|crawler|spider(?![a-z])"
    # Of Matrix: its server sends under the same name, which goes on otherwise then.
    r"|\(bot;"
    # The app itself, and not the browser in it.
    r"|^viber/"
)


def purpose_of(request: IncomingRequest) -> Purpose | None:
    """For what a URL is opened, other than to have something done; None for that."""
    if request.method == "HEAD":
        return "head"
    if any(_is_ahead(request.header(name) or "") for name in _PURPOSES):
        return "prefetch"
    return "preview" if previewer(request) else None


def previewer(request: IncomingRequest) -> str | None:
    """What opens URLs that people only see, None where nothing says so."""
    agent = (request.header("User-Agent") or "").lower()
    named = next((name for name in PREVIEWERS if name in agent), None)
    kind = None if named else _OF_A_KIND.search(agent)
    return kind.group() if kind else named


def is_probe(request: IncomingRequest) -> bool:
    """Whether a call asks whether the URL is there, and brings nothing at all."""
    brings = request.query_string or request.body or request.body_problem
    return request.method in ("GET", "HEAD") and not brings


def _is_ahead(value: str) -> bool:
    return value.strip().lower().startswith(_AHEAD)
