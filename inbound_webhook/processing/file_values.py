"""Files for fields that hold one: pictures, and whatever a field of bytes may hold."""

import base64

from odoo.fields import Image
from odoo.tools.image import IMAGE_MAX_RESOLUTION, image_process

from ..engine.body.payload import Files, files_in
from ..engine.file_content import PICTURES, is_cut_off, kind_of, picture_size
from ..engine.phrases import _lt
from ..engine.types import convert
from ..engine.types.text import TextOfFile
from ..engine.values import refused, to_json

_PICTURE = _lt("a picture: PNG, JPEG, GIF or WebP")
#: Odoo makes smaller ones of each picture; one that takes that, takes all of them.
_TRIED_SIZE = (128, 128)
#: The one that Odoo keeps as it is, and has no decoder for.
_NOT_DECODED = "image/webp"


def file_of(value, context):
    """The one file that a field can hold, of several the first one.

    :param value: a parameter's converted value or a constant's text
    :return: an ``UploadedFile`` of the engine
    :raise ValueRefused: it is no file
    """
    files = value
    if isinstance(value, TextOfFile):
        files = convert(value.files[:1], "file", context)
    elif not isinstance(value, Files):
        files = convert(to_json(value), "file", context)
    if not files:
        raise refused(value, _lt("a file"))
    return files[0]


def content_to_hold(value):
    """The content of the file that a field is to hold, whether it takes it or not.

    :param value: as :func:`file_of`
    :return: None where the value is no file that could be attached as well
    """
    files = value.files if isinstance(value, TextOfFile) else value
    found = files_in([files])
    return found[0].content if found else None


def file_value(model, field, value, context):
    """The value to write into a field that holds a file: base64, as Odoo has it.

    A picture is the one that Odoo makes of it, so that the same one is no change.

    :raise ValueRefused: the field does not take it
    """
    file = file_of(value, context)
    if isinstance(field, Image):
        return _picture(model, field, file)
    # Odoo keeps pages and drawings that come as an attachment from being run. In a
    # column it refuses them, in the midst of what else is written.
    is_drawing = kind_of(file.content) == "image/svg+xml"
    if is_drawing and field.column_type and not model.env.is_system():
        raise refused(file, _lt("a file without code in it, which an SVG can have"))
    return base64.b64encode(file.content)


def _picture(model, field, file):
    """A picture in the size in which its field keeps it.

    Its size is read from its head first: decoded, a few bytes can be gigabytes.
    """
    kind, size = kind_of(file.content), picture_size(file.content)
    if kind not in PICTURES or not size:
        raise refused(file, _PICTURE)
    width, height = size
    if width * height > IMAGE_MAX_RESOLUTION:
        most = int(IMAGE_MAX_RESOLUTION / 1e6)
        raise refused(
            file, _lt("a picture of at most %(most)s million pixels", most=most)
        )
    broken = _lt(
        "a picture that Odoo can read: it is broken, cut off, or of a rare kind"
    )
    if is_cut_off(file.content):
        raise refused(file, broken)
    encoded = base64.b64encode(file.content)
    if kind == _NOT_DECODED:
        return encoded
    try:
        image_process(file.content, size=_TRIED_SIZE, verify_resolution=True)
        return field._image_process(encoded, model.env)
    except Exception as error:
        # What a decoder raises of a broken file is of any kind.
        raise refused(file, broken) from error
