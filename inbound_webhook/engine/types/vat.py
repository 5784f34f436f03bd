"""Tax numbers."""

import re
from typing import Any

from stdnum import get_cc_module
from stdnum.eu import vat as european

from ..phrases import _lt
from ..values import ValueContext, refused
from ..written import as_seen
from .registry import NAMED, register_type
from .text import LONGEST_NUMBER, stripped_text

_EXPECTED = _lt("a tax number such as BE0477472701")
_BETWEEN = re.compile(r"[\s./-]+")
#: What people write before it: USt-IdNr. DE136695976, CNPJ: 11.444.777/0001-61
_LABEL = re.compile(
    r"\A(?:UST-?ID(?:ENT)?(?:[-.\s]?(?:NR|NUMMER))?|MWST(?:-?NR)?|BTW(?:-?(?:NR|NUMMER))?"
    r"|VAT(?:[\s-]?(?:NO|NR|NUMBER|ID|REG))*|(?:N[°O]\s?)?TVA|P\.?\s?IVA|PARTITA\s+IVA"
    r"|CNPJ|CPF|NIF|CIF|NIP|ABN|GST(?:IN)?|RFC|CUIT|RUT|UID|EIN|TAX\s?ID)[\s.:#]+(?=\S)"
)
#: Of a country whose numbers nobody here can check.
_ANY = re.compile(r"(?=.*\d)[0-9A-Z]{4,20}")
#: Where people have another kind of tax number than companies: Odoo takes either.
_OF_PEOPLE = {"BR": "cpf"}
_NAMES = frozenset({"vat", "tva", "mwst", "ustid", "cnpj", "gstin", "nif", "abn"})


def _suggests(words: frozenset[str], value: Any) -> int:
    return NAMED if isinstance(value, str) and words & _NAMES else 0


@register_type(
    "vat",
    _lt("Tax number"),
    false_is_nothing=True,
    sample="BE0477472701",
    suggests=_suggests,
)
def to_vat(value: Any, context: ValueContext) -> str:
    """A tax number without blanks and dots, with the country where the EU writes it.

    Its digits are checked as its country says. One without a country is one of the
    country of the context.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = as_seen(stripped_text(value, _EXPECTED, LONGEST_NUMBER)).upper()
    number = _BETWEEN.sub("", _LABEL.sub("", text))
    local = (context.country_code or "").upper()
    found = _of_its_own_country(number) or _of_country(number, local)
    if not found:
        raise refused(value, _EXPECTED)
    return found


def _of_its_own_country(number: str) -> str | None:
    """The number with the country that it begins with, None where it does not."""
    if european.is_valid(number):
        return european.compact(number)
    module = _module_of(number[:2])
    if not module or not module.is_valid(number):
        return None
    compact = module.compact(number)
    return compact if compact.startswith(number[:2]) else f"{number[:2]}{compact}"


def _of_country(number: str, country: str) -> str | None:
    if country.lower() in european.MEMBER_STATES:
        whole = f"{'EL' if country == 'GR' else country}{number}"
        return european.compact(whole) if european.is_valid(whole) else None
    modules = _modules_of(country)
    if modules:
        valid = (module for module in modules if module.is_valid(number))
        return next((module.compact(number) for module in valid), None)
    # One of another country, which that has just refused, is not one of any.
    is_foreign = number[:2].lower() in european.MEMBER_STATES or _module_of(number[:2])
    return number if _ANY.fullmatch(number) and not is_foreign else None


def _module_of(country: str) -> Any:
    """What checks the numbers of a country, None for nothing."""
    return get_cc_module(country.lower(), "vat") if country.isalpha() else None


def _modules_of(country: str) -> list[Any]:
    """What checks the numbers of companies in a country, and those of people."""
    found = [_module_of(country)]
    if country in _OF_PEOPLE:
        found.append(get_cc_module(country.lower(), _OF_PEOPLE[country]))
    return [module for module in found if module]
