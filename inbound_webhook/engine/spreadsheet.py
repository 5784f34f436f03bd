"""Cells of a spreadsheet that compute nothing."""

#: What programs take for the beginning of a formula, or skip in front of one; some take
#: it in its full width, too.
_SIGNS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20"
#: As XlsxWriter takes a formula of several cells.
_ARRAY = "{="


def plain_cell(value):
    """A value of a cell; a text that would be computed has an apostrophe in front.

    As Odoo does for CSV, but for ``= + -`` alone; for XLSX it writes a formula of what
    begins with ``=``.

    :param value: of any type
    """
    if not isinstance(value, str):
        return value
    text = value.lstrip(" \u00a0\ufeff")
    return f"'{value}" if text.startswith((*_SIGNS, _ARRAY)) else value
