"""Whether SQL text would end the transaction that it is run in.

PostgreSQL takes several statements in one text, so each is looked at, past comments and
quoted texts, as PostgreSQL reads them.
"""

import re

#: A text without these words ends no transaction, and need not be taken apart.
_SUSPICIOUS = re.compile(r"\b(?:abort|commit|end|prepare|rollback)\b", re.IGNORECASE)
_TOKEN = r"""
    --[^\n\r]*
    | /\*
    # Backslashes escape, also where the text goes on in another line.
    | [eE]EVERYWHERE'(?:[^'\\]|\\.|'')*'
      (?:(?:\s|--[^\n\r]*)*[\n\r](?:\s|--[^\n\r]*[\n\r])*'(?:[^'\\]|\\.|'')*')*
    | '[^']*(?:''[^']*)*'
    | "[^"]*(?:""[^"]*)*"
    | \$(?P<tag>(?:[A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]*)?)\$.*?\$(?P=tag)\$
    | (?P<word>[A-Za-z_\x80-\U0010ffff][\w$\x80-\U0010ffff]*)
    | (?P<end>;)
    | [\s\S]
    """
_FLAGS = re.VERBOSE | re.DOTALL
#: By whether backslashes escape in all quoted texts, or in those with an E alone.
_TOKENS = {
    False: re.compile(_TOKEN.replace("EVERYWHERE", ""), _FLAGS),
    True: re.compile(_TOKEN.replace("EVERYWHERE", "?"), _FLAGS),
}
_COMMENT = re.compile(r"/\*|\*/")
_OTHER_NAMES = ("WORK", "TRANSACTION")


def ends_transaction(text, escapes=False):
    """Whether SQL text has a statement that ends the transaction.

    :param str text: one or more statements, with their values in place
    :param bool escapes: backslashes escape in all quoted texts, which is so where
        PostgreSQL's ``standard_conforming_strings`` is off
    :rtype: bool
    """
    if not _SUSPICIOUS.search(text):
        return False
    in_body = False
    for words in _statements(text, _TOKENS[escapes]):
        if in_body and words[0] == "END":
            in_body = False
        elif _ends(words):
            return True
        in_body = in_body or _opens_body(words)
    return False


def _statements(text, tokens):
    """The words of each statement, in capital letters, without quoted ones."""
    words, position = [], 0
    while position < len(text):
        token = tokens.match(text, position)
        position = token.end()
        if token.group() == "/*":
            position = _after_comment(text, position)
        elif token["word"]:
            words.append(token["word"].upper())
        elif token["end"] and words:
            yield words
            words = []
    if words:
        yield words


def _after_comment(text, position):
    """Where a comment ends, which may hold others."""
    depth = 1
    while depth:
        mark = _COMMENT.search(text, position)
        if not mark:
            return len(text)
        depth += 1 if mark.group() == "/*" else -1
        position = mark.end()
    return position


def _ends(words):
    first, rest = words[0], words[1:]
    if first == "ROLLBACK":
        if rest and rest[0] in _OTHER_NAMES:
            rest = rest[1:]
        # That to a savepoint does not.
        return rest[:1] != ["TO"]
    if first == "PREPARE":
        return rest[:1] == ["TRANSACTION"]
    return first in ("COMMIT", "END", "ABORT")


def _opens_body(words):
    """Whether a function begins here whose statements follow, up to an END."""
    pairs = zip(words, words[1:], strict=False)
    return words[0] == "CREATE" and ("BEGIN", "ATOMIC") in pairs
