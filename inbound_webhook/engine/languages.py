"""Languages, as people write them: by code, or by name in any language.

What they are called is the Unicode Common Locale Data Repository's, by way of Babel.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from .countries import country_of
from .spelling import LONGEST_NAME, plain

_CODE = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:[-_](?P<script>[a-z]{4}))?"
    r"(?:[-_](?P<region>[a-z]{2}|\d{3}))?"
    r"(?:\.[\w-]+)?(?:@(?P<variant>[a-z]+))?",
    re.ASCII | re.IGNORECASE,
)
#: "Dutch (Belgium)", and as Odoo has it "English (US)".
_WITH_PLACE = re.compile(r"(?P<language>[^()]+)\((?P<place>[^()]+)\)")
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl"}
#: Between two names of one language: "Français / French", "Dutch (nl_BE)".
_BETWEEN = re.compile(r"[/|()]|\s[-–—]\s")
#: Behind each of those that a browser prefers: "de-AT,de;q=0.9,en;q=0.8".
_PREFERENCE = re.compile(r"\s*;\s*q\s*=\s*[\d.]+\s*", re.IGNORECASE)
#: Norwegian is Bokmål, unless somebody says otherwise.
_USUAL = {"no": "nb"}


@dataclass(frozen=True)
class Tag:
    """A language, as far as a text says which.

    :param language: code of two letters, or of three where it has none of two
    :param script: code of four letters, empty where nothing says it
    :param region: code of a country or a part of the world, empty where nothing says it
    """

    language: str
    script: str = ""
    region: str = ""

    def filled(self) -> "Tag":
        """The same with the script and the region that go without saying."""
        parts = (self.language, self.script, self.region)
        for known in (parts, (parts[0], parts[2]), (parts[0], parts[1]), parts[:1]):
            likely = get_global("likely_subtags").get("_".join(filter(None, known)))
            if likely:
                language, script, region = likely.split("_")[:3]
                return Tag(language, self.script or script, self.region or region)
        return self


def language_among(
    text: str,
    codes: Iterable[str],
    country: str | None = None,
    languages: Iterable[str] = (),
) -> str | None:
    """Which one of some languages a text names.

    One of another country is taken where that is not there, if it is written in the
    same script: ``en-AU`` is ``en_US``, but ``zh-TW`` is not ``zh_CN``.

    :param text: a code (``nl``, ``nl-BE``, ``dut``), or a name in whatever language; or
        several of them, as browsers list them, of which the first one that is there
        counts
    :param codes: of the languages, as Odoo writes them: ``nl_BE``, ``sr@latin``
    :param country: ISO code of the country that decides among several
    :param languages: codes of those whose names come first, beside English
    :return: one of the codes; None where the text names none of them, or several
    """
    if len(text) > LONGEST_NAME:
        return None
    codes, languages = tuple(codes), tuple(languages)
    for preferred in _PREFERENCE.sub("", text).split(","):
        wanted = _by_code(preferred.strip()) or _by_name(preferred, languages)
        if wanted and (found := _closest(wanted, codes, country)):
            return found
    return None


def _closest(wanted: Tag, codes: Iterable[str], country: str | None) -> str | None:
    there = {code: tag.filled() for code in codes if (tag := _by_code(code))}
    there = {
        code: tag for code, tag in there.items() if tag.language == wanted.language
    }
    full = wanted.filled()
    if wanted.script or wanted.region:
        there = _only(there, lambda tag: tag.script == full.script)
        regions = [full.region, _wider(full)]
    else:
        of_script = _only(there, lambda tag: tag.script == full.script)
        there = of_script or there
        regions = [country, full.region]
    for region in regions:
        exact = _only(there, lambda tag, region=region: tag.region == region)
        if len(exact) == 1:
            return next(iter(exact))
    return next(iter(there)) if len(there) == 1 else None


def _wider(tag: Tag) -> str:
    """The part of the world whose language that of a country is: 419 for Mexico."""
    parents = get_global("parent_exceptions")
    _, _, region = parents.get(f"{tag.language}_{tag.region}", "").partition("_")
    return region


def _only(there: dict[str, Tag], holds: Callable[[Tag], bool]) -> dict[str, Tag]:
    return {code: tag for code, tag in there.items() if holds(tag)}


def _by_code(text: str) -> Tag | None:
    parts = _CODE.fullmatch(text)
    if parts is None:
        return None
    language = parts["language"].lower()
    language = get_global("language_aliases").get(language, language)
    language = _USUAL.get(language, language)
    if language not in Locale("en").languages:
        return None
    script = _SCRIPTS.get((parts["variant"] or "").casefold(), "")
    script = (parts["script"] or script).title()
    return Tag(language, script, (parts["region"] or "").upper())


def _by_name(text: str, languages: tuple[str, ...]) -> Tag | None:
    found = _named(plain(text), languages)
    if found:
        return found
    parts = _WITH_PLACE.fullmatch(text.strip())
    language = parts and _named(plain(parts["language"]), languages)
    if language:
        region = country_of(parts["place"], languages) or _area(parts["place"])
        if region:
            return Tag(language.language, region=region)
        # "Chinese (Simplified)"
        turned = _named(plain(f"{parts['place']} {parts['language']}"), languages)
        script = _scripts().get(plain(parts["place"]))
        if turned or script:
            return turned or Tag(language.language, script=script)
    return _agreed(text, languages)


def _area(name: str) -> str:
    """The code of a part of the world, as English calls it; empty for none."""
    wanted = plain(name)
    areas = Locale("en").territories.items()
    found = (code for code, area in areas if code.isdigit() and plain(area) == wanted)
    return next(found, "")


@lru_cache
def _scripts() -> dict[str, str]:
    return {plain(name): code for code, name in Locale("en").scripts.items()}


def _agreed(text: str, languages: tuple[str, ...]) -> Tag | None:
    """What all names of a language in a text come to: the one that says the most."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) < 2:
        return None
    tags = {_by_code(part) or _named(plain(part), languages) for part in parts}
    if None in tags or len({tag.language for tag in tags}) > 1:
        return None
    exact = {tag for tag in tags if tag.region or tag.script}
    candidates = exact or tags
    return candidates.pop() if len(candidates) == 1 else None


def _named(name: str, languages: tuple[str, ...]) -> Tag | None:
    for language in ("en", *languages):
        if name in _names(language):
            return _by_code(_names(language)[name])
    candidates = {_by_code(code) for code in _all_names().get(name, ())}
    return candidates.pop() if len(candidates) == 1 else None


@lru_cache(maxsize=100)
def _names(language: str) -> dict[str, str]:
    """The languages by their names in a language; none where it is unknown."""
    try:
        known = Locale.parse(language).languages
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    return {plain(name): code for code, name in known.items() if _by_code(code)}


@lru_cache
def _all_names() -> dict[str, frozenset[str]]:
    """The languages that have a name in some language. It takes seconds, once."""
    found: dict[str, set[str]] = {}
    for language in locale_identifiers():
        if "_" in language:
            continue
        for name, code in _names.__wrapped__(language).items():
            found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}
