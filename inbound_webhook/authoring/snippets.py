"""A call written down in the languages of those who send it, ready to be run.

Whatever the values hold, the code holds them as text: quotes, line breaks, ``$`` and
backslashes are escaped as each language asks for.
"""

import shlex
from collections.abc import Callable

from ..engine.request import IncomingRequest

#: Writes a call to an address as code.
Writer = Callable[[str, IncomingRequest], str]


def snippets(url: str, request: IncomingRequest) -> dict[str, str]:
    """A call as code, by language: ``curl``, ``python``, ``php`` and ``javascript``.

    None of it needs more than the language brings.

    :param url: where it goes, without a query
    :param request: what is sent; its body is text in UTF-8, its query is encoded
    """
    if request.query_string:
        url = f"{url}?{request.query_string}"
    return {name: write(url, request) for name, write in _WRITERS.items()}


def _curl(url: str, request: IncomingRequest) -> str:
    parts = [f"curl {shlex.quote(url)}"]
    parts += [
        f"-H {shlex.quote(f'{name}: {value}')}"
        for name, value in _headers(request).items()
    ]
    if _has_body(request):
        # It takes a leading @ for what it is, and makes the call a POST.
        parts.append(f"--data-raw {shlex.quote(_body(request))}")
    return " \\\n  ".join(parts)


def _python(url: str, request: IncomingRequest) -> str:
    arguments = [repr(url)]
    if _has_body(request):
        arguments.append(f"data={_python_text(_body(request))}.encode()")
    if headers := _headers(request):
        arguments.append(f"headers={headers!r}")
    arguments.append(f"method={request.method!r}")
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return (
        "import urllib.error\n"
        "import urllib.request\n\n"
        f"request = urllib.request.Request(\n{lines})\n"
        # Else the text of a refusal would not be shown.
        "try:\n"
        "    answer = urllib.request.urlopen(request)\n"
        "except urllib.error.HTTPError as error:\n"
        "    answer = error\n"
        "print(answer.status, answer.read().decode())\n"
    )


def _php(url: str, request: IncomingRequest) -> str:
    headers = [
        _php_text(f"{name}: {value}") for name, value in _headers(request).items()
    ]
    options = [f"'method' => {_php_text(request.method)}"]
    if headers:
        options.append(f"'header' => [{', '.join(headers)}]")
    if _has_body(request):
        options.append(f"'content' => {_php_text(_body(request))}")
    # Else the text of a refusal would not be shown.
    options.append("'ignore_errors' => true")
    lines = "".join(f"    {option},\n" for option in options)
    return (
        "<?php\n"
        f"$context = stream_context_create(['http' => [\n{lines}]]);\n"
        f"echo file_get_contents({_php_text(url)}, false, $context);\n"
    )


def _javascript(url: str, request: IncomingRequest) -> str:
    headers = [
        f"{_js_text(name)}: {_js_text(value)}"
        for name, value in _headers(request).items()
    ]
    options = [f"method: {_js_text(request.method)}"]
    if headers:
        options.append(f"headers: {{{', '.join(headers)}}}")
    if _has_body(request):
        options.append(f"body: {_js_text(_body(request))}")
    lines = "".join(f"  {option},\n" for option in options)
    return (
        f"fetch({_js_text(url)}, {{\n{lines}}})\n"
        "  .then((answer) => answer.text())\n"
        "  .then((text) => console.log(text));\n"
    )


_WRITERS: dict[str, Writer] = {
    "curl": _curl,
    "python": _python,
    "php": _php,
    "javascript": _javascript,
}


def _has_body(request: IncomingRequest) -> bool:
    return request.method != "GET"


def _body(request: IncomingRequest) -> str:
    return request.body.decode()


def _headers(request: IncomingRequest) -> dict[str, str]:
    return dict(request.headers)


def _python_text(text: str) -> str:
    """A text as Python has it, its lines below each other."""
    if "\n" not in text:
        return repr(text)
    for plain, escaped in (
        ("\\", "\\\\"),
        ("'", "\\'"),
        ("\r", "\\r"),
        ("\0", "\\x00"),
    ):
        text = text.replace(plain, escaped)
    return f"'''{text}'''"


def _php_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _js_text(text: str) -> str:
    """A text as JavaScript has it, its lines below each other."""
    if "\n" in text:
        for plain, escaped in (
            ("\\", "\\\\"),
            ("`", "\\`"),
            ("${", "\\${"),
            ("\r", "\\r"),
        ):
            text = text.replace(plain, escaped)
        return f"`{text}`"
    for plain, escaped in (
        ("\\", "\\\\"),
        ("'", "\\'"),
        ("\r", "\\r"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(plain, escaped)
    return f"'{text}'"
