"""The titles of groups in an export: strangers wrote some of them."""

from odoo.addons.web.controllers.export import ExcelExport

from ..engine.spreadsheet import plain_cell


class InboundWebhookExcelExport(ExcelExport):
    """Exports to XLSX, in which a text that begins with ``=`` is a formula."""

    def from_group_data(self, fields, columns_headers, groups):
        """Write groups of the log with titles that a spreadsheet does not compute.

        Override. The values of rows come from ``export_data``, titles do not.
        """
        if hasattr(groups._model, "_personal_fields"):
            _make_plain(groups)
        return super().from_group_data(fields, columns_headers, groups)


def _make_plain(group):
    group.children = {
        _plain_title(title): child for title, child in group.children.items()
    }
    for child in group.children.values():
        _make_plain(child)


def _plain_title(title):
    """A title, or the pair of a record's id and its name."""
    if isinstance(title, tuple):
        return (*title[:1], *map(plain_cell, title[1:]))
    return plain_cell(title)
