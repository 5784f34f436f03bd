"""From the bytes of a call to a payload: JSON, XML, or a form of either encoding.

The only place that parses a body. Nothing is lost in silence: what had to be
tolerated to read a body is a :class:`Note` on its payload, and what cannot be read
without guessing is refused with a sentence that says why.

The way of a body, one module each::

    content_coding   gzip and deflate undone, within the size limit
    media_type       what the Content-Type header says
    formats          which reader: the header, the handler and the body itself agree
    json_reader      bytes -> text -> tree, within the limits of depth and nodes
                     (``json_numbers``: and of what a number can be)
    xml_reader       bytes -> text -> tree, without entities
    urlencoded       bytes -> named texts
    multipart        bytes -> named texts and uploaded files
    form             named texts and files -> payload (``field_names`` makes the tree)

and of its texts::

    text_fields      one by one: decoded, or kept as bytes (``marked`` has those of
                     JSON and XML that no one charset fits)
    decoding         a text, storable, with what is to be noted of it
    charset          in which charset it is (``charset_names``, ``charset_bytes``)
    guess            where nobody says it (``european``, ``western``, ``marks``)

Other addons add to it by name: :func:`register_format` (another media type) and
:func:`register_content_coding` (another compression).
"""

from .content_coding import content_codings, register_content_coding
from .formats import Format, recommended_media_types, register_format
from .limits import Limits
from .notes import Note, NoteBook
from .parse import parse_body, parse_header_value, parse_query
from .payload import Payload, UploadedFile

__all__ = [
    "Format",
    "Limits",
    "Note",
    "NoteBook",
    "Payload",
    "UploadedFile",
    "content_codings",
    "parse_body",
    "parse_header_value",
    "parse_query",
    "recommended_media_types",
    "register_content_coding",
    "register_format",
]
