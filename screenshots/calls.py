"""A week of calls, as the three demo handlers could get them."""

import base64
import hmac
import json
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

PEOPLE = [
    ("Ada Lovelace", "ada@example.com", "Analytical Engines Ltd"),
    ("Grace Hopper", "grace@example.org", "Compilers Inc."),
    ("Alan Turing", "alan@example.net", "Bletchley Machines"),
    ("Katherine Johnson", "katherine@example.com", "Orbit Figures"),
    ("Edsger Dijkstra", "edsger@example.nl", "Shortest Path BV"),
    ("Hedy Lamarr", "hedy@example.at", "Frequency Hopping"),
    ("Barbara Liskov", "barbara@example.org", "Substitution Partners"),
    ("Niklaus Wirth", "niklaus@example.ch", "Structured AG"),
]
CITIES = [("Brussels", "BE"), ("London", "GB"), ("Utrecht", "NL"), ("Zürich", "CH")]

#: Spreads the calls over the last seven days, more of them lately, in their order.
SPREAD = """
    WITH placed AS (
        SELECT id, row_number() OVER (ORDER BY id DESC) - 1 AS place,
               count(*) OVER () AS number
          FROM inbound_webhook_call)
    UPDATE inbound_webhook_call call
       SET request_date = now() AT TIME ZONE 'UTC'
           - interval '1 minute' * (3 + 9500 * power(place::float / number, 1.3))
      FROM placed WHERE placed.id = call.id
"""


def send_all(site):
    """Send the calls, the last ones being those that the pictures open.

    :param site: ``port`` and ``handlers``
    """
    _booking(site)
    for person in PEOPLE[:3]:
        _issue(site, person)
    for number in range(96):
        person = PEOPLE[number % len(PEOPLE)]
        if number % 3 == 2:
            _contact(site, number, person)
        elif number % 16 == 6:
            _post_form(site, {"fullname": person[0], "email": f"call me, {number}"})
        else:
            _enquiry(site, number, person)
        if number % 12 == 4:
            _enquiry(site, number, person)
        if number % 10 == 3:
            _look_up(site, person[1] if number % 20 == 3 else "nobody@example.com")


def _enquiry(site, number, person):
    name, email, company = person
    message = f"Please call me back about offer {1000 + number // 8}."
    fields = {"fullname": name, "email": email, "company": company}
    _post_form(site, {**fields, "phone": "+32 2 555 12 34", "message": message})


def _contact(site, number, person):
    city, country = CITIES[number % len(CITIES)]
    event = "customer.cancelled" if number % 21 == 5 else "customer.updated"
    customer = {
        "id": 4000 + number,
        "name": person[0],
        "email": person[1],
        "newsletter": number % 2 == 0,
        "addresses": [{"street": "1 Main Street", "city": city, "country": country}],
        "tags": ["shop", "returning"],
    }
    body = {"event": event, "sent_at": "2026-04-03T10:15:00Z", "customer": customer}
    headers = {"Content-Type": "application/json", "User-Agent": "Shop/2.1"}
    _send(site, "contact", json.dumps(body).encode(), headers)


def _look_up(site, email):
    _send(site, "lookup", query=f"?{urlencode({'email': email})}")


def _issue(site, person):
    name = person[0].partition(" ")[0].lower()
    body = {
        "action": "opened",
        "issue": {"title": "The engine stops", "user": {"login": name}},
        "repository": {"full_name": "example/engine"},
    }
    text = json.dumps(body).encode()
    signature = hmac.new(_secret(site, "github"), text, "sha256").hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-GitHub-Event": "issues",
        "X-GitHub-Delivery": f"72d3162e-cc78-11e3-81ab-{name:0>12}",
        "X-Hub-Signature-256": f"sha256={signature}",
    }
    _send(site, "github", text, headers)


def _booking(site):
    """A call that is signed as no known sender does it: method, time and body."""
    body = {"booking": 4711, "guest": {"name": "Zoë Novák", "email": "zoe@example.cz"}}
    text = json.dumps(body, ensure_ascii=False).encode()
    moment = str(int(time.time()))
    signed = b"\n".join((b"POST", moment.encode(), text))
    made = hmac.new(_secret(site, "unknown"), signed, "sha512").digest()
    signature = base64.urlsafe_b64encode(made).decode().rstrip("=")
    headers = {"Content-Type": "application/json", "X-Booking-Time": moment}
    _send(site, "unknown", text, headers, f"?signature={signature}")


def _secret(site, name):
    return site.handlers[name]["secret"].encode()


def _post_form(site, fields):
    _send(site, "website", urlencode(fields).encode())


def _send(site, name, body=None, headers=None, query=""):
    token = site.handlers[name]["token"]
    url = f"http://127.0.0.1:{site.port}/inbound/{token}{query}"
    request = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
    except urllib.error.HTTPError as refused:
        # Some calls are meant to be: the log has to have all kinds.
        refused.close()
