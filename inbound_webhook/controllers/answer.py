"""What leaves the endpoint: our answer, with the headers that nothing changes."""

from werkzeug.datastructures import Headers

from odoo.http import Response

from ..engine.answer_headers import sealed


class _SealedResponse(Response._wrapped__):
    """An answer whose headers are decided as it is sent.

    Odoo and its other addons add headers after the endpoint is through, cookies among
    them (``utm``, ``website``).
    """

    #: An answer without a body has no type.
    default_mimetype = None

    def get_wsgi_headers(self, environ):
        return Headers(sealed(super().get_wsgi_headers(environ)))


def sealed_response(reply):
    """The answer as Odoo sends it.

    :param Reply reply: what is answered
    :rtype: odoo.http.Response
    """
    return Response(
        _SealedResponse(reply.content, status=reply.status, headers=list(reply.headers))
    )
