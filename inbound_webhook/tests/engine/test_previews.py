"""What opens a URL without meaning it."""

import pytest

from inbound_webhook.engine.previews import PREVIEWERS, is_probe, purpose_of
from inbound_webhook.engine.request import IncomingRequest

#: As they write themselves.
LINK_PREVIEWS = [
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Twitterbot/1.0",
    "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
]
#: What senders, and browsers of people, write.
OTHERS = [
    None,
    "",
    "python-requests/2.31.0",
    "curl/8.5.0",
    "Asterisk PBX/18.9",
    "Twilio/1.1",
    "TwilioProxy/1.1",
    "facebookexternalua",
    "APIs-Google (+https://developers.google.com/webmasters/APIs-Google.html)",
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com "
    "GoogleImageProxy)",
    "Mattermost-Bot/1.1",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
]


def call(method="GET", agent=None, query="a=1", body=b"", **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    if agent is not None:
        names["User-Agent"] = agent
    return IncomingRequest(method, tuple(names.items()), query, body)


@pytest.mark.parametrize("agent", LINK_PREVIEWS)
def test_link_previews_and_search_engines(agent):
    assert purpose_of(call(agent=agent)) == "preview"
    assert purpose_of(call(agent=agent.upper())) == "preview"


@pytest.mark.parametrize("agent", OTHERS)
def test_senders_and_people(agent):
    assert purpose_of(call(agent=agent)) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Purpose": "prefetch"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Sec_Purpose": "prefetch; anonymous-client-ip"},
        {"Purpose": "prefetch"},
        {"PURPOSE": "Prefetch"},
        {"X_Moz": "prefetch"},
        {"X_Purpose": "preview"},
        {"X_Purpose": "prefetch"},
    ],
)
def test_what_browsers_fetch_ahead(headers):
    assert purpose_of(call(**headers)) == "prefetch"


def test_another_purpose_is_none_of_these():
    assert purpose_of(call(Purpose="sales", X_Moz="")) is None


def test_head_is_no_call_whoever_sends_it():
    assert purpose_of(call("HEAD")) == "head"


def test_the_list_is_in_small_letters_and_says_each_once():
    assert len({*PREVIEWERS}) == len(PREVIEWERS)
    assert all(name == name.lower().strip() for name in PREVIEWERS)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (call(query=""), True),
        (call("HEAD", query=""), True),
        (call(query="a=1"), False),
        (call("HEAD", query="a"), False),
        (call(query="", body=b"{}"), False),
        (call("POST", query=""), False),
        (call("OPTIONS", query=""), False),
        (IncomingRequest("GET", body_problem="too_large"), False),
    ],
)
def test_who_asks_whether_the_url_is_there_says_nothing_else(request_, expected):
    assert bool(is_probe(request_)) is expected
