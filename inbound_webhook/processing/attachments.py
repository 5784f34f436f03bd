"""The files of a call that its record gets, each as an attachment."""

from ..engine.body.payload import files_in
from ..engine.keys import key_digest
from .file_values import content_to_hold


def attach(record, files):
    """Attach the files of a form to a record, unless it has them already.

    :param record: in the environment of the handler's user
    :param files: ``UploadedFile`` of the engine
    """
    if not (files and record):
        return
    record._check_inbound_webhook_change()
    # Byte for byte: Odoo would decode pictures, of any size, and fail at broken ones.
    attachments = record.env["ir.attachment"].with_context(image_no_postprocess=True)
    domain = [("res_model", "=", record._name), ("res_id", "=", record.id)]
    present = set(attachments.search(domain).mapped(lambda item: item.checksum))
    new = {}
    for file in files:
        checksum = attachments._compute_checksum(file.content)
        if checksum not in present:
            new.setdefault(checksum, file)
    # Another call may bring the same file for the same record.
    place = [record._name, str(record.id)]
    record.env["inbound.webhook.key"]._become_maker(
        key_digest("ir.attachment", ["res_model", "res_id", "checksum"], [*place, c])
        for c in new
    )
    attachments.create(
        [
            {
                "name": file.filename or file.field,
                "raw": file.content,
                "res_model": record._name,
                "res_id": record.id,
            }
            for file in new.values()
        ]
    )


def files_of(run):
    """The files of a call that its record gets, each as an attachment.

    Not those that a field is to hold, whatever becomes of that, nor those that are none
    of what they say.
    """
    target, values = run.env[run.spec.record.model], run.values
    held = {
        content_to_hold(values.get(mapping.parameter))
        for mapping in run.spec.record.mappings
        if mapping.source == "parameter"
        and not mapping.is_note
        and target._fields[mapping.field].type == "binary"
    }
    unfit = [item.value for item in run.extraction.unconverted.values()]
    elsewhere = held | {file.content for file in files_in(unfit)}
    found = [*run.payload.files, *files_in(values.values())]
    return [file for file in found if file.content not in elsewhere]


def files_left(run):
    """As :func:`files_of`, those that were left out before."""
    values = run.values.items()
    left = [value for name, value in values if name in run.rest.all_parameters]
    files = {file.content for file in files_in(left)}
    return [file for file in files_of(run) if file.content in files]
