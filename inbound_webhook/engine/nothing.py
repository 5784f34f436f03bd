"""Words that mean nothing: what programs and people write where they have no value.

``N/A`` in a form that insists on an answer, ``undefined`` of a script, ``{{source}}``
of a template that nobody filled. They are no value: no field is overwritten with one,
and no record is made of one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .errors import InvalidSetup
from .phrases import _lt
from .written import as_seen, bare

#: What a handler has at first. People's names are not in it, nor is what is a code: NA
#: is Namibia, and Naples.
DEFAULT_WORDS = (
    *("N/A", "#N/A", "n.a.", "none", "(none)", "null", "(null)", "nil"),
    *("undefined", "NaN", "-", "--", "---", "–", "—", ".", "?", "/"),
    *("not set", "(not set)", "(not provided)", "not applicable", "not available"),
    *("k.A.", "k. A.", "keine Angabe", "keine", "entfällt", "n.v.t.", "geen"),
    *("non renseigné", "sans objet", "aucun", "aucune", "néant", "n/c"),
    *("sin especificar", "ninguno", "ninguna", "nessuno", "nessuna"),
    *("não informado", "não se aplica", "não tenho", "nenhum", "nenhuma"),
    *("なし", "無し", "特になし", "該当なし", "未記入", "ー"),
    *("无", "없음", "нет данных"),
    *("keine Angaben", "nicht angegeben", "nicht zutreffend", "ohne Angabe"),
    *("non précisé", "non communiqué", "non applicable", "no aplica", "sin datos"),
    *("no especificado", "não aplicável", "non specificato", "non disponibile"),
    *("niet opgegeven", "niet van toepassing", "n/d", "не указано", "nie dotyczy"),
    *('""', "''", "“”", "...", "--none--", "(empty)", "(blank)", "<no value>"),
    *("#REF!", "#VALUE!", "\\N"),
    *("not provided", "[not provided]", "not specified", "#N/D", "Invalid Date"),
    # The first line of a list to choose from.
    *("please select", "please choose", "--select--", "-select-", "select one"),
    *("select an option", "please select an option", "choose an option"),
    *("please choose an option", "bitte wählen", "bitte auswählen"),
    *("veuillez sélectionner", "veuillez choisir", "sélectionnez", "seleccione"),
    *("seleccione una opción", "selecione", "selecione uma opção", "seleziona"),
    *("maak een keuze", "選択してください"),
    # What Meta has in place of answers in its test leads.
    "<test lead: dummy data for *>",
    # Of Contact Form 7, where a form has no such field.
    *("[your-*]", "[object *]", "{{*}}", "{{{*}}}", "${*}", "%%*%%", "[[*]]"),
    *("{!*}", "%*%", "<%*%>", "#{*}"),
)
#: No word is longer; a longer text says something.
_LONGEST = 100
_MOST = 200
#: What an asterisk stands for is some text, but not the end of one template and the
#: beginning of another one with a text of somebody's between: no brackets, and none of
#: these where they are in the word.
_ENDS = "%$@#|"
#: What people and programs put around a word: it is the same one.
_AROUND = " .,;:!()[]<>*_'\"`´‘’‚“”„«»‹›「」『』【】-–—"
#: Blanks beside signs are no part of a word: ``N / A``, ``-- Select --``.
_LOOSE = re.compile(r"\s*([^\w\s])\s*")
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class NothingWords:
    """The words of one handler.

    :param words: as they are compared
    :param patterns: those with an asterisk
    """

    words: frozenset[str] = frozenset()
    patterns: tuple[re.Pattern, ...] = ()

    def means_nothing(self, value: Any) -> bool:
        """Whether a value is one of the words."""
        if not isinstance(value, str) or len(value) > _LONGEST:
            return False
        text = _folded(value)
        if not text:
            # A blank that HTML has a name for; none at all empties a field on purpose.
            return bool(self.words and bare(value))
        if self._is_word(text):
            return True
        if any(pattern.fullmatch(text) for pattern in self.patterns):
            return True
        return self._is_made_of_words(text)

    def _is_word(self, text: str) -> bool:
        closed = _closed(text)
        inside = closed.strip(_AROUND)
        is_inside = any(map(str.isalnum, inside)) and inside in self.words
        return is_inside or closed in self.words

    def _is_made_of_words(self, text: str) -> bool:
        """Whether all pieces of a text are words: a script joins ``undefined`` and
        ``undefined`` to a name, as a template does ``{{first}} {{last}}``.
        """
        rest = text
        for pattern in self.patterns:
            rest = pattern.sub(" ", rest)
        pieces = [piece for piece in _BETWEEN.split(rest) if piece]
        has_any = bool(pieces) or rest != text
        return has_any and all(map(self._is_word, pieces))

    def without(self, value: Any) -> Any:
        """A value that is no such word, and a list without those that are.

        :return: None for a word
        """
        if isinstance(value, list):
            if not any(map(self.means_nothing, value)):
                return value
            return [item for item in value if not self.means_nothing(item)]
        return None if self.means_nothing(value) else value


@lru_cache(maxsize=512)
def nothing_words(text: str) -> NothingWords:
    """The words that a handler has, one on each line.

    An asterisk stands for any text but brackets: ``{{*}}`` is a placeholder. A word
    counts without the full stop at its end, too.

    :raises InvalidSetup: there are too many, one is too long, or one is any text
    """
    words = [_folded(line) for line in text.splitlines() if line.strip()]
    if len(words) > _MOST:
        raise InvalidSetup(
            "nothing_words_many",
            _lt("There can be %(most)s words that mean nothing.", most=_MOST),
        )
    for word in words:
        if len(word) > _LONGEST or not word.replace("*", "").strip():
            raise InvalidSetup(
                "nothing_word_invalid",
                _lt("%(word)r cannot be a word that means nothing.", word=word[:50]),
            )
    plain = [_closed(word) for word in words if "*" not in word]
    whole = {word.rstrip(".") for word in plain} - {""}
    return NothingWords(
        whole.union(plain), tuple(_pattern(word) for word in words if "*" in word)
    )


def as_lines(words: Iterable[str] = DEFAULT_WORDS) -> str:
    """Words as a handler holds them."""
    return "\n".join(words)


def _folded(text: str) -> str:
    return " ".join(as_seen(text).split()).casefold()


def _closed(text: str) -> str:
    """A text without the blanks beside its signs."""
    return _LOOSE.sub(r"\1", text)


def _pattern(word: str) -> re.Pattern:
    ends = "".join(sign for sign in _ENDS if sign in word)
    any_text = rf"[^{{}}\[\]<>{ends}]*"
    first, *between, last = map(re.escape, re.split(r"\*+", word))
    # A piece between two asterisks counts where it comes first: what a look ahead has
    # found is not given up again. Else all places of all pieces would be tried.
    found = (
        f"(?=(?P<piece{number}>{any_text}?{piece}))(?P=piece{number})"
        for number, piece in enumerate(between)
    )
    return re.compile("".join([first, *found, any_text, last]))
