"""Types of parameters: what a sender wrote to a Python value, or a refusal.

======== =========================== ============================================
type     gives                       from
======== =========================== ============================================
text     str                         texts, numbers, true, lists of these; lines of
                                     what objects say
json     str                         the same, but of lists and objects their JSON
email    str                         a text, normalised by the context; of several, one
emails   str                         all of several, with commas between
phone    str                         a text or number, formatted by the context
url      str                         a host, with http:// or https:// or without
integer  int                         numbers and texts without a fraction
decimal  float                       numbers and texts in any country's writing
money    Amount, a float             $1,234.50, 1.234,50 €, (12.00), 12,-
percent  float                       12.5 %
boolean  bool                        true, yes, on, 1, t, y and their opposites
date     datetime.date               ISO 8601, epoch, RFC 2822
datetime datetime.datetime, naive,   ISO 8601, epoch, RFC 2822
         in UTC
list     list                        a list, one value, text with commas or lines
object   dict                        an object, or a text that is JSON of one
file     Files, of UploadedFile      base64, data:, an object that names one, or an
                                     uploaded file; a list of these
vat      str                         a tax number, checked as its country says
iban     str                         a bank account, its check digits right
ean      str                         an article number, its check digit right
======== =========================== ============================================

A list of one is taken for its item where a type is of one value, as repeated form
fields and ``[*]`` give it.

JSON's ``false`` is no value but for a boolean: Odoo and PHP programs write it where
there is none.

Nothing is guessed: ``1.234`` and ``03/04/2026`` mean different things in different
countries and are refused with a sentence that says how to write them, unless the
parameter says which is meant.

Each type is one object, in the file that has its name, with all that belongs to it.
Other addons add types with :func:`register_type`.
"""

from .registry import TYPES, Type, convert, find_type, register_type, suggested_types

# In the order in which people choose.
from .text import to_text
from .json import to_json_text
from .email import to_email, to_emails
from .phone import to_phone
from .url import to_url
from .integer import to_integer
from .decimal import to_decimal
from .money import to_money
from .percent import to_percent
from .boolean import to_boolean
from .date import to_date
from .datetime import to_datetime
from .list import to_list
from .object import to_object
from .file import to_files
from .vat import to_vat
from .iban import to_iban
from .ean import to_ean

__all__ = [
    "TYPES",
    "Type",
    "convert",
    "find_type",
    "register_type",
    "suggested_types",
]
