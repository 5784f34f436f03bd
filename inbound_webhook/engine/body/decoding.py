"""A text of a body, decoded and storable, with what is to be noted of it."""

from ..errors import UnreadableBody
from ..phrases import _lt
from .charset import Texts, decoded
from .charset_bytes import with_what_it_lacks
from .charset_names import announced_charset, public_name
from .notes import NoteBook
from .text import shortened, storable, unstorable_notes


def decode_text(
    raw: bytes,
    declared: str | None,
    where: str,
    notes: NoteBook,
    texts: Texts | None = None,
) -> str:
    """A text of a body, in the charset that its sender announces.

    Without one it is UTF-8, else what is clear. Characters that cannot be stored are
    replaced. What is not plain UTF-8 is noted.

    :param declared: charset as the sender names it
    :param where: name of the field, for notes and for the error
    :param texts: as :func:`decoded`
    :raises UnreadableBody: bytes that are no text
    :raises UnsupportedBody: the charset is not known
    """
    announced = announced_charset(declared)
    try:
        found = decoded(raw, announced, texts)
    except UnicodeError as error:
        raise _undecodable(where, declared if announced else None) from error
    text = with_what_it_lacks(found.text, announced)
    code = found.note(raw)
    if code == "text_cut":
        notes.add_at(where, code)
    elif code:
        notes.add_at(where, code, charset=public_name(found.charset))
    for code in unstorable_notes(text):
        notes.add_at(where, code)
    return storable(text)


def _undecodable(where: str, declared: str | None) -> UnreadableBody:
    field = shortened(where)
    if declared:
        charset = shortened(declared)
        return UnreadableBody(
            "text_undecodable",
            _lt(
                "The field %(field)r holds bytes that are not text in %(charset)s, the"
                " charset that the call announces.",
                field=field,
                charset=charset,
            ),
            field=field,
            charset=charset,
        )
    return UnreadableBody(
        "text_undecodable",
        _lt(
            "The field %(field)r holds bytes that are not text in UTF-8; name the"
            " charset in the content type.",
            field=field,
        ),
        field=field,
    )
