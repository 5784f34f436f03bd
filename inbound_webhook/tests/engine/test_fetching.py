"""Asking another server: which hosts, and what of a server that means no good."""

import ssl
import time

import pytest
from tls_server import HOST, serving, write_certificate

from inbound_webhook.engine.errors import InvalidSetup
from inbound_webhook.engine.hosts import (
    AddressRefused,
    checked_address,
    host_patterns,
)
from inbound_webhook.fetching import Fetcher, NotFetched, is_public

SNS = host_patterns("sns.*.amazonaws.com\n sns.*.amazonaws.com.cn \n\n")


# === WHICH ADDRESSES ===


@pytest.mark.parametrize(
    ("address", "host", "target"),
    [
        (
            "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=2",
            "sns.us-east-1.amazonaws.com",
            "/?Action=ConfirmSubscription&Token=2",
        ),
        (
            "https://SNS.eu-west-3.AmazonAWS.com:443/a",
            "sns.eu-west-3.amazonaws.com",
            "/a",
        ),
        (
            "https://sns.cn-north-1.amazonaws.com.cn#a",
            "sns.cn-north-1.amazonaws.com.cn",
            "/",
        ),
    ],
)
def test_a_host_on_the_list(address, host, target):
    assert checked_address(address, SNS) == (host, target)


@pytest.mark.parametrize(
    "address",
    [
        "http://sns.us-east-1.amazonaws.com/",
        "https://sns.us-east-1.amazonaws.com:8443/",
        "https://user@sns.us-east-1.amazonaws.com/",
        "https://sns.us-east-1.amazonaws.com@example.com/",
        "https://sns.us-east-1.amazonaws.com.example.com/",
        "https://sns.us-east-1.amazonaws.com%2eexample.com/",
        "https://sns.us-east-1.amazonaws.com\\.example.com/",
        "https://sns.us-east-1.amazonaws.com\t/",
        "https://sns.us-east-1.amazonaws.com/ HTTP/1.1",
        "https://sns.us-east-1.amazonaws.com/\r\nX: y",
        "https://sns.us-east-1.amazonaws.com/é",
        "https://sns.us-east-1.amazonaws.com./",
        # A bucket that anybody may call "sns".
        "https://sns.s3.amazonaws.com/",
        "https://sns.a.b.amazonaws.com/",
        "https://xsns.us-east-1.amazonaws.com/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::1",
        "https://localhost/",
        "https://",
        "//sns.us-east-1.amazonaws.com/",
        "file:///etc/passwd",
        "gopher://sns.us-east-1.amazonaws.com/",
        "",
        "https://sns.us-east-1.amazonaws.com/" + "x" * 3000,
    ],
)
def test_what_is_not_asked_for(address):
    with pytest.raises(AddressRefused):
        checked_address(address, SNS)


def test_no_host_is_asked_where_none_is_listed():
    with pytest.raises(AddressRefused):
        checked_address("https://example.com/", ())


@pytest.mark.parametrize(
    "line",
    [
        "*",
        "*.com",
        "com",
        "*.*",
        "a.*",
        "https://example.com",
        "example.com:443",
        "exa mple.com",
        "10.0.0.1",
        "x*.example.com",
        "é.example.com",
    ],
)
def test_what_is_no_host(line):
    with pytest.raises(InvalidSetup):
        host_patterns(line)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::169.254.169.254", False),
        ("64:ff9b::93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("2002:a9fe:a9fe::1", False),
    ],
)
def test_addresses_of_the_open_internet(address, public):
    assert is_public(address) is public


# === A REAL SERVER ===


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    write_certificate(path)
    return path


@pytest.fixture
def server(certificate):
    with serving(certificate) as server:
        yield server


HERE = (HOST,)


@pytest.fixture
def fetcher(server, certificate, monkeypatch):
    """One that may reach this machine, by a name that leads here."""
    leads_here(monkeypatch, "127.0.0.1")
    return Fetcher(
        seconds=2,
        most_bytes=1000,
        port=server.port,
        context=ssl.create_default_context(cafile=str(certificate)),
        may_reach=lambda _address: True,
    )


def leads_here(monkeypatch, *addresses):
    """Have each name lead to these addresses, whatever the machine's resolver says."""
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda host, port, *_args, **_options: [
            (2, 1, 6, "", (address, port)) for address in addresses
        ],
    )


def test_a_server_is_asked_and_nothing_is_told_to_it(fetcher, server):
    content = fetcher.fetch("https://localhost.localdomain/right?a=1&b=%20", HERE)
    assert content == b"<ConfirmSubscriptionResponse/>"
    [(path, headers)] = server.asked
    assert path == "/right?a=1&b=%20"
    assert set(headers) == {"Host", "User-Agent", "Accept-Encoding"}


@pytest.mark.parametrize(
    ("path", "code"),
    [("elsewhere", "http_status"), ("wrong", "http_status"), ("large", "too_large")],
)
def test_what_is_not_taken(fetcher, server, path, code):
    with pytest.raises(NotFetched) as refused:
        fetcher.fetch(f"https://localhost.localdomain/{path}", HERE)
    assert refused.value.code == code
    # A redirect was not followed.
    assert len(server.asked) == 1


def test_one_that_trickles_is_ended(fetcher):
    fetcher = Fetcher(
        seconds=0.3,
        port=fetcher.port,
        context=fetcher.context,
        may_reach=fetcher.may_reach,
    )
    begun = time.monotonic()
    with pytest.raises(NotFetched) as refused:
        fetcher.fetch("https://localhost.localdomain/trickle", HERE)
    assert refused.value.code == "not_reached"
    assert time.monotonic() - begun < 20


def test_a_certificate_of_another_is_none(fetcher, server):
    with pytest.raises(NotFetched) as refused:
        fetcher.fetch("https://other.localdomain/right", ("other.localdomain",))
    assert refused.value.code == "not_reached"
    stranger = Fetcher(port=fetcher.port, may_reach=lambda _address: True)
    with pytest.raises(NotFetched):
        stranger.fetch("https://localhost.localdomain/right", HERE)
    assert not server.asked


def test_a_name_that_leads_inside_is_not_asked(fetcher, server, monkeypatch):
    strict = Fetcher(port=fetcher.port, context=fetcher.context)
    for addresses in (["127.0.0.1"], ["93.184.216.34", "127.0.0.1"]):
        leads_here(monkeypatch, *addresses)
        with pytest.raises(NotFetched) as refused:
            strict.fetch("https://localhost.localdomain/right", HERE)
        assert refused.value.code == "host_not_public"
    assert not server.asked


def test_a_name_that_nobody_knows(fetcher, monkeypatch):
    def fail(*_args, **_options):
        raise OSError

    monkeypatch.setattr("socket.getaddrinfo", fail)
    with pytest.raises(NotFetched) as refused:
        fetcher.fetch("https://localhost.localdomain/right", HERE)
    assert refused.value.code == "host_unknown"


def test_a_host_that_is_not_listed_is_not_even_looked_up(fetcher, server):
    with pytest.raises(AddressRefused):
        fetcher.fetch("https://example.com/right", HERE)
    assert not server.asked
