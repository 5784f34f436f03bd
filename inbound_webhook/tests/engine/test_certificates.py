"""Certificates that calls name: from a real server that speaks TLS, and remembered."""

import http.server
import socket
import ssl

import pytest
from sender_schemes import SENDERS
from tls_server import HOST, serving, write_certificate

from inbound_webhook import certificates
from inbound_webhook.certificates import Certificates
from inbound_webhook.engine.hosts import AddressRefused
from inbound_webhook.fetching import Fetcher, NotFetched

PEM = SENDERS["paypal"].scheme.certificate
HOSTS = (HOST,)


class _Pages(http.server.BaseHTTPRequestHandler):
    """What each path leads to: a status and a text."""

    pages = {
        "/one.pem": (200, PEM),
        "/chain.pem": (200, f"{PEM}\n{PEM}"),
        "/error": (404, PEM),
        "/page": (200, f"<html>{PEM}</html>"),
        "/behind": (200, f"{PEM}<!-- -->"),
        "/key": (200, PEM.replace("CERTIFICATE", "PUBLIC KEY")),
        "/nothing": (200, ""),
    }

    def do_GET(self):
        self.server.asked.append(self.path)
        status, text = self.pages.get(self.path.split("?")[0], (200, PEM))
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_args):
        """Write nothing."""


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    write_certificate(path)
    with serving(path) as server:
        server.RequestHandlerClass = _Pages
        yield server, ssl.create_default_context(cafile=str(path))


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def known(tls, clock, monkeypatch):
    server, context = tls

    def leads_here(_host, port, *_args, **_more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("socket.getaddrinfo", leads_here)
    fetcher = Fetcher(port=server.port, context=context, may_reach=lambda _ip: True)
    server.asked.clear()
    return Certificates(fetcher, clock)


def address(path):
    return f"https://{HOST}{path}"


@pytest.mark.parametrize("path", ["/one.pem", "/chain.pem"])
def test_it_is_fetched_once(tls, known, path):
    server, _context = tls
    where = address(path)
    assert known.known(where, HOSTS) is None
    assert known.fetch(where, HOSTS).startswith("-----BEGIN CERTIFICATE-----")
    assert known.known(where, HOSTS) == known.fetch(where, HOSTS)
    assert server.asked == [path, path]


def test_it_is_remembered_for_a_day_whatever_is_there_meanwhile(known, clock):
    known.fetch(address("/one.pem"), HOSTS)
    clock.now += certificates.KEPT_FOR - 1
    assert known.known(address("/one.pem"), HOSTS) == PEM
    clock.now += 1
    assert known.known(address("/one.pem"), HOSTS) is None


@pytest.mark.parametrize("path", ["/error", "/page", "/behind", "/key", "/nothing"])
def test_what_is_no_certificate_is_not_taken_and_not_asked_for_again(
    known, clock, path
):
    with pytest.raises(NotFetched):
        known.fetch(address(path), HOSTS)
    with pytest.raises(NotFetched):
        known.known(address(path), HOSTS)
    clock.now += certificates.GIVEN_UP_FOR
    assert known.known(address(path), HOSTS) is None


@pytest.mark.parametrize(
    "where",
    [
        "https://example.com/one.pem",
        f"http://{HOST}/one.pem",
        f"https://{HOST}:8443/one.pem",
        f"https://{HOST}@example.com/one.pem",
        # A server may answer with what it was asked.
        f"https://{HOST}/?x=-----BEGIN",
        "",
    ],
)
def test_nothing_is_asked_for_elsewhere(tls, known, where):
    server, _context = tls
    for way in (known.known, known.fetch):
        with pytest.raises(AddressRefused):
            way(where, HOSTS)
    assert not server.asked


def test_so_many_are_asked_for_in_a_minute(tls, known, clock):
    server, _context = tls
    for number in range(certificates.MOST_A_MINUTE):
        known.fetch(address(f"/{number}"), HOSTS)
    with pytest.raises(NotFetched):
        known.fetch(address("/one-more"), HOSTS)
    assert len(server.asked) == certificates.MOST_A_MINUTE
    # What is known already is not asked for.
    assert known.known(address("/0"), HOSTS) == PEM
    clock.now += 60
    known.fetch(address("/one-more"), HOSTS)


def test_so_many_are_remembered(known, clock):
    for number in range(certificates.MOST_KEPT + 1):
        clock.now += 60
        known.fetch(address(f"/{number}"), HOSTS)
    assert known.known(address("/0"), HOSTS) is None
    assert known.known(address("/1"), HOSTS) == PEM
