"""Who made a record that others rely on: an addon, or a person."""


def made_by_others(records):
    """Those of some records that whoever asks did not make, or an addon brought."""
    shipped = _shipped(records)
    return records.filtered(
        lambda record: record in shipped or record.sudo().create_uid != record.env.user
    )


def _shipped(records):
    """Those that an addon brought along.

    Exports and imports give external ids too, of modules that do not exist.
    """
    known = (
        records.env["ir.model.data"]
        .sudo()
        .search(
            [
                ("model", "=", records._name),
                ("res_id", "in", records.ids),
                ("module", "not =like", r"\_\_%"),
            ]
        )
    )
    return records.browse(set(known.mapped("res_id"))) & records
