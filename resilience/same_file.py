"""The same file twice at once: it is attached once."""

import time

from .outcome import Findings

AT_ONCE = 4
BOUNDARY = "----resilience"


def run(site, rounds):
    """Send a form with a file several times at once.

    :return: whether the record has the file once
    """
    started, findings = time.monotonic(), Findings()
    for number in range(1, rounds + 1):
        address = f"{site.mode}.file.{number}@example.com"
        body = _form(address, f"content {number}".encode())
        sender = site.sender("files", AT_ONCE)
        content_type = f"multipart/form-data; boundary={BOUNDARY}"
        answers = sender.send_bytes([body] * AT_ONCE, content_type)
        findings.expect_success(address, answers)
        files = site.query(
            "SELECT count(*) FROM ir_attachment "
            "WHERE res_model = 'crm.lead' AND res_id "
            f"IN (SELECT id FROM crm_lead WHERE email_normalized = '{address}')"
        )
        findings.expect(f"{address}: files", int(files), 1)
    seconds = time.monotonic() - started
    told = f"{rounds} rounds of {AT_ONCE} at once, {seconds:.0f} s"
    print(findings.line(f"The same file ({site.mode})", told), flush=True)
    return not findings.wrong


def _form(address, content):
    line = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    return (
        f'{line}"email"\r\n\r\n{address}\r\n'
        f'{line}"title"\r\n\r\n{address}\r\n'
        f'{line}"file"; filename="offer.txt"\r\nContent-Type: text/plain\r\n\r\n'
    ).encode() + (content + f"\r\n--{BOUNDARY}--\r\n".encode())
