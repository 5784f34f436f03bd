"""The files of a call that its record gets, each as an attachment."""

from ..engine.keys import key_digest


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
