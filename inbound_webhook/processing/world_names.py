"""Countries, currencies and languages, which people write in many ways.

They are the same all over the world, so they are known by more names than Odoo has.
"""

import re

from odoo.fields import Domain

from ..engine.countries import country_of
from ..engine.languages import language_among
from ..engine.types.currencies import currency_called

#: 978 of EUR, as banks and payment services write it (ISO 4217).
_NUMERIC = re.compile(r"\d{3}", re.ASCII)


def world_domain(related, text, country):
    """What finds the record that a text names, by a code that Odoo knows.

    :param related: empty recordset of any model
    :param country: ISO code of the one that decides among several, or None
    :return: a domain; None where the text names nothing of this model
    """
    read = _READERS.get(related._name)
    found = read and read(related.env, text, country)
    return Domain(*found) if found else None


def names_country(env, text):
    """The country that a text names, by a code or a name.

    :return: record of ``res.country``, or none
    """
    domain = world_domain(env["res.country"], text, None)
    return env["res.country"].search(domain, limit=1) if domain else env["res.country"]


def is_of_the_world(related):
    """Whether nobody can make one more of it."""
    return related._name in _READERS


def language_choice(env, text, keys, country):
    """Which one of the choices of a field a text names, where they are languages.

    :param keys: of the choices
    :return: one of them, or None
    """
    there = installed_languages(env)
    if not keys or not set(keys) <= set(there):
        return None
    return language_among(text, keys, country, there)


def installed_languages(env):
    """Codes of the languages of the database, that of the environment first."""
    codes = [code for code, _name in env["res.lang"].get_installed()]
    return sorted(codes, key=lambda code: code != env.lang)


def _country(env, text, _country_code):
    code = country_of(text, installed_languages(env))
    return code and ("code", "=", code)


def _currency(_env, text, country):
    if _NUMERIC.fullmatch(text):
        return ("iso_numeric", "=", int(text))
    code = currency_called(text, country)
    return code and ("name", "=", code)


def _language(env, text, country):
    there = installed_languages(env)
    code = language_among(text, there, country, there)
    return code and ("code", "=", code)


_READERS = {
    "res.country": _country,
    "res.currency": _currency,
    "res.lang": _language,
}
