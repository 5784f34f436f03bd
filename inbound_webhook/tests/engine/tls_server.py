"""A real server on this machine that speaks TLS, for what Odoo asks of others."""

import contextlib
import datetime
import http.server
import socketserver
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

#: The name in its certificate.
HOST = "localhost.localdomain"


class TlsServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Answers GET, and notes the path and the headers of each call in ``asked``."""

    daemon_threads = True

    def __init__(self, certificate):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked, self.is_done = [], threading.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def port(self):
        """Where it listens."""
        return self.server_address[1]

    def handle_error(self, *_args):
        """Those that hang up are meant to."""


class _Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        getattr(self, f"_{self.path.strip('/').partition('?')[0]}")()

    def _send(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _right(self):
        self._send(200, b"<ConfirmSubscriptionResponse/>")

    def _elsewhere(self):
        self._send(302, Location="/right")

    def _wrong(self):
        self._send(403, b"no")

    def _large(self):
        self._send(200, b"x" * 2000)

    def _trickle(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _count in range(1000):
            self.wfile.write(b"x")
            if self.server.is_done.wait(0.05):
                break

    def log_message(self, *_args):
        """Write nothing."""


@contextlib.contextmanager
def serving(certificate):
    """A server that is at work.

    :param certificate: the file of one, with its key
    """
    server = TlsServer(certificate)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.is_done.set()
        server.shutdown()
        server.server_close()


def write_certificate(path):
    """Write a certificate for :data:`HOST` and its key to a file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = x509.SubjectAlternativeName([x509.DNSName(HOST)])
    authority = x509.BasicConstraints(ca=True, path_length=None)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(authority, critical=True)
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + written)
