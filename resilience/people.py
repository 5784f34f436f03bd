"""A person at the screen: what the web client asks of Odoo."""

import http.client
import json

LOGIN, PASSWORD = "admin", "admin"
TIMEOUT = 120  # seconds


class Refused(Exception):
    """Odoo showed the person an error."""


class Person:
    """Somebody who is logged in.

    :param port: of the server on this machine
    :param database: name of its database
    """

    def __init__(self, port, database):
        self._port, self._cookie = port, None
        self._ask(
            "/web/session/authenticate",
            {"db": database, "login": LOGIN, "password": PASSWORD},
        )

    def call(self, model, method, *arguments, **named):
        """Call a method of a model, as a button does.

        :return: what it returns
        :raise Refused: Odoo answered with an error, whose name and text this holds
        """
        return self._ask(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": arguments, "kwargs": named},
        )

    def _ask(self, path, parameters):
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=TIMEOUT
        )
        headers = {"Content-Type": "application/json"}
        if self._cookie:
            headers["Cookie"] = self._cookie
        try:
            body = json.dumps(
                {"jsonrpc": "2.0", "method": "call", "params": parameters}
            )
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            cookie = response.getheader("Set-Cookie")
            if cookie:
                self._cookie = cookie.partition(";")[0]
            answer = json.loads(response.read())
        finally:
            connection.close()
        if "error" in answer:
            data = answer["error"]["data"]
            raise Refused(f"{data['name']}: {data['message']}")
        return answer.get("result")
