"""How a body was read, and what was tolerated (``engine.body.notes``), in words."""


def _parsed(env, line):
    kinds = {
        "json": env._("read as JSON"),
        "form": env._("read as a form"),
        "xml": env._("read as XML"),
        "empty": env._("empty"),
        "query": env._("read from the query"),
    }
    return kinds[line["kind"]]


def _split(env, line):
    return env._("%s item(s), one record for each", line["items"])


def _item_blank(env, _line):
    return env._("it holds no value")


def _no_items(env, _line):
    return env._("the call holds no items")


def _other_kind(env, line):
    kinds = {"json": env._("JSON"), "form": env._("a form")}
    return env._(
        "the handler expects %(expected)s, the call brought %(received)s",
        expected=kinds[line["expected"]],
        received=kinds[line["received"]],
    )


def _content_type_overruled(env, line):
    return env._(
        "the Content-Type said %(said)s, the body is %(read_as)s",
        said=line["content_type"],
        read_as=line["read_as"],
    )


def _content_encoding_ignored(env, line):
    return env._(
        "the Content-Encoding %s is no compression and was ignored",
        line["content_encoding"],
    )


def _byte_order_mark_dropped(env, _line):
    return env._("a byte order mark in front of it was dropped")


def _json_charset(env, line):
    return env._("JSON in %s, not in UTF-8", line["charset"])


def _xml_charset(env, line):
    return env._("XML in %s, not in UTF-8", line["charset"])


def _charset_declared(env, line):
    return _at_places(env, line, env._("text in %s, as declared", line["charset"]))


def _charset_guessed(env, line):
    words = env._("text that is not UTF-8 was read as %s", line["charset"])
    # Of calls before 19.0.1.5.0 no place is kept.
    return _at_places(env, line, words) if "where" in line else words


def _charset_clear(env, line):
    words = env._("text that is not UTF-8 is clearly in %s", line["charset"])
    return _at_places(env, line, words)


def _charset_doubtful(env, line):
    words = env._(
        "text that does not look like %s was read so, as declared", line["charset"]
    )
    return _at_places(env, line, words)


def _text_cut(env, line):
    return _at_places(env, line, env._("the text was cut within a character"))


def _text_undecodable(env, line):
    words = env._("bytes that are not text in %s were kept as a file", line["charset"])
    return _at_places(env, line, words)


def _query_undecodable(env, line):
    words = env._("bytes of the query that are not text in %s", line["charset"])
    return _at_places(env, line, words)


def _nul_replaced(env, line):
    return _at_places(env, line, env._("NUL characters were replaced"))


def _surrogate_replaced(env, line):
    return _at_places(env, line, env._("halves of characters were replaced"))


def _duplicate_key(env, line):
    words = env._("a key came more than once, the last one counts")
    return _at_places(env, line, words)


def _number_as_text(env, line):
    return env._("%(value)s is no number, and read as a text", value=line["received"])


def _json_in_string(env, _line):
    return env._("JSON that was encoded twice was decoded twice")


def _json_in_field(env, line):
    return _at_places(env, line, env._("JSON in a field was read"))


def _json_in_field_invalid(env, line):
    words = env._("JSON in a field cannot be read and stays text")
    return _at_places(env, line, words)


def _field_name_conflict(env, line):
    words = env._("a name with brackets was not taken apart")
    return _at_places(env, line, words)


def _file_name_shortened(env, line):
    words = env._("a folder in front of a file's name was cut off")
    return _at_places(env, line, words)


def _at_places(env, line, words):
    """The words, and the first places that they are about."""
    places = ", ".join(line["where"])
    if line["count"] > len(line["where"]):
        places = env._("%(places)s and others", places=places)
    return env._("%(words)s (at %(places)s)", words=words, places=places)


#: By the code of the line, what puts it into words.
BODIES = {
    "parsed": _parsed,
    "split": _split,
    "no_items": _no_items,
    "item_blank": _item_blank,
    "other_kind": _other_kind,
    "content_type_overruled": _content_type_overruled,
    "content_encoding_ignored": _content_encoding_ignored,
    "byte_order_mark_dropped": _byte_order_mark_dropped,
    "json_charset": _json_charset,
    "xml_charset": _xml_charset,
    "charset_declared": _charset_declared,
    "charset_clear": _charset_clear,
    "charset_doubtful": _charset_doubtful,
    "charset_guessed": _charset_guessed,
    "text_cut": _text_cut,
    "text_undecodable": _text_undecodable,
    "query_undecodable": _query_undecodable,
    "nul_replaced": _nul_replaced,
    "surrogate_replaced": _surrogate_replaced,
    "duplicate_key": _duplicate_key,
    "number_as_text": _number_as_text,
    "json_in_string": _json_in_string,
    "json_in_field": _json_in_field,
    "json_in_field_invalid": _json_in_field_invalid,
    "field_name_conflict": _field_name_conflict,
    "file_name_shortened": _file_name_shortened,
}
