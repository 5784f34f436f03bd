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
    "Mozilla/5.0 (compatible; ZulipURLPreview/9.1; +https://zulip.com)",
    "Synapse (bot; +https://github.com/matrix-org/synapse)",
    "Nextcloud Server Crawler",
    "Nextcloud-Server-Crawler/31.0.0",
    "http.rb/5.1.1 (Mastodon/4.2.10; +https://mastodon.social/)",
    "Mastodon/4.3.0 (http.rb/5.2.0; +https://mastodon.social/) Bot",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 "
    "skype-url-preview@microsoft.com",
    "Iframely/1.3.1 (+https://iframely.com/docs/about) Atlassian",
    "Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)",
    "Viber/20.3.0",
    "facebookexternalhit/1.1;line-poker/1.0",
    "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/",
    # Of Signal, and of Apple's iMessage.
    "WhatsApp/2",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like "
    "Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot "
    "Twitterbot/1.0",
    # Of programs that nobody has heard of.
    "acme-link-preview/2.1",
    "Acme Page Preview (1.0)",
    "LinkPreviewer/3",
    "PreviewBot/1.0",
    "Mozilla/5.0 (compatible; AcmeCrawler/1.0)",
    "AcmeSpider",
    "Mozilla/5.0 (compatible; acme-spider/0.1)",
    "Discourse Forum Onebox v3.3.0",
    # Monitors, and what looks whether a page is harmful.
    "Uptime-Kuma/1.23.16",
    "Better Uptime Bot Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/74.0.3729.169 Safari/537.36",
    "GoogleStackdriverMonitoring-UptimeChecks(https://cloud.google.com/monitoring)",
    "Amazon-Route53-Health-Check-Service (ref b0eb04d5-cb5e-40e7-839b-558e52fc3f0d; "
    "report http://amzn.to/1vsZADi)",
    "ELB-HealthChecker/2.0",
    "SentryUptimeBot/1.0 (+http://docs.sentry.io/product/alerts/uptime-monitoring/)",
    "FreshpingBot/1.0 (+https://freshping.io/)",
    "NewRelicPinger/1.0 (123456)",
    "NotionEmbedder",
    "AppSignalBot/1.0 (+https://appsignal.com)",
    "Google-Safety",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "HeadlessChrome/126.0.0.0 Safari/537.36",
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
    "Asterisk/20.5.0",
    "Go-http-client/1.1",
    "Go-http-client/2.0",
    "okhttp/4.12.0",
    "FRITZ!Box",
    "AVM FRITZ!Box 7590 154.07.57",
    "Synapse/1.98.0",
    "Matrix-Hookshot/5.0",
    "libcurl-agent/1.0",
    "Wget/1.21.4",
    "Java/17.0.9",
    "Apache-HttpClient/4.5.14 (Java/17)",
    "axios/1.7.2",
    "node-fetch",
    "GuzzleHttp/7",
    "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UD1A)",
    "ESP8266HTTPClient",
    "Shelly/1.0",
    "Zapier",
    "n8n",
    "Make/production",
    "Mozilla/5.0 (compatible; Google-Apps-Script; beanserver; "
    "+https://script.google.com; id: abc)",
    # What is a version, a part of a word, or an app in which people open links.
    "PowerShell/7.5.0-preview.2",
    "azsdk-net-Messaging/2.0.0-preview.1",
    "AcmeGateway/2.0 (Preview)",
    "Spidertracks-Gateway/1.2",
    "SpiderMonkey/128",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36 Viber/22.0",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36 Line/14.0",
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


def test_a_very_long_name_takes_no_time():
    for word, purpose in (("link ", None), ("spider", "preview")):
        assert purpose_of(call(agent=word * 100_000)) == purpose


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
